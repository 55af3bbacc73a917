package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MetricsHistoryTest {
  private static final MetricLimits LIMITS = new MetricLimits().withClasses(2);
  private static final String NAME = "a \"quoted\" run\\with\nlines";

  private static Measurement measurement(double redundancyNats) {
    return SampleMeasurement.of(NAME).redundancyNats(redundancyNats).whole();
  }

  private static String text(MetricsHistory history) throws IOException {
    StringBuilder text = new StringBuilder();
    history.write(text);
    return text.toString();
  }

  /** Lines without their time, as a scrape would have them. */
  private static Map<String, Double> series(String text) {
    Map<String, Double> series = new TreeMap<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      String untimed = line.substring(0, line.lastIndexOf(' '));
      int end = untimed.lastIndexOf(' ');
      series.put(untimed.substring(0, end), Double.valueOf(untimed.substring(end + 1)));
    }
    return series;
  }

  @Test
  void theSeriesAreThoseThatAScrapeShowsOfAMeasurement() throws IOException {
    MetricsHistory history = new MetricsHistory(LIMITS);
    Measurement measurement = measurement(1.25);
    history.put(measurement);
    try (Metrics metrics = new Metrics(LIMITS, "1.2.3")) {
      metrics.batchSeen(NAME, measurement.span().lastTimestampMillis());
      metrics.publish(measurement);
      Map<String, Double> scrape = new TreeMap<>(Scrape.of(metrics).series());
      // What clients say they dropped is counted as records come, not measured.
      scrape.keySet().removeIf(n -> !n.contains("quoted") || n.contains("_total{"));
      assertThat(series(text(history))).isNotEmpty().isEqualTo(scrape);
    }
  }

  @Test
  void anEventHasTheTimeOfItsRecordAndTheEndOfARunHasNone() throws IOException {
    MetricsHistory history = new MetricsHistory(LIMITS);
    for (RunEvent.Type type : RunEvent.Type.values()) {
      history.put(
          new RunEvent(new Attempt("r", 0), type, Optional.empty(), Map.of()), 1_700_000_000_500L);
    }
    assertThat(text(history).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "stillwatch_run_event_timestamp_seconds{run=\"r\",type=\"started\"} 1.7000000005E9"
                + " 1700000000.500",
            "stillwatch_run_event_timestamp_seconds{run=\"r\",type=\"note\"} 1.7000000005E9"
                + " 1700000000.500");
  }

  @Test
  void ofTwoMeasurementsOfOneTimeTheLaterStays() throws IOException {
    MetricsHistory history = new MetricsHistory(LIMITS);
    history.put(measurement(1.25));
    long once = history.samples();
    history.put(measurement(1.5));
    assertThat(history.samples()).isEqualTo(once);
    assertThat(series(text(history)).entrySet())
        .filteredOn(entry -> entry.getKey().startsWith("stillwatch_redundancy_nats{"))
        .extracting(Map.Entry::getValue)
        .containsExactly(1.5);
  }

  @Test
  void theTextEndsAndItsTimesAreExact() throws IOException {
    MetricsHistory history = new MetricsHistory(LIMITS);
    assertThat(text(history)).isEqualTo("# EOF\n");
    Measurement measurement = measurement(1.25);
    history.put(measurement);
    long millis = measurement.span().lastTimestampMillis();
    String time = " %d.%03d".formatted(millis / 1_000, millis % 1_000);
    assertThat(text(history).lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.endsWith(time));
    assertThat(text(history)).endsWith("\n# EOF\n");
  }
}
