package io.stillwatch.demo.training;

import java.util.Arrays;
import java.util.Random;

/**
 * Digits to learn from, and digits that no training ever sees.
 *
 * @param training what the networks learn from
 * @param heldOut the probe: what they are measured on
 */
public record Split(Digits training, Digits heldOut) {
  /** The probe has every digit about 80 times, which makes the intervals narrow. */
  private static final int HELD_OUT = 797;

  private static final long SEED = 1998;

  /**
   * Holds 797 of the digits out, chosen by a fixed seed: the same ones always. Writers are not kept
   * apart.
   *
   * @param digits all digits
   * @return both parts, each in the order of the file
   */
  public static Split of(Digits digits) {
    int[] order = Shuffle.of(digits.count(), new Random(SEED));
    return new Split(
        digits.rows(sorted(order, HELD_OUT, order.length)),
        digits.rows(sorted(order, 0, HELD_OUT)));
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }
}
