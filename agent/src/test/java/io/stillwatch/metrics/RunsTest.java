package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs have series, and for how long. */
final class RunsTest {
  private static final SampleMeasurement R = SampleMeasurement.of("r");
  private final AtomicLong nowMillis = new AtomicLong(1_000_000);
  private final Metrics metrics = new Metrics(new MetricLimits(), "1.2.3", nowMillis::get);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void estimatesLeaveAfterSilenceAndTheRunIsRememberedForADay() {
    metrics.batchSeen("r", 5_500);
    metrics.publish(R.whole());
    nowMillis.addAndGet(600_000);
    assertThat(Scrape.of(metrics).families()).contains("stillwatch_redundancy_nats");
    nowMillis.addAndGet(1);
    Scrape silent = Scrape.of(metrics);
    assertThat(silent.families()).doesNotContain("stillwatch_redundancy_nats");
    assertThat(silent.values("stillwatch_verdict")).isEmpty();
    assertThat(silent.value("stillwatch_run_last_seen_timestamp_seconds{run=\"r\"}"))
        .isEqualTo(5.5);
    nowMillis.addAndGet(86_400_000);
    assertThat(Scrape.of(metrics).values("run=\"r\"")).isEmpty();
  }

  @Test
  void aRunThatGoesOnFromAnotherAgentWasSeenThenAndNotNow() {
    nowMillis.addAndGet(90_000_000);
    long hourAgo = nowMillis.get() - 3_600_000;
    metrics.runGoesOn("silent", hourAgo);
    metrics.runGoesOn("long forgotten", nowMillis.get() - 86_400_001);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_run_last_seen_timestamp_seconds{run=\"silent\"}"))
        .isEqualTo(hourAgo / 1e3);
    assertThat(scrape.values("long forgotten")).isEmpty();
    nowMillis.addAndGet(86_400_000 - 3_600_000 + 1);
    assertThat(Scrape.of(metrics).values("silent")).isEmpty();
  }

  @Test
  void recordsKeepEstimatesFromLeaving() {
    metrics.publish(R.whole());
    nowMillis.addAndGet(400_000);
    metrics.batchSeen("r", 1);
    nowMillis.addAndGet(400_000);
    assertThat(Scrape.of(metrics).families()).contains("stillwatch_redundancy_nats");
  }

  @Test
  void aFinishedRunLeavesAtOnceAndAloneAndMayComeBack() {
    metrics.batchSeen("r", 1);
    metrics.publish(R.whole());
    metrics.publish(R.run("other").whole());
    metrics.runFinished("r");
    metrics.runFinished("never seen");
    assertThat(Scrape.of(metrics).values("run=\"r\"")).isEmpty();
    assertThat(Scrape.of(metrics).values("run=\"other\"")).isNotEmpty();
    metrics.publish(R.whole());
    assertThat(Scrape.of(metrics).values("run=\"r\"")).isNotEmpty();
  }

  private static RunEvent event(RunEvent.Type type) {
    return new RunEvent(new Attempt("r", 0), type, Optional.empty(), Map.of("note", "lower rate"));
  }

  @Test
  void theLastEventOfEachTypeHasItsTimeUntilTheEndOfTheRun() {
    metrics.happened(event(RunEvent.Type.STARTED), 1_500);
    metrics.happened(event(RunEvent.Type.NOTE), 2_500);
    metrics.happened(event(RunEvent.Type.NOTE), 3_500);
    metrics.happened(event(RunEvent.Type.FINISHED), 4_500);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_run_event_timestamp_seconds")).hasSize(2);
    assertThat(scrape.values("stillwatch_run_event_timestamp_seconds", "type=\"started\""))
        .containsExactly(1.5);
    assertThat(scrape.values("stillwatch_run_event_timestamp_seconds", "type=\"note\""))
        .containsExactly(3.5);
    metrics.runFinished("r");
    assertThat(Scrape.of(metrics).values("stillwatch_run_event")).isEmpty();
  }

  @Test
  void anotherAttemptTakesThePlaceOfTheFirst() {
    metrics.publish(R.pair("old").whole());
    metrics.publish(R.attempt(1).whole());
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("pair=\"old\"")).isEmpty();
    assertThat(scrape.values("stillwatch_run_info")).hasSize(1);
    assertThat(scrape.value("stillwatch_run_info{attempt=\"1\",run=\"r\"}")).isEqualTo(1);
  }

  @Test
  void atAFullLimitNewRunsAreNotPublishedButCounted() {
    for (int i = 0; i < 20; i++) {
      metrics.publish(R.run("run " + i).whole());
    }
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_redundancy_nats{")).hasSize(16);
    assertThat(scrape.values("run=\"run 15\"")).isNotEmpty();
    assertThat(scrape.values("run=\"run 16\"")).isEmpty();
    assertThat(scrape.value("stillwatch_series_refused_total{limit=\"runs\"}")).isEqualTo(4);
    assertThat(scrape.value("stillwatch_runs")).isEqualTo(16);
    assertThat(scrape.value("stillwatch_runs_limit")).isEqualTo(16);
  }

  @Test
  void aSilentRunGivesWayToANewOne() {
    for (int i = 0; i < 16; i++) {
      metrics.publish(R.run("run " + i).whole());
      nowMillis.addAndGet(50_000);
    }
    metrics.publish(R.whole());
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("run=\"run 0\"")).isEmpty();
    assertThat(scrape.values("run=\"run 1\"")).isNotEmpty();
    assertThat(scrape.values("run=\"r\"")).isNotEmpty();
  }

  @Test
  void aRunHasOnlySoManyPairsAndViews() {
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        metrics.publish(R.pair("pair " + i).slice("slice " + j).whole());
      }
    }
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_redundancy_nats{")).hasSize(64);
    // 8 pairs x 9 slices want 72 views; the ninth pair has 9 measurements more.
    assertThat(scrape.value("stillwatch_series_refused_total{limit=\"views\"}")).isEqualTo(8);
    assertThat(scrape.value("stillwatch_series_refused_total{limit=\"pairs\"}")).isEqualTo(9);
  }

  @Test
  void aLimitIsNotReachedByTheSameRunTwice() {
    IntStream.range(0, 100).forEach(i -> metrics.publish(R.redundancyNats(i / 100.0).whole()));
    assertThat(Scrape.of(metrics).values("stillwatch_series_refused_total"))
        .containsExactly(0.0, 0.0, 0.0);
  }

  @Test
  void whatAClientLostIsCountedByRunFromNought() {
    metrics.batchSeen("r", 1);
    assertThat(Scrape.of(metrics).value("stillwatch_client_dropped_samples_total{run=\"r\"}"))
        .isEqualTo(0);
    metrics.samplesDropped("r", 12);
    metrics.samplesDropped("r", 30);
    metrics.samplesDropped("other", 5);
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_client_dropped_samples_total{run=\"r\"}")).isEqualTo(42);
    assertThat(scrape.value("stillwatch_client_dropped_samples_total{run=\"other\"}")).isEqualTo(5);
  }

  @Test
  void everyBadLimitIsNamed() {
    assertThat(new MetricLimits().problems()).isEmpty();
    assertThat(new MetricLimits(0, 0, 0, -1, 15, 0, 0).problems())
        .hasSize(7)
        .contains("label_length was 15; must be between 16 and 1024");
  }
}
