package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Verdict;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.SliceErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final String LABELS =
      "{pair=\"teacher/logits>student/logits\",run=\"r\",slice=\"all\",task=\"class\"}";
  private static final SampleMeasurement R = SampleMeasurement.of("r");
  private final Metrics metrics = new Metrics(new MetricLimits(), "1.2.3");

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
  void namesFromRecordsAreCleaned() {
    metrics.publish(R.run("evil\u202E\nstillwatch_fake 1").slice("s".repeat(500)).whole());
    String text = metrics.scrape();
    assertThat(text).doesNotContain("\u202E").doesNotContain("\nstillwatch_fake");
    assertThat(text).contains("run=\"evil\uFFFD\uFFFDstillwatch_fake 1~");
    Matcher values = Pattern.compile("\"([^\"]*)\"").matcher(text);
    assertThat(values.results().mapToInt(v -> v.group(1).length()).max()).hasValue(128);
  }
}
