package io.stillwatch.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Mean and standard deviation of a few numbers.
 *
 * @param mean of them
 * @param deviation of the sample; 0 for a single number
 */
record Spread(double mean, double deviation) {
  static Spread of(double... numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / Math.max(numbers.length - 1, 1)));
  }

  String text() {
    return String.format(Locale.ROOT, "%.3f +- %.3f", mean, deviation);
  }
}
