package io.stillwatch.demo.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits of 8 x 8 pixels. Source: E. Alpaydin, C. Kaynak, Optical Recognition of
 * Handwritten Digits, UCI Machine Learning Repository, 1998 (doi 10.24432/C50P49).
 *
 * @param ids where each digit stands in the file, from 0
 * @param pixels one row a digit, 64 numbers each, ink from 0 to 1
 * @param labels the digits, 0 to 9
 */
public record Digits(int[] ids, float[][] pixels, int[] labels) {
  /** Pixels of one digit. */
  public static final int PIXELS = 64;

  /** Labels are 0 to 9. */
  public static final int CLASSES = 10;

  private static final int INK_LEVELS = 16;
  private static final String FILE = "digits.csv.gz";

  /**
   * All digits of the file, in its order.
   *
   * @return 1,797 digits
   */
  public static Digits load() {
    try (InputStream file = Digits.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      return parsed(lines.lines().map(line -> line.split(",", -1)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Digits parsed(List<String[]> lines) {
    int count = lines.size();
    Digits digits = new Digits(new int[count], new float[count][PIXELS], new int[count]);
    for (int row = 0; row < count; row++) {
      String[] numbers = lines.get(row);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        digits.pixels[row][pixel] = Float.parseFloat(numbers[pixel]) / INK_LEVELS;
      }
      digits.labels[row] = Integer.parseInt(numbers[PIXELS]);
      digits.ids[row] = row;
    }
    return digits;
  }

  /**
   * How many there are.
   *
   * @return the number of rows
   */
  public int count() {
    return ids.length;
  }

  /**
   * Some of the digits.
   *
   * @param rows which, in the order wanted
   * @return as many digits as {@code rows} names
   */
  public Digits rows(int[] rows) {
    return new Digits(
        Arrays.stream(rows).map(row -> ids[row]).toArray(),
        Arrays.stream(rows).mapToObj(row -> pixels[row]).toArray(float[][]::new),
        Arrays.stream(rows).map(row -> labels[row]).toArray());
  }
}
