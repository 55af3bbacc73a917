package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger, and how the agent keeps up. */
final class PipelineMetersTest {
  private final Metrics metrics = new Metrics(new MetricLimits(), "1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void theLedgerAddsUp() {
    metrics.recordDecoded(40);
    metrics.recordDecoded(0);
    metrics.recordRefused(Refusal.EMPTY);
    metrics.recordRefused(Refusal.RUN_LIMIT);
    metrics.rows(RowOutcome.COUNTED, 25);
    metrics.rows(RowOutcome.LATE, 5);
    metrics.rows(RowOutcome.PENDING, 12);
    metrics.rows(RowOutcome.PENDING, -2);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_records_total")).isEqualTo(4);
    assertThat(scrape.value("stillwatch_records_decoded_total")).isEqualTo(2);
    assertThat(scrape.values("stillwatch_records_refused_total{"))
        .hasSize(Refusal.values().length)
        .contains(1.0, 1.0);
    assertThat(scrape.value("stillwatch_rows_decoded_total")).isEqualTo(40);
    assertThat(scrape.values("stillwatch_rows_total{")).hasSize(RowOutcome.values().length - 1);
    assertThat(scrape.value("stillwatch_rows_total{outcome=\"counted\"}")).isEqualTo(25);
    assertThat(scrape.value("stillwatch_rows_pending")).isEqualTo(10);
  }

  @Test
  void theLagIsAbsentUntilItIsKnown() {
    assertThat(Scrape.of(metrics).families()).doesNotContain("stillwatch_frontier_lag_records");
    metrics.frontierLag(9, 1.5);
    metrics.frontierLag(7, 0.5);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_frontier_lag_records")).isEqualTo(7);
    assertThat(scrape.value("stillwatch_frontier_lag_seconds")).isEqualTo(0.5);
  }

  @Test
  void labelsThatContradictEachOtherAreCounted() {
    metrics.conflictingLabels(2);
    metrics.conflictingLabels(3);
    assertThat(Scrape.of(metrics).value("stillwatch_conflicting_labels_total")).isEqualTo(5);
  }

  @Test
  void estimatesAreTimedInBuckets() {
    metrics.estimateTook(Duration.ofMillis(2));
    metrics.estimateTook(Duration.ofMillis(20));
    metrics.solvesSkipped(3);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_estimate_duration_seconds_bucket{le=\"0.003\"}"))
        .containsExactly(1.0);
    assertThat(scrape.value("stillwatch_estimate_duration_seconds_count")).isEqualTo(2);
    assertThat(scrape.value("stillwatch_solves_skipped_total")).isEqualTo(3);
  }

  @Test
  void whetherTheTopicCanBeReadIsSaid() {
    assertThat(Scrape.of(metrics).value("stillwatch_ready")).isEqualTo(0);
    metrics.ready(true);
    assertThat(Scrape.of(metrics).value("stillwatch_ready")).isEqualTo(1);
  }
}
