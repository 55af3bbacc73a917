package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A slice that holds one label, from Kafka to metrics. */
final class DependentSliceTest {
  private static final String NINES =
      "{pair=\"teacher/logits>student/logits\",run=\"sliced\",slice=\"nines\",task=\"label\"}";

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** The last class is a slice of its own; the student takes it for the class before. */
  private static SampleBatch sliced(SampleBatch whole) {
    Rows rows = whole.rows();
    return new SampleBatch(
        whole.attempt(),
        whole.moment(),
        new Rows(
            rows.count(),
            rows.samples(),
            rows.groups(),
            rows.weights(),
            Optional.of(
                IntStream.range(0, rows.count())
                    .mapToObj(row -> row % 10 == 9 ? "nines" : "others")
                    .toList()),
            rows.labels()),
        whole.activations(),
        Optional.empty(),
        0);
  }

  @Test
  void itsRatesAreServedAndNothingElse() {
    try (Pipeline pipeline = new Pipeline(broker, "sliced")) {
      new KnownClasses("sliced", 2_000, 10)
          .pass(8, 0, 1, Kind.SCORES)
          .forEach(batch -> pipeline.send(sliced(batch)));
      assertThat(pipeline.measured(2))
          .extracting(measurement -> measurement.id().slice())
          .containsExactly("all", "others");
      pipeline.awaitMetric("stillwatch_window_samples" + NINES, 200);
      assertThat(pipeline.metric("stillwatch_teacher_error_ratio" + NINES)).isZero();
      assertThat(pipeline.metric("stillwatch_redundancy_nats" + NINES)).isNaN();
      assertThat(pipeline.get("metrics")).doesNotContain("slice=\"nines\",task=\"label\",verdict");
    }
  }
}
