package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.Measurement;
import io.stillwatch.wire.MeasurementWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measurements as agents print them, by id; any thread. */
final class Lines {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Pattern RUN = Pattern.compile("\"run\":\"([^\"]*)\"");

  private final Map<String, String> byId = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
  private final Set<String> runs = ConcurrentHashMap.newKeySet();

  void add(Measurement measurement) {
    add(MeasurementWriter.line(measurement));
  }

  /** Takes a line; one without an id is none of a measurement. */
  void add(String line) {
    Matcher id = ID.matcher(line);
    Matcher run = RUN.matcher(line);
    if (id.find() && run.find()) {
      String before = byId.putIfAbsent(id.group(1), line);
      if (before == null) {
        runs.add(run.group(1));
      } else if (!before.equals(line)) {
        contradictions.add(id.group(1));
      }
    }
  }

  void addAll(Lines others) {
    others.byId.values().forEach(this::add);
    contradictions.addAll(others.contradictions);
  }

  int count() {
    return byId.size();
  }

  /** Runs of which something new came since this was asked last. */
  Set<String> takeRuns() {
    Set<String> taken = new TreeSet<>(runs);
    runs.removeAll(taken);
    return taken;
  }

  /**
   * Asserts that the same was said, of the same ids, byte for byte, and never two things of one.
   */
  void assertSayWhat(Lines expected) {
    assertThat(byId.keySet()).isEqualTo(expected.byId.keySet());
    assertThat(differing(expected)).as("ids whose lines differ").isEmpty();
    assertThat(contradictions).as("ids of which two things were said").isEmpty();
  }

  private List<String> differing(Lines expected) {
    List<String> differing = new ArrayList<>();
    new TreeMap<>(expected.byId)
        .forEach(
            (id, line) -> {
              String other = byId.get(id);
              if (!other.equals(line)) {
                int at = 0;
                while (at < Math.min(line.length(), other.length())
                    && line.charAt(at) == other.charAt(at)) {
                  at++;
                }
                differing.add(
                    "%s: %s instead of %s".formatted(id, around(other, at), around(line, at)));
              }
            });
    return differing;
  }

  private static String around(String line, int at) {
    return line.substring(Math.max(0, at - 40), Math.min(line.length(), at + 40));
  }
}
