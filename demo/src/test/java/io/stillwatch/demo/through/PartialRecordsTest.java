package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Teacher, student and labels in records of their own, from Kafka to metrics. */
final class PartialRecordsTest {
  private static final int SAMPLES = 1_000;
  private static final int KNOWN = 5;
  private static final double GAP_NATS = 0.5 * Math.log(5);

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<SampleBatch> pass(int step) {
    return new KnownClasses("parts", SAMPLES, 10).pass(KNOWN, step, 4, Kind.SCORES);
  }

  /** What one role says, or with no role the labels alone. */
  private static SampleBatch part(SampleBatch whole, Optional<Role> role) {
    Rows rows = whole.rows();
    return new SampleBatch(
        whole.attempt(),
        whole.moment(),
        new Rows(
            rows.count(),
            rows.samples(),
            rows.groups(),
            rows.weights(),
            rows.slices(),
            role.isPresent() ? Map.of() : rows.labels()),
        whole.activations().stream()
            .filter(a -> role.filter(a.role()::equals).isPresent())
            .toList(),
        Optional.empty(),
        0);
  }

  private static void expectLedger(Pipeline pipeline) {
    assertThat(pipeline.metric("stillwatch_rows_decoded_total"))
        .isEqualTo(
            pipeline.sum("stillwatch_rows_total") + pipeline.metric("stillwatch_rows_pending"));
  }

  @Test
  void recordsOfTheirOwnGiveTheSameBitsAsWholeOnes() {
    try (Pipeline whole = new Pipeline(broker, "whole");
        Pipeline parts = new Pipeline(broker, "parts")) {
      for (int step = 0; step < 3; step++) {
        pass(step).forEach(whole::send);
        pass(step).forEach(batch -> parts.send(part(batch, Optional.of(Role.TEACHER))));
        pass(step).forEach(batch -> parts.send(part(batch, Optional.empty())));
        pass(step).forEach(batch -> parts.send(part(batch, Optional.of(Role.STUDENT))));
      }
      assertThat(parts.measured(3))
          .extracting(Measurement::id, Measurement::estimates, Measurement::change)
          .isEqualTo(
              whole.measured(3).stream()
                  .map(m -> tuple(m.id(), m.estimates(), m.change()))
                  .toList());
      assertThat(parts.metric("stillwatch_rows_pending")).isZero();
      expectLedger(parts);
    }
  }

  @Test
  void rowsThatWaitAtTheEndOfARunAreUnmatched() {
    try (Pipeline pipeline = new Pipeline(broker, "waiting")) {
      pass(0).forEach(pipeline::send);
      pass(1).forEach(batch -> pipeline.send(part(batch, Optional.of(Role.TEACHER))));
      pipeline.measured(1);
      assertThat(pipeline.metric("stillwatch_rows_pending")).isEqualTo((double) SAMPLES);
      expectLedger(pipeline);
      pipeline.send(
          new RunEvent(
              pass(0).get(0).attempt(), RunEvent.Type.FINISHED, Optional.empty(), Map.of()));
      pipeline.measured(1);
      assertThat(pipeline.metric("stillwatch_rows_pending")).isZero();
      assertThat(pipeline.metric("stillwatch_rows_total{outcome=\"unmatched\"}"))
          .isEqualTo((double) SAMPLES);
      expectLedger(pipeline);
    }
  }

  @Test
  void aTeacherThatStandsStillIsSentOnce() {
    try (Pipeline pipeline = new Pipeline(broker, "students")) {
      broker.createTopic("students-teachers", 1, Map.of("cleanup.policy", "compact"));
      try (Sender teacher = new Sender(broker.bootstrapServers(), "students-teachers")) {
        int chunk = 0;
        for (SampleBatch batch : pass(0)) {
          teacher.sendAs("parts/" + chunk++, withoutStudent(batch));
        }
      }
      for (int step = 0; step < 2; step++) {
        pass(step).forEach(batch -> pipeline.send(naming("parts", batch)));
      }
      for (Measurement measurement : pipeline.measured(2)) {
        assertThat(measurement.estimates().plugin().distillationGap())
            .isCloseTo(GAP_NATS, within(1e-6));
      }
      assertThat(pipeline.metric("stillwatch_rows_total{outcome=\"counted\"}"))
          .isEqualTo(2.0 * SAMPLES);
      expectLedger(pipeline);
    }
  }

  private static SampleBatch withoutStudent(SampleBatch whole) {
    return new SampleBatch(
        whole.attempt(),
        whole.moment(),
        whole.rows(),
        whole.activations().stream().filter(a -> a.role() == Role.TEACHER).toList(),
        Optional.empty(),
        0);
  }

  private static SampleBatch naming(String teacher, SampleBatch whole) {
    SampleBatch student = part(whole, Optional.of(Role.STUDENT));
    return new SampleBatch(
        student.attempt(),
        student.moment(),
        student.rows(),
        student.activations(),
        Optional.of(teacher),
        0);
  }
}
