package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is a filled scrape, explained line by line. */
final class DocumentedMetricsTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern PASTED = Pattern.compile("(?s)```\n(# HELP .*?)```");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(\\{.*})? \\S+");

  /** Also writes the scrape that {@code ./check} gives to promtool. */
  @Test
  void everyMetricHasARowAndEveryRowIsAMetric() throws IOException {
    String text = filled();
    Files.writeString(Path.of("target", "scrape.prom"), text);
    Scrape scrape = Scrape.of(text);
    assertThat(scrape.explained()).isEqualTo(scrape.families());
    assertThat(documented()).doesNotHaveDuplicates();
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(scrape.families());
  }

  /** Of Java's own lines only the name: what else stands there is the machine's. */
  @Test
  void thePastedScrapeIsWhatAScrapeShows() throws IOException {
    String shown = oneSeriesOfEach(filled());
    Path copy = Path.of("target", "scrape.txt");
    Files.writeString(copy, shown);
    var pasted = PASTED.matcher(Files.readString(PAGE));
    assertThat(pasted.find()).as("%s holds a scrape in a block of code", PAGE).isTrue();
    assertThat(anyMachines(pasted.group(1)))
        .as("%s; paste agent/%s there", PAGE, copy)
        .isEqualTo(anyMachines(shown));
  }

  private static String filled() {
    try (Metrics metrics = new Metrics(ClassGapsTest.limitedTo(2), "1.2.3")) {
      SampleMeasurement run = SampleMeasurement.of("my-run");
      Attempt attempt = new Attempt("my-run", 0);
      metrics.batchSeen("my-run", 1_767_225_600_000L);
      metrics.happened(
          new RunEvent(attempt, RunEvent.Type.STARTED, Optional.empty(), Map.of()),
          1_767_225_500_000L);
      metrics.publish(run.whole());
      metrics.publish(SampleMeasurement.of("other").slice("hard").whole());
      metrics.recordDecoded(400);
      metrics.rows(RowOutcome.COUNTED, 400);
      metrics.estimateTook(Duration.ofMillis(20));
      metrics.frontierLag(0, 0);
      return await().until(() -> collected(metrics), text -> text.contains("jvm_gc_pause_seconds"));
    }
  }

  /** A pause has no series before the first collection. */
  private static String collected(Metrics metrics) {
    System.gc();
    return metrics.scrape();
  }

  private static List<String> documented() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .map(row -> row.group(1))
        .filter(name -> !name.startsWith("Stillwatch"))
        .toList();
  }

  private static String oneSeriesOfEach(String scrape) {
    Set<String> seen = new HashSet<>();
    return scrape
        .lines()
        .filter(line -> line.startsWith("#") || seen.add(line.split("[{ ]", 2)[0]))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String anyMachines(String scrape) {
    return scrape
        .lines()
        .map(
            line -> line.matches("(jvm|process)_.*") ? SAMPLE.matcher(line).replaceAll("$1") : line)
        .map(line -> line.replaceAll("java=\"[^\"]*\"", "java=\"\""))
        .collect(Collectors.joining("\n"));
  }
}
