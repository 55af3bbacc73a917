package io.stillwatch.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One array in NumPy's format ({@code numpy.save}), versions 1.0 and 2.0, of float16, float32,
 * float64, int32 or int64, little-endian, in C or Fortran order. The first axis is the rows;
 * further ones are flattened into a row, the last one fastest. Anything else is refused, an array
 * of objects above all: nothing is evaluated or unpickled.
 *
 * <p>Opening reads the header and compares it with the size of the file. Memory for the numbers is
 * taken only when they are asked for, and the file is read again each time.
 *
 * <p>The format: <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">
 * numpy.lib.format</a>.
 */
public final class NpyFile {
  /** Numbers that are read at a time. */
  private static final int CHUNK = 1 << 16;

  /** Beyond it a float64 does not hold every integer. */
  private static final double LARGEST_EXACT = 0x1p53;

  private final Path file;
  private final NpyHeader header;
  private final long dataStart;

  private NpyFile(Path file, NpyHeader header, long dataStart) {
    this.file = file;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file.
   *
   * @param file a regular file
   * @return with at least one number
   * @throws NpyException if it cannot be read or is not as said
   */
  public static NpyFile open(Path file) throws NpyException {
    if (!Files.isRegularFile(file)) {
      throw new NpyException(file, "was no file; must be one array saved by numpy.save");
    }
    try (InputStream in = Files.newInputStream(file)) {
      Prelude prelude = Prelude.read(file, in);
      NpyHeader header = HeaderText.read(file, prelude.header());
      checkSize(file, header, Files.size(file) - prelude.length());
      return new NpyFile(file, header, prelude.length());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void checkSize(Path file, NpyHeader header, long bytes) throws NpyException {
    long wanted = (long) header.count() * header.type().width();
    if (bytes != wanted) {
      throw new NpyException(
          file,
          "had %d bytes of numbers; must be %d x %d of %s, %d bytes: it %s, write it again"
              .formatted(
                  bytes,
                  header.rows(),
                  header.dimension(),
                  header.type().word(),
                  wanted,
                  bytes < wanted ? "was cut off" : "goes on after its end"));
    }
  }

  /**
   * The file.
   *
   * @return as opened
   */
  public Path path() {
    return file;
  }

  /**
   * The type of the numbers.
   *
   * @return as the header says
   */
  public NpyType type() {
    return header.type();
  }

  /**
   * The length of the first axis.
   *
   * @return at least 1
   */
  public int rows() {
    return header.rows();
  }

  /**
   * Numbers a row, all further axes multiplied.
   *
   * @return at least 1
   */
  public int dimension() {
    return header.dimension();
  }

  /**
   * The numbers in single precision; what is too large for it becomes infinite.
   *
   * @return row after row
   * @throws NpyException if the file cannot be read
   */
  public float[] floats() throws NpyException {
    float[] numbers = new float[header.count()];
    read((place, data) -> numbers[place] = (float) header.type().next(data));
    return numbers;
  }

  /**
   * The numbers in double precision; integers beyond 2^53 are rounded.
   *
   * @return row after row
   * @throws NpyException if the file cannot be read
   */
  public double[] doubles() throws NpyException {
    double[] numbers = new double[header.count()];
    read((place, data) -> numbers[place] = header.type().next(data));
    return numbers;
  }

  /**
   * Integers, which floating point is taken for where each number is one.
   *
   * @return row after row
   * @throws NpyException if a number is none, or the file cannot be read
   */
  public long[] wholes() throws NpyException {
    long[] numbers = new long[header.count()];
    switch (header.type()) {
      case INT64 -> read((place, data) -> numbers[place] = data.getLong());
      case INT32 -> read((place, data) -> numbers[place] = data.getInt());
      default -> {
        double[] reals = doubles();
        for (int i = 0; i < reals.length; i++) {
          numbers[i] = whole(reals[i], i / dimension());
        }
      }
    }
    return numbers;
  }

  private long whole(double number, int row) throws NpyException {
    if (number != Math.rint(number) || Math.abs(number) > LARGEST_EXACT) {
      throw new NpyException(
          file, "row %d held %s; must be an integer, at most 2^53".formatted(row, number));
    }
    return (long) number;
  }

  /** Takes the number that comes next in the data. */
  private interface Taker {
    void take(int place, ByteBuffer data);
  }

  private void read(Taker taker) throws NpyException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(dataStart);
      int left = header.count();
      while (left > 0) {
        int numbers = Math.min(CHUNK, left);
        ByteBuffer data = chunk(in, numbers * header.type().width());
        for (int i = 0; i < numbers; i++) {
          taker.take(header.place(header.count() - left + i), data);
        }
        left -= numbers;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ByteBuffer chunk(InputStream in, int bytes) throws IOException {
    byte[] chunk = in.readNBytes(bytes);
    if (chunk.length < bytes) {
      throw new IOException("it became shorter meanwhile");
    }
    return ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NpyException unreadable(Path file, IOException e) {
    return new NpyException(file, "could not be read: " + e.getMessage());
  }
}
