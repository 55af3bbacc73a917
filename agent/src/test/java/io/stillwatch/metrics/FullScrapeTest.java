package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * As much as a scrape holds by default: every run with every view, every number of each there. What
 * it took stands in {@code target/full-scrape.txt}.
 */
final class FullScrapeTest {
  private static final MetricLimits LIMITS = new MetricLimits();
  private static final int SCRAPES = 31;

  @Test
  void atTheDefaultLimitsEveryNumberOfEveryViewIsThere() throws IOException {
    try (Metrics metrics = new Metrics(LIMITS, "1.2.3")) {
      fill(metrics);
      long[] nanos = new long[SCRAPES];
      String text = "";
      for (int i = 0; i < SCRAPES; i++) {
        fill(metrics);
        long start = System.nanoTime();
        text = metrics.scrape();
        nanos[i] = System.nanoTime() - start;
      }
      Scrape scrape = Scrape.of(text);
      int views = LIMITS.runs() * LIMITS.viewsPerRun();
      assertThat(scrape.values("stillwatch_redundancy_nats{")).hasSize(views);
      assertThat(scrape.values("stillwatch_synergy_nats{")).hasSize(views);
      assertThat(scrape.values("stillwatch_series_refused_total")).containsOnly(0.0);
      Arrays.sort(nanos);
      Files.writeString(
          Path.of("target", "full-scrape.txt"),
          "%,d series of %,d views, %,d bytes: a scrape took %.1f ms, median of %d, at most %.1f%n"
              .formatted(
                  scrape.series().size(),
                  views,
                  text.getBytes(StandardCharsets.UTF_8).length,
                  nanos[SCRAPES / 2] / 1e6,
                  SCRAPES,
                  nanos[SCRAPES - 1] / 1e6));
    }
  }

  private static void fill(Metrics metrics) {
    int slices = LIMITS.viewsPerRun() / LIMITS.pairsPerRun();
    for (int run = 0; run < LIMITS.runs(); run++) {
      for (int pair = 0; pair < LIMITS.pairsPerRun(); pair++) {
        for (int slice = 0; slice < slices; slice++) {
          metrics.publish(
              SampleMeasurement.of("run " + run)
                  .pair("teacher/layer" + pair + ">student/layer" + pair)
                  .slice("slice " + slice)
                  .whole());
        }
      }
    }
  }
}
