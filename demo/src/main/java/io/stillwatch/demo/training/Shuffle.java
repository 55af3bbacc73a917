package io.stillwatch.demo.training;

import java.util.Random;

/**
 * Seeded orders. {@link Random} is specified to the bit, so an order is the same on any machine.
 */
final class Shuffle {
  private Shuffle() {}

  static int[] of(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
