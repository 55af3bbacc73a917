package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One side of a problem with its proportional states merged, class by class.
 *
 * @param count number of merged states
 * @param stateOf the merged state of every state; -1 where all of it is left out
 * @param states the merged states of every class, ascending; empty for a class that is left out
 * @param masses their masses
 */
record MergedSide(int count, int[] stateOf, int[][] states, double[][] masses) {
  /** Shares that agree to 13 digits are equal. */
  private static final double DIGITS = 1L << 43;

  /**
   * Merges.
   *
   * @param kept which entries of the side's vector are not left out
   */
  static MergedSide of(BrojaProblem problem, Side side, boolean[] kept) {
    Block[] blocks = problem.blocks;
    double[] mass = side.masses(problem);
    int[] stateOf = numbered(hashes(problem, side, kept));
    int count = 1 + Arrays.stream(stateOf).max().orElse(-1);
    int[][] states = new int[blocks.length][];
    double[][] masses = new double[blocks.length][];
    double[] sums = new double[count];
    int first = 0;
    for (int y = 0; y < blocks.length; y++) {
      int[] own = side.states(blocks[y]);
      for (int i = 0; i < own.length; i++) {
        if (kept[first + i]) {
          sums[stateOf[own[i]]] += mass[first + i];
        }
      }
      collect(y, own, stateOf, sums, states, masses);
      first += own.length;
    }
    return new MergedSide(count, stateOf, states, masses);
  }

  /** Moves the sums of one class into its arrays, and leaves them 0. */
  private static void collect(
      int label, int[] own, int[] stateOf, double[] sums, int[][] states, double[][] masses) {
    int[] found = new int[own.length];
    int count = 0;
    for (int state : own) {
      int merged = stateOf[state];
      if (merged >= 0 && sums[merged] > 0) {
        found[count++] = merged;
        sums[merged] = -sums[merged];
      }
    }
    states[label] = Arrays.copyOf(found, count);
    Arrays.sort(states[label]);
    masses[label] = new double[count];
    for (int i = 0; i < count; i++) {
      masses[label][i] = -sums[states[label][i]];
      sums[states[label][i]] = 0;
    }
  }

  /** A hash of every state's shares by class; 0 for a state that is left out everywhere. */
  private static long[] hashes(BrojaProblem problem, Side side, boolean[] kept) {
    Block[] blocks = problem.blocks;
    double[] mass = side.masses(problem);
    double[] total = new double[side.count(problem)];
    int entry = 0;
    for (Block block : blocks) {
      for (int state : side.states(block)) {
        total[state] += kept[entry] ? mass[entry] : 0;
        entry++;
      }
    }
    long[] hash = new long[total.length];
    entry = 0;
    for (int y = 0; y < blocks.length; y++) {
      for (int state : side.states(blocks[y])) {
        if (kept[entry]) {
          hash[state] = with(hash[state], y, mass[entry] / total[state]);
        }
        entry++;
      }
    }
    return hash;
  }

  private static long with(long hash, int index, double share) {
    return Seeds.with(Seeds.with(hash, index), Math.round(share * DIGITS));
  }

  /** Numbers equal hashes alike, in the order in which they occur; 0 has the number -1. */
  private static int[] numbered(long[] hashes) {
    Map<Long, Integer> known = new HashMap<>();
    int[] numbers = new int[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      numbers[i] = hashes[i] == 0 ? -1 : known.computeIfAbsent(hashes[i], h -> known.size());
    }
    return numbers;
  }

  /**
   * Which classes have equal shares on both sides.
   *
   * @return the merged class of every class; -1 for a class that is left out
   */
  static int[] equalClasses(MergedSide rows, MergedSide columns) {
    long[] hashes = new long[rows.states.length];
    for (int y = 0; y < hashes.length; y++) {
      if (rows.states[y].length > 0) {
        hashes[y] = columns.hashed(y, rows.hashed(y, 1));
      }
    }
    return numbered(hashes);
  }

  private long hashed(int label, long seed) {
    double total = 0;
    for (double mass : masses[label]) {
      total += mass;
    }
    long hash = Seeds.with(seed, states[label].length);
    for (int i = 0; i < states[label].length; i++) {
      hash = with(hash, states[label][i], masses[label][i] / total);
    }
    return hash;
  }
}
