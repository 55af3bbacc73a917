package io.stillwatch.summary;

import io.stillwatch.interval.Estimate;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private static final double NATS_OF_A_BIT = StrictMath.log(2);
  private static final int NAME_POINTS = 80;

  private Figures() {}

  static String count(double number) {
    return String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.2f", number);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things, one or many. */
  static String counted(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  static String nats(double nats) {
    return String.format(Locale.ROOT, "%.3f", nats);
  }

  /** With its interval. */
  static String nats(Estimate nats) {
    return "%s (%s to %s)".formatted(nats(nats.value()), nats(nats.lower()), nats(nats.upper()));
  }

  /** The same number, in bits. */
  static String bits(Estimate nats) {
    return nats(
        new Estimate(
            nats.value() / NATS_OF_A_BIT,
            nats.lower() / NATS_OF_A_BIT,
            nats.upper() / NATS_OF_A_BIT));
  }

  /** A share with its interval. */
  static String percent(Estimate share) {
    return String.format(
        Locale.ROOT,
        "%.0f %% (%.0f to %.0f)",
        100 * share.value(),
        100 * share.lower(),
        100 * share.upper());
  }

  /** A name, cut where nobody would read on. */
  static String name(String name) {
    int points = name.codePointCount(0, name.length());
    return points <= NAME_POINTS
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_POINTS - 1)) + "…";
  }
}
