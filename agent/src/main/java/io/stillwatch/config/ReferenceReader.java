package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.measure.ReferenceSettings;
import io.stillwatch.measure.ReferenceSettings.Mix;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the reference P(y): one word for all tasks, or a word or probabilities by task. */
final class ReferenceReader {
  private static final String KEY = "labels";

  private final Section section;
  private final List<String> problems;

  ReferenceReader(Section section, List<String> problems) {
    this.section = section;
    this.problems = problems;
  }

  ReferenceSettings read() {
    Map<String, JsonNode> tasks = section.map(KEY);
    if (tasks.isEmpty()) {
      return new ReferenceSettings(named("", section.text(KEY, "first")), Map.of());
    }
    SortedMap<String, Mix> byTask = new TreeMap<>();
    tasks.forEach((task, node) -> byTask.put(task, mix("." + task, node)));
    return new ReferenceSettings(Mix.Named.FIRST, Collections.unmodifiableSortedMap(byTask));
  }

  private Mix mix(String where, JsonNode node) {
    if (!node.isObject()) {
      return named(where, node.asText());
    }
    SortedMap<String, Double> probabilities = new TreeMap<>();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNumber()) {
                probabilities.put(entry.getKey(), entry.getValue().doubleValue());
              } else {
                problems.add(
                    "reference.labels%s.%s was %s; must be a number"
                        .formatted(where, entry.getKey(), entry.getValue()));
              }
            });
    return new Mix.Given(Collections.unmodifiableSortedMap(probabilities));
  }

  private Mix named(String where, String word) {
    for (Mix.Named named : Mix.Named.values()) {
      if (named.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
        return named;
      }
    }
    problems.add(
        "reference.labels%s was '%s'; must be first, uniform, window or probabilities by label"
            .formatted(where, word));
    return Mix.Named.FIRST;
  }
}
