package io.stillwatch.table;

import java.util.Random;

/**
 * Stable 64-bit hashes and the seeds made of them: a function of their words alone, the same on
 * every machine, thread and version, so that resampling and the blocks of a table repeat bit for
 * bit.
 *
 * <p>Longs go through the finaliser of SplitMix64 (Steele, Lea, Flood 2014, doi
 * 10.1145/2660193.2660195), which maps the 2^64 longs one to one; strings through FNV-1a over their
 * UTF-16 units, high byte first, and then the same finaliser. A changed bit anywhere breaks
 * replays: the tests pin the values.
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private Seeds() {}

  /**
   * Hashes a long.
   *
   * @param value any value
   * @return a well mixed hash
   */
  public static long hash(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Hashes a string.
   *
   * @param word any string, the empty one too
   * @return a well mixed hash
   */
  public static long hash(String word) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < word.length(); i++) {
      hash = unit(hash, word.charAt(i));
    }
    return hash(hash);
  }

  /**
   * Hashes an integer as the string of its decimal digits.
   *
   * @param value any value
   * @return what {@link #hash(String)} says of its digits, without making them
   */
  public static long hashDecimal(long value) {
    long hash = FNV_OFFSET;
    if (value < 0) {
      hash = unit(hash, '-');
    }
    long power = 1;
    while (value / power > 9 || value / power < -9) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      hash = unit(hash, (char) ('0' + Math.abs(value / power % 10)));
    }
    return hash(hash);
  }

  private static long unit(long hash, char unit) {
    long high = (hash ^ (unit >>> 8)) * FNV_PRIME;
    return (high ^ (unit & 0xFF)) * FNV_PRIME;
  }

  /**
   * A seed of words in their order; ("ab","c") and ("a","bc") differ.
   *
   * @param words any number of strings
   * @return the seed
   */
  public static long of(String... words) {
    long seed = words.length;
    for (String word : words) {
      seed = with(seed, hash(word));
    }
    return seed;
  }

  /**
   * A seed derived from another, for one of many uses of it.
   *
   * @param seed the seed
   * @param value what to derive by, such as the ordinal of a replicate
   * @return the derived seed
   */
  public static long with(long seed, long value) {
    return hash(hash(seed) ^ value);
  }

  /**
   * The block that a hash falls into.
   *
   * @param hash of a sample's or a group's id
   * @param blocks at least 1
   * @return 0 to blocks - 1
   */
  public static int block(long hash, int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks was " + blocks + "; must be at least 1");
    }
    return (int) Math.floorMod(hash, (long) blocks);
  }

  /**
   * A generator from a seed; its sequence is part of the Java specification.
   *
   * @param seed any
   * @return a new generator
   */
  public static Random random(long seed) {
    return new Random(hash(seed));
  }
}
