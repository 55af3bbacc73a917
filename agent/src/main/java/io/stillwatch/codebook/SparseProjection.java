package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;

/**
 * Brings wide rows down to {@value #WIDTH} numbers, about keeping every distance, without looking
 * at the data: a sparse random projection (Achlioptas 2003; Kane and Nelson 2014, doi
 * 10.1145/2559902).
 *
 * <p>Each number of a row is added, with a random sign, to one place in each of {@value #BLOCKS}
 * blocks of {@value #PLACES}, and all is divided by the root of {@value #BLOCKS}. A squared length
 * is kept in the mean, with a relative standard deviation of at most the root of 2 in {@value
 * #WIDTH}, 9 %. Places and signs are the bits of one hash of the number's index, so the projection
 * is never stored, takes no memory, and is the same on every machine: sums are in double precision
 * and in index order.
 */
public final class SparseProjection {
  /** Numbers of a reduced row; narrower rows are left as they are. */
  public static final int WIDTH = 256;

  /** The widest row that is taken. */
  public static final int LARGEST_DIMENSION = 1 << 18;

  private static final int BLOCKS = 8;
  private static final int PLACES = WIDTH / BLOCKS;
  private static final int BITS_PER_BLOCK = Long.SIZE / BLOCKS;
  private static final double SCALE = 1 / Math.sqrt(BLOCKS);

  private SparseProjection() {}

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
    long seed = Seeds.of("projection", Integer.toString(dimension));
    float[] reduced = new float[Math.multiplyExact(rows.rows(), WIDTH)];
    double[] sums = new double[WIDTH];
    for (int row = 0; row < rows.rows(); row++) {
      add(rows.data(), row * dimension, dimension, seed, sums);
      for (int k = 0; k < WIDTH; k++) {
        reduced[row * WIDTH + k] = bounded(sums[k] * SCALE);
        sums[k] = 0;
      }
    }
    return new Values.Vectors(reduced, rows.rows(), WIDTH);
  }

  /** The sum of large float32 numbers need not be one; a row that was finite stays finite. */
  private static float bounded(double number) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, number));
  }

  private static void add(float[] data, int first, int dimension, long seed, double[] sums) {
    for (int i = 0; i < dimension; i++) {
      double number = data[first + i];
      long bits = Seeds.with(seed, i);
      for (int place = 0; place < WIDTH; place += PLACES) {
        int at = place + (int) (bits & (PLACES - 1));
        sums[at] += (bits & PLACES) == 0 ? number : -number;
        bits >>>= BITS_PER_BLOCK;
      }
    }
  }
}
