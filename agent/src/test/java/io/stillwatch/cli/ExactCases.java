package io.stillwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tables whose decomposition is known in closed form, from the definitions: functions of the label,
 * of fair coins and of binary symmetric channels (the degraded channel has no unique information,
 * and with channels independent given the label the synergy is what I(T;S) lacks to the
 * redundancy). In nats.
 */
final class ExactCases {
  private static final double BIT = Math.log(2);
  private static final double LN10 = Math.log(10);

  private ExactCases() {}

  /** What is known of a case; the joint information and I(T;S|Y) close the identities. */
  record Exact(
      String name,
      String line,
      double redundancy,
      double gap,
      double studentUnique,
      double synergy,
      double copying,
      double nuisanceCopying) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A probability of every cell. */
  private interface Pmf {
    double of(int y, int t, int s);
  }

  static Stream<Exact> all() {
    return Stream.of(gates(), nuisance(), channels(), classes()).flatMap(List::stream);
  }

  private static List<Exact> gates() {
    double and = entropy(0.25) - BIT / 2;
    double andCopying = 0.75 * (2 * entropy(1.0 / 3) - Math.log(3));
    return List.of(
        new Exact("copy", bits((y, t, s) -> t == y && s == y ? 0.5 : 0), BIT, 0, 0, 0, BIT, 0),
        new Exact("teacher knows", bits((y, t, s) -> t == y ? 0.25 : 0), 0, BIT, 0, 0, 0, 0),
        new Exact("student knows", bits((y, t, s) -> s == y ? 0.25 : 0), 0, 0, BIT, 0, 0, 0),
        new Exact("xor", bits((y, t, s) -> y == (t ^ s) ? 0.25 : 0), 0, 0, 0, BIT, 0, BIT),
        new Exact(
            "and", bits((y, t, s) -> y == (t & s) ? 0.25 : 0), and, 0, 0, BIT / 2, 0, andCopying));
  }

  /** Y = U1 ~ Ber(.2), U2 ~ Ber(.5), T = (U1,U2) = 2 U1 + U2. */
  private static List<Exact> nuisance() {
    Pmf shared = (y, t, s) -> t / 2 == y && t % 2 == s ? (y == 1 ? 0.1 : 0.4) : 0;
    Pmf useful = (y, t, s) -> t / 2 == y && s == y ? (y == 1 ? 0.1 : 0.4) : 0;
    double label = entropy(0.2);
    return List.of(
        new Exact("nuisance copied", line(2, 4, 2, shared), 0, label, 0, 0, BIT, BIT),
        new Exact("label copied", line(2, 4, 2, useful), label, 0, 0, 0, label, 0));
  }

  private static List<Exact> channels() {
    List<Exact> cases = new ArrayList<>();
    for (double e : new double[] {0.05, 0.11, 0.25}) {
      double known = BIT - entropy(e);
      Pmf pmf = (y, t, s) -> t == y ? flip(e, y, s) / 2 : 0;
      cases.add(new Exact("bsc " + e, bits(pmf), known, entropy(e), 0, 0, known, 0));
    }
    double better = BIT - entropy(0.05);
    double worse = BIT - entropy(0.2);
    Pmf degraded = (y, t, s) -> flip(0.05, y, t) * flip(0.2, y, s) / 2;
    double through = BIT - entropy(0.05 * 0.8 + 0.95 * 0.2);
    cases.add(
        new Exact(
            "two channels", bits(degraded), worse, better - worse, 0, worse - through, through, 0));
    Pmf same = (y, t, s) -> t == s ? flip(0.2, y, t) / 2 : 0;
    cases.add(new Exact("same noise", bits(same), worse, 0, 0, 0, BIT, entropy(0.2)));
    Pmf alike = (y, t, s) -> flip(0.2, y, t) * flip(0.2, y, s) / 2;
    double twice = BIT - entropy(0.32);
    cases.add(new Exact("other noise", bits(alike), worse, 0, 0, worse - twice, twice, 0));
    return cases;
  }

  private static List<Exact> classes() {
    List<Exact> cases = new ArrayList<>();
    for (int k : new int[] {0, 2, 5, 8, 9}) {
      double gap = (10 - k) / 10.0 * Math.log(10 - k);
      Pmf pmf = (y, t, s) -> t == y && s == Math.min(y, k) ? 0.1 : 0;
      String line = line(10, 10, k + 1, pmf);
      cases.add(new Exact(k + " classes known", line, LN10 - gap, gap, 0, 0, LN10 - gap, 0));
    }
    String halves = line(10, 10, 5, (y, t, s) -> t == y && s == y / 2 ? 0.1 : 0);
    cases.add(new Exact("y div 2", halves, LN10 - BIT, BIT, 0, 0, LN10 - BIT, 0));
    return cases;
  }

  /** The probability that a symmetric channel with error e turns one bit into another. */
  private static double flip(double e, int from, int to) {
    return from == to ? 1 - e : e;
  }

  /** Of a coin that falls on one side with probability p. */
  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }

  private static String bits(Pmf pmf) {
    return line(2, 2, 2, pmf);
  }

  private static String line(int labels, int teachers, int students, Pmf pmf) {
    List<String> cells =
        IntStream.range(0, labels * teachers * students)
            .mapToObj(
                i -> {
                  int y = i / (teachers * students);
                  int t = i / students % teachers;
                  int s = i % students;
                  return "[%d,%d,%d,%s]".formatted(y, t, s, pmf.of(y, t, s));
                })
            .toList();
    return "{\"pmf\":[" + String.join(",", cells) + "]}";
  }
}
