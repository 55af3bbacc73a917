package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Representation.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ideal streaming case, whose whole gap curve is known, from vectors to metrics. */
final class KnownClassesTest {
  private static final int SAMPLES = 2_000;
  private static final int[] KNOWN = {0, 2, 5, 8, 9};
  private static final double NATS = 0.02;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aRunForEveryNumberOfKnownClassesHasItsClosedFormThroughFittedCodebooks() {
    try (Pipeline pipeline = new Pipeline(broker, "fitted")) {
      for (int known : KNOWN) {
        KnownClasses run = new KnownClasses("known-" + known, SAMPLES, 16);
        run.pass(known, 0, 4, Kind.VECTORS).forEach(pipeline::send);
      }
      for (Measurement measurement : pipeline.measured(KNOWN.length)) {
        String run = measurement.id().attempt().run();
        assertThat(measurement.id().pair()).isEqualTo("teacher/hidden>student/hidden");
        expectClosedForm(measurement, Integer.parseInt(run.substring("known-".length())));
        assertThat(pipeline.metric("stillwatch_distillation_gap_nats" + labels(measurement)))
            .isEqualTo(measurement.estimates().distillationGap().value());
      }
    }
  }

  @Test
  void theWholeCurveOfAGrowingStudentFollowsThroughScores() {
    try (Pipeline pipeline = new Pipeline(broker, "growing")) {
      KnownClasses run = new KnownClasses("growing", SAMPLES, 10);
      for (int known = 0; known <= 9; known++) {
        run.pass(known, known, 4, Kind.SCORES).forEach(pipeline::send);
      }
      List<Measurement> curve = pipeline.measured(10);
      for (int known = 0; known <= 9; known++) {
        assertThat(curve.get(known).span().lastStep()).isEqualTo(known);
        expectClosedForm(curve.get(known), known);
      }
      assertThat(curve.stream().map(m -> m.estimates().plugin().teacherInformation()).distinct())
          .hasSize(1);
    }
  }

  @Test
  void aStudentThatForgetsIsFollowedByTheCodebookThatSawItAll() {
    try (Pipeline pipeline = new Pipeline(broker, "forgetting")) {
      KnownClasses run = new KnownClasses("forgetting", SAMPLES, 16);
      for (int step = 0; step < KNOWN.length; step++) {
        run.pass(KNOWN[KNOWN.length - 1 - step], step, 4, Kind.VECTORS).forEach(pipeline::send);
      }
      List<Measurement> curve = pipeline.measured(KNOWN.length);
      for (int step = 0; step < KNOWN.length; step++) {
        expectClosedForm(curve.get(step), KNOWN[KNOWN.length - 1 - step]);
      }
    }
  }

  /** To 0.02 nats plus what sampling explains: the half-width of the interval. */
  private static void expectClosedForm(Measurement measurement, int known) {
    Estimates estimates = measurement.estimates();
    double gap = KnownClasses.gapNats(known);
    double all = Math.log(KnownClasses.CLASSES);
    String what = "k = " + known;
    expect(what, estimates.distillationGap(), gap);
    expect(what, estimates.redundancy(), all - gap);
    expect(what, estimates.studentUnique(), 0);
    assertThat(estimates.plugin().teacherInformation()).as(what).isCloseTo(all, within(1e-12));
    assertThat(measurement.span().samples()).isEqualTo(SAMPLES);
  }

  private static void expect(String what, Estimate estimate, double nats) {
    double sampling = (estimate.upper() - estimate.lower()) / 2;
    assertThat(sampling).as(what + ", half-width").isLessThan(0.1);
    assertThat(estimate.value()).as(what).isCloseTo(nats, within(NATS + sampling));
  }

  private static String labels(Measurement measurement) {
    return "{pair=\"%s\",run=\"%s\",slice=\"all\",task=\"label\"}"
        .formatted(measurement.id().pair(), measurement.id().attempt().run());
  }
}
