package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Verdict;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.SliceErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final String LABELS =
      "{pair=\"teacher/logits>student/logits\",run=\"r\",slice=\"all\",task=\"class\"}";
  private static final SampleMeasurement R = SampleMeasurement.of("r");

  private final AtomicLong nowMillis = new AtomicLong(1_000_000);
  private final Metrics metrics = new Metrics(new MetricLimits(), "1.2.3", nowMillis::get);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void everyNumberOfAMeasurementIsASeries() {
    metrics.publish(R.whole());
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_redundancy_nats" + LABELS)).isEqualTo(1);
    assertThat(scrape.value("stillwatch_redundancy_lower_nats" + LABELS)).isEqualTo(.9375);
    assertThat(scrape.value("stillwatch_redundancy_upper_nats" + LABELS)).isEqualTo(1.0625);
    assertThat(scrape.value("stillwatch_student_unique_nats" + LABELS)).isEqualTo(.125);
    assertThat(scrape.value("stillwatch_teacher_information_nats" + LABELS)).isEqualTo(2);
    assertThat(scrape.value("stillwatch_student_information_nats" + LABELS)).isEqualTo(1.5);
    assertThat(scrape.value("stillwatch_distilled_ratio" + LABELS)).isEqualTo(.5);
    assertThat(scrape.value("stillwatch_distilled_lower_ratio" + LABELS)).isEqualTo(.4375);
    assertThat(scrape.value("stillwatch_label_entropy_nats" + LABELS)).isEqualTo(2.3);
    assertThat(scrape.value("stillwatch_synergy_nats" + LABELS)).isEqualTo(.0625);
    assertThat(scrape.value("stillwatch_joint_information_nats" + LABELS)).isEqualTo(2.25);
    assertThat(scrape.value("stillwatch_nuisance_copying_nats" + LABELS)).isEqualTo(.5);
    assertThat(scrape.value("stillwatch_copying_nats" + LABELS)).isEqualTo(1);
    assertThat(scrape.value("stillwatch_copying_all_rows_nats" + LABELS)).isEqualTo(1.125);
    assertThat(scrape.value("stillwatch_certificate_gap_nats" + LABELS)).isEqualTo(1e-9);
    assertThat(scrape.value("stillwatch_window_samples" + LABELS)).isEqualTo(500);
    assertThat(scrape.value("stillwatch_window_last_step" + LABELS)).isEqualTo(400);
    assertThat(scrape.value("stillwatch_teacher_error_ratio" + LABELS)).isEqualTo(.25);
    assertThat(scrape.value("stillwatch_error_inheritance_ratio" + LABELS)).isEqualTo(.5);
    assertThat(scrape.value("stillwatch_run_info{attempt=\"0\",run=\"r\"}")).isEqualTo(1);
  }

  @Test
  void whatAMeasurementDoesNotHaveHasNoSeries() {
    metrics.publish(R.whole());
    metrics.publish(R.rowsPerOccupiedCell(9.9).bare());
    assertThat(Scrape.of(metrics).families())
        .contains("stillwatch_redundancy_nats", "stillwatch_copying_nats")
        .doesNotContain(
            "stillwatch_distilled_ratio",
            "stillwatch_distilled_lower_ratio",
            "stillwatch_copying_all_rows_nats",
            "stillwatch_synergy_nats",
            "stillwatch_joint_information_nats",
            "stillwatch_nuisance_copying_nats",
            "stillwatch_teacher_error_ratio",
            "stillwatch_error_inheritance_ratio");
    metrics.publish(R.whole());
    assertThat(Scrape.of(metrics).families()).contains("stillwatch_synergy_nats");
  }

  private static SliceErrors rates(long wrong) {
    var measured = R.slice("hard").whole();
    return new SliceErrors(
        measured.id(),
        measured.span(),
        LabelDependence.DECLARED,
        new ErrorCounts(8, wrong, 2, wrong / 2));
  }

  @Test
  void aSliceThatIsDefinedThroughTheLabelHasRatesAndNothingElse() {
    String labels = LABELS.replace("slice=\"all\"", "slice=\"hard\"");
    metrics.publish(R.whole());
    metrics.publish(R.slice("hard").whole());
    metrics.publish(rates(4));
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.value("stillwatch_teacher_error_ratio" + labels)).isEqualTo(.5);
    assertThat(scrape.value("stillwatch_error_inheritance_ratio" + labels)).isEqualTo(.5);
    assertThat(scrape.value("stillwatch_window_samples" + labels)).isEqualTo(500);
    assertThat(scrape.value("stillwatch_window_last_step" + labels)).isEqualTo(400);
    assertThat(scrape.values("slice=\"hard\"")).hasSize(4);
    assertThat(scrape.value("stillwatch_redundancy_nats" + LABELS)).isEqualTo(1);

    metrics.publish(rates(0));
    assertThat(Scrape.of(metrics).values("stillwatch_error_inheritance_ratio", "slice=\"hard\""))
        .isEmpty();
    metrics.publish(R.slice("hard").whole());
    assertThat(Scrape.of(metrics).value("stillwatch_teacher_error_ratio" + labels)).isEqualTo(.25);
    metrics.publish(rates(4));
    metrics.runFinished("r");
    assertThat(Scrape.of(metrics).values("run=\"r\"")).isEmpty();
  }

  @Test
  void ratesTakeThePlaceOfAViewWithinTheLimits() {
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 9; j++) {
        metrics.publish(R.pair("pair " + i).slice("slice " + j).whole());
      }
    }
    metrics.publish(rates(4));
    metrics.publish(rates(4));
    metrics.publish(R.slice("beyond").whole());
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_error_inheritance_ratio", "slice=\"hard\"")).hasSize(1);
    assertThat(scrape.value("stillwatch_series_refused_total{limit=\"views\"}")).isEqualTo(1);
  }

  @Test
  void exactlyOneVerdictIsOne() {
    metrics.publish(R.verdict(Verdict.WARMING).whole());
    metrics.publish(R.verdict(Verdict.STALLED).whole());
    Scrape scrape = Scrape.of(metrics);
    assertThat(scrape.values("stillwatch_verdict{")).hasSize(Verdict.values().length);
    assertThat(scrape.values("stillwatch_verdict{", "verdict=\"stalled\"")).containsExactly(1.0);
    assertThat(scrape.values("stillwatch_verdict{").stream().mapToDouble(v -> v).sum())
        .isEqualTo(1);
  }

  @Test
  void everyHintHasASeriesThatIsOneWhileItHolds() {
    metrics.publish(R.verdict(Verdict.REGRESSING).whole());
    assertThat(Scrape.of(metrics).values("stillwatch_hint{")).hasSize(Hint.values().length);
    assertThat(Scrape.of(metrics).values("stillwatch_hint{", "hint=\"student_damaged\""))
        .containsExactly(1.0);
    metrics.publish(R.verdict(Verdict.DISTILLING).whole());
    assertThat(Scrape.of(metrics).values("stillwatch_hint{")).containsOnly(0.0);
    metrics.runFinished("r");
    assertThat(Scrape.of(metrics).values("stillwatch_hint{")).isEmpty();
  }

  @Test
  void aScrapeNeverMixesTwoMeasurements() {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                metrics.publish(R.redundancyNats(i % 1000 / 512.0).whole());
              }
            });
    try {
      for (int i = 0; i < 300; i++) {
        Scrape scrape = Scrape.of(metrics);
        for (double redundancy : scrape.values("stillwatch_redundancy_nats{")) {
          assertThat(scrape.values("stillwatch_distillation_gap_nats{"))
              .containsExactly(2 - redundancy);
          assertThat(scrape.values("stillwatch_distilled_ratio{")).containsExactly(redundancy / 2);
        }
      }
    } finally {
      done.set(true);
      publishing.join();
    }
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
  void whetherTheTopicCanBeReadIsSaid() {
    assertThat(Scrape.of(metrics).value("stillwatch_ready")).isEqualTo(0);
    metrics.ready(true);
    assertThat(Scrape.of(metrics).value("stillwatch_ready")).isEqualTo(1);
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
  void namesFromRecordsAreCleaned() {
    metrics.publish(R.run("evil\u202E\nstillwatch_fake 1").slice("s".repeat(500)).whole());
    String text = metrics.scrape();
    assertThat(text).doesNotContain("\u202E").doesNotContain("\nstillwatch_fake");
    assertThat(text).contains("run=\"evil\uFFFD\uFFFDstillwatch_fake 1~");
    Matcher values = Pattern.compile("\"([^\"]*)\"").matcher(text);
    assertThat(values.results().mapToInt(v -> v.group(1).length()).max()).hasValue(128);
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

  /** Also writes the scrape that {@code ./check} gives to promtool. */
  @Test
  void theDocumentedNamesAreTheNamesOfAFilledScrape() throws IOException {
    Scrape scrape;
    try (Metrics filled = new Metrics(limitedTo(2), "1.2.3")) {
      filled.batchSeen("r", 1_767_225_600_000L);
      filled.publish(R.whole());
      filled.publish(R.run("other").slice("hard").whole());
      filled.recordDecoded(400);
      filled.rows(RowOutcome.COUNTED, 400);
      filled.estimateTook(Duration.ofMillis(20));
      filled.frontierLag(0, 0);
      String text = filled.scrape();
      Files.writeString(Path.of("target", "scrape.prom"), text);
      scrape = Scrape.of(text);
    }
    assertThat(scrape.explained()).isEqualTo(scrape.families());
    assertThat(documented()).doesNotHaveDuplicates();
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(scrape.families());
  }

  private static List<String> documented() throws IOException {
    Pattern row = Pattern.compile("^\\| `(stillwatch_\\w+)` \\|", Pattern.MULTILINE);
    Matcher rows = row.matcher(Files.readString(Path.of("..", "docs", "metrics.md")));
    return rows.results().map(found -> found.group(1)).collect(Collectors.toList());
  }

  @Test
  void classesHaveNoSeriesUnlessAskedFor() {
    metrics.publish(R.whole());
    assertThat(Scrape.of(metrics).families()).doesNotContain("stillwatch_class_gap_nats");
  }

  @Test
  void theClassesThatContributeMostHaveASeriesUpToTheLimit() {
    try (Metrics one = new Metrics(limitedTo(1), "1.2.3");
        Metrics all = new Metrics(limitedTo(9), "1.2.3")) {
      one.publish(R.whole());
      all.publish(R.whole());
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{class=\"b\""))
          .containsExactly(.75);
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{")).hasSize(1);
      assertThat(Scrape.of(all).values("stillwatch_class_gap_nats{")).hasSize(2);
      one.runFinished("r");
      assertThat(Scrape.of(one).families()).doesNotContain("stillwatch_class_gap_nats");
    }
  }

  @Test
  void aClassThatIsNoLongerAmongThoseOfMostGivesItsSeriesUp() {
    try (Metrics one = new Metrics(limitedTo(1), "1.2.3")) {
      one.publish(R.whole());
      one.publish(R.gapByClass(new ClassGap("c\u202e", 1)).whole());
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{")).containsExactly(1.0);
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{class=\"c\uFFFD~"))
          .containsExactly(1.0);
    }
  }

  private static MetricLimits limitedTo(int classes) {
    return new MetricLimits(16, 8, 64, classes, 128, 600, 86_400);
  }

  @Test
  void everyBadLimitIsNamed() {
    assertThat(new MetricLimits().problems()).isEmpty();
    assertThat(new MetricLimits(0, 0, 0, -1, 15, 0, 0).problems())
        .hasSize(7)
        .contains("label_length was 15; must be between 16 and 1024");
  }

  @Test
  void aLimitIsNotReachedByTheSameRunTwice() {
    IntStream.range(0, 100).forEach(i -> metrics.publish(R.redundancyNats(i / 100.0).whole()));
    assertThat(Scrape.of(metrics).values("stillwatch_series_refused_total"))
        .containsExactly(0.0, 0.0, 0.0);
  }
}
