package io.stillwatch.benchmarks;

import io.stillwatch.measure.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the runs of one cell of the {@link VerdictStudy} add up to. Not thread-safe. */
final class VerdictTally {
  /** The verdicts that would wake somebody, or send him home, for nothing. */
  static final List<Verdict> ALARMS = List.of(Verdict.STALLED, Verdict.REGRESSING, Verdict.DONE);

  private final List<Told> runs = new ArrayList<>();

  /**
   * One run.
   *
   * @param hops hops at which something was said
   * @param falseHops of these the hops with a false verdict, by verdict
   * @param raised how often a false verdict began
   * @param delay hops from when the awaited verdict was due until it came; empty where it never did
   */
  record Told(int hops, Map<Verdict, Integer> falseHops, int raised, OptionalInt delay) {
    /**
     * Holds verdicts against the truth.
     *
     * @param said the verdict at every hop
     * @param lies whether a verdict would be false, at every hop
     * @param awaited the verdict whose delay is wanted
     * @param due the hop at which it was due
     */
    static Told of(List<Verdict> said, List<List<Verdict>> lies, Verdict awaited, int due) {
      Map<Verdict, Integer> falseHops = new EnumMap<>(Verdict.class);
      OptionalInt delay = OptionalInt.empty();
      Optional<Verdict> before = Optional.empty();
      int raised = 0;
      for (int hop = 0; hop < said.size(); hop++) {
        Verdict now = said.get(hop);
        boolean lie = lies.get(hop).contains(now);
        if (lie) {
          falseHops.merge(now, 1, Integer::sum);
          raised += before.filter(now::equals).isPresent() ? 0 : 1;
        }
        before = lie ? Optional.of(now) : Optional.empty();
        if (delay.isEmpty() && hop >= due && now == awaited && !lie) {
          delay = OptionalInt.of(hop - due);
        }
      }
      return new Told(said.size(), falseHops, raised, delay);
    }

    private int lies() {
      return falseHops.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int lies(Verdict verdict) {
      return falseHops.getOrDefault(verdict, 0);
    }
  }

  void add(Told run) {
    runs.add(run);
  }

  void add(VerdictTally other) {
    runs.addAll(other.runs);
  }

  int hops() {
    return runs.stream().mapToInt(Told::hops).sum();
  }

  /**
   * False hops in a thousand of one verdict, with the standard error of their scatter over runs.
   */
  String falseHops(Verdict verdict) {
    return perThousand(runs.stream().mapToInt(run -> run.lies(verdict)).toArray());
  }

  /** False hops in a thousand of all verdicts. */
  String falseHops() {
    return perThousand(runs.stream().mapToInt(Told::lies).toArray());
  }

  /** How often in a thousand hops a false verdict began. */
  String raised() {
    return perThousand(runs.stream().mapToInt(Told::raised).toArray());
  }

  private String perThousand(int[] counts) {
    double hops = hops();
    double sum = 0;
    double squares = 0;
    for (int count : counts) {
      sum += count;
      squares += (double) count * count;
    }
    if (sum == 0) {
      return "0";
    }
    // Runs are independent and hops of a run are not.
    double variance = squares - sum * sum / counts.length;
    double error = Math.sqrt(variance * counts.length / Math.max(counts.length - 1, 1));
    return Text.number(1_000 * sum / hops) + " ± " + Text.number(1_000 * error / hops);
  }

  /** Delays of the awaited verdict: median, 90 %, and in how many runs it came. */
  String delays() {
    int[] delays = runs.stream().flatMapToInt(run -> run.delay().stream()).sorted().toArray();
    return quantile(delays, 0.5)
        + " / "
        + quantile(delays, 0.9)
        + " / "
        + Math.round(100.0 * delays.length / runs.size());
  }

  /** Of all runs, so that one in which it never came counts as a long delay. */
  private String quantile(int[] delays, double share) {
    int index = (int) Math.ceil(share * runs.size()) - 1;
    return index < delays.length ? Integer.toString(delays[index]) : "-";
  }
}
