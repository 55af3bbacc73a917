package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;

/**
 * Brings wide rows down to {@value #WIDTH} numbers, about keeping every distance, without looking
 * at the data: a sparse random projection (Achlioptas 2003; Kane and Nelson 2014, doi
 * 10.1145/2559902).
 *
 * <p>A row is cut into chunks of {@value #WIDTH} numbers. Each is turned by {@value #TURNS}
 * different distances, given random signs, and added; all is divided by the root of {@value
 * #TURNS}. So a number is added to as many different places, which any other number shares with a
 * chance of {@value #TURNS} in {@value #WIDTH} at most, and signs are independent: a squared length
 * is kept in the mean, with a relative standard deviation of at most the root of 2 in {@value
 * #WIDTH}, 9 %. Whole chunks are added at once, which a processor does many numbers at a time.
 *
 * <p>Distances and signs are bits of hashes of the chunk's and the number's index, so the
 * projection is never stored and is the same on every machine: sums are in single precision and in
 * the order of chunks, whatever rows come together.
 */
public final class SparseProjection {
  /** Numbers of a reduced row; narrower rows are left as they are. */
  public static final int WIDTH = 256;

  /** The widest row that is taken. */
  public static final int LARGEST_DIMENSION = 1 << 18;

  /** Codebooks of rows that were reduced otherwise do not fit these. */
  static final String VERSION = "turned";

  private static final int TURNS = 4;

  /** Turns of one chunk differ since each has its own quarter of the distances. */
  private static final int DISTANCES = WIDTH / TURNS;

  private static final float SCALE = 0.5f;

  private final Values.Vectors rows;
  private final float[] reduced;
  private final float[][] signs = new float[TURNS][WIDTH];
  private final int[] turns = new int[TURNS];
  private final float[][] turned = new float[TURNS][WIDTH];
  private final float[] sums = new float[WIDTH];

  private SparseProjection(Values.Vectors rows) {
    this.rows = rows;
    this.reduced = new float[Math.multiplyExact(rows.rows(), WIDTH)];
  }

  /**
   * Reduces rows that are too wide.
   *
   * @param rows of at most {@value #LARGEST_DIMENSION} numbers
   * @return rows of at most {@value #WIDTH} numbers; the same object where they were narrow. A row
   *     that is not finite may come out not finite
   */
  public static Values.Vectors reduced(Values.Vectors rows) {
    int dimension = rows.dimension();
    if (dimension <= WIDTH) {
      return rows;
    }
    if (dimension > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension was " + dimension + "; must be at most " + LARGEST_DIMENSION);
    }
    return new SparseProjection(rows).reduced();
  }

  private Values.Vectors reduced() {
    int dimension = rows.dimension();
    long seed = Seeds.of("projection", Integer.toString(dimension));
    for (int first = 0; first < dimension; first += WIDTH) {
      draw(seed, first);
      int length = Math.min(WIDTH, dimension - first);
      for (int row = 0; row < rows.rows(); row++) {
        add(row, first, length);
      }
    }
    Values.Vectors sums = new Values.Vectors(reduced, rows.rows(), WIDTH);
    sums.notFinite().stream().filter(rows::isFinite).forEach(this::bound);
    return new Values.Vectors(reduced, rows.rows(), WIDTH, rows.notFinite());
  }

  /** The turns of a chunk, and the sign of what then lies at each place. */
  private void draw(long seed, int first) {
    long bits = Seeds.with(seed, -1 - first);
    int base = (int) (bits & (WIDTH - 1));
    for (int turn = 0; turn < TURNS; turn++) {
      bits >>>= Byte.SIZE;
      int distance = base + turn * DISTANCES + (int) (bits & (DISTANCES - 1));
      turns[turn] = distance & (WIDTH - 1);
    }
    for (int i = 0; i < WIDTH; i++) {
      long flips = Seeds.with(seed, first + i);
      for (int turn = 0; turn < TURNS; turn++) {
        signs[turn][(i + turns[turn]) & (WIDTH - 1)] = ((flips >>> turn) & 1) == 0 ? SCALE : -SCALE;
      }
    }
  }

  private void add(int row, int first, int length) {
    int from = row * rows.dimension() + first;
    for (int turn = 0; turn < TURNS; turn++) {
      turn(from, length, turns[turn], turned[turn]);
    }
    System.arraycopy(reduced, row * WIDTH, sums, 0, WIDTH);
    addSigned(sums, turned, signs);
    System.arraycopy(sums, 0, reduced, row * WIDTH, WIDTH);
  }

  /** What is short of a chunk is filled up with zeros. */
  private void turn(int from, int length, int distance, float[] to) {
    int straight = Math.min(length, WIDTH - distance);
    System.arraycopy(rows.data(), from, to, distance, straight);
    System.arraycopy(rows.data(), from + straight, to, 0, length - straight);
    if (length < WIDTH) {
      for (int i = length; i < WIDTH; i++) {
        to[(i + distance) & (WIDTH - 1)] = 0;
      }
    }
  }

  /** One index for all arrays, or the compiler would add one number at a time. */
  private static void addSigned(float[] sums, float[][] numbers, float[][] signs) {
    float[] n0 = numbers[0];
    float[] n1 = numbers[1];
    float[] n2 = numbers[2];
    float[] n3 = numbers[3];
    float[] s0 = signs[0];
    float[] s1 = signs[1];
    float[] s2 = signs[2];
    float[] s3 = signs[3];
    for (int i = 0; i < WIDTH; i++) {
      sums[i] += s0[i] * n0[i] + s1[i] * n1[i] + s2[i] * n2[i] + s3[i] * n3[i];
    }
  }

  /** The sum of large float32 numbers need not be one; a row that was finite stays finite. */
  private void bound(int row) {
    for (int i = row * WIDTH; i < (row + 1) * WIDTH; i++) {
      float bounded = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, reduced[i]));
      reduced[i] = Float.isNaN(bounded) ? 0 : bounded;
    }
  }
}
