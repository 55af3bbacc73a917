package io.stillwatch.cli;

import io.stillwatch.agent.ReplayTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of every record and row of a replay, for people. */
final class ReplaySummary {
  private ReplaySummary() {}

  static List<String> of(ReplayTotals totals) {
    long refused = totals.refused().values().stream().mapToLong(count -> count).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  records %,d = decoded %,d + refused %,d%s",
            totals.records(),
            totals.decoded(),
            refused,
            refused == 0 ? "" : " (" + counts(totals.refused(), r -> r.reason()) + ")"));
    lines.add(
        String.format(
            Locale.ROOT,
            "  role-rows %,d = %s",
            totals.roleRows(),
            totals.rows().isEmpty() ? "0" : counts(totals.rows(), r -> r.outcome())));
    lines.add(String.format(Locale.ROOT, "  lines %,d", totals.lines()));
    totals.leftOut().forEach(why -> lines.add("  not measured: " + why));
    return lines;
  }

  private static <K extends Comparable<K>> String counts(
      Map<K, Long> counts, Function<K, String> name) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %,d", name.apply(e.getKey()), e.getValue()))
            .collect(Collectors.joining(" + "));
  }
}
