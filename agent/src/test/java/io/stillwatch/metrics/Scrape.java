package io.stillwatch.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A scrape as a test reads it. */
record Scrape(Map<String, Double> series, Set<String> families, Set<String> explained) {
  static Scrape of(Metrics metrics) {
    return of(metrics.scrape());
  }

  static Scrape of(String text) {
    Map<String, Double> series = new LinkedHashMap<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      int end = line.lastIndexOf(' ');
      series.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
    }
    return new Scrape(series, named(text, "# TYPE "), named(text, "# HELP "));
  }

  private static Set<String> named(String text, String prefix) {
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).split(" ", 2))
        .filter(words -> words.length == 2 && !words[1].isBlank())
        .map(words -> words[0])
        .collect(Collectors.toSet());
  }

  /** The values of every series whose name and labels hold all of these words. */
  List<Double> values(String... words) {
    return series.entrySet().stream()
        .filter(entry -> Set.of(words).stream().allMatch(entry.getKey()::contains))
        .map(Map.Entry::getValue)
        .toList();
  }

  double value(String exactly) {
    return series.getOrDefault(exactly, Double.NaN);
  }
}
