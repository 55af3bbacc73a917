package io.stillwatch.cli;

import io.stillwatch.sample.Values;
import java.util.stream.IntStream;

/** Finds the rows that are lost to a NaN or an infinity. */
final class NotFinite {
  private NotFinite() {}

  static IntStream rows(Values values) {
    return IntStream.range(0, values.rows()).filter(row -> !values.isFinite(row));
  }
}
