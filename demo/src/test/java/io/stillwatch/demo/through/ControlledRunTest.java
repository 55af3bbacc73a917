package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.ControlSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl.Compared;
import io.stillwatch.measure.OverControl.NotComparable;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.wire.MeasurementWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control is measured and saved as the agent prints it, and a run that names it compared. */
final class ControlledRunTest {
  private static EmbeddedBroker broker;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<Measurement> control() {
    try (Pipeline pipeline = new Pipeline(broker, "control")) {
      KnownClasses alone = new KnownClasses("alone", 2_000, 10);
      for (int step = 0; step < 4; step++) {
        alone.pass(step, 10L * step, 2, Kind.SCORES).forEach(pipeline::send);
      }
      return pipeline.measured(4);
    }
  }

  private static AgentSettings with(Path file) {
    AgentSettings usual = AgentSettings.DEFAULT;
    return new AgentSettings(
        usual.kafka(),
        usual.http(),
        usual.path(),
        usual.reference(),
        new ControlSettings(file.toString()),
        usual.verdict(),
        usual.metrics());
  }

  private static RunEvent started(String run) {
    return new RunEvent(new Attempt(run, 0), RunEvent.Type.STARTED, Optional.of("alone"), Map.of());
  }

  @Test
  void aRunHasOverItsSavedControlWhatItKnowsMoreAtTheSameStep() throws IOException {
    Path file = folder.resolve("control.jsonl");
    Files.write(file, control().stream().map(MeasurementWriter::line).toList());

    try (Pipeline pipeline = new Pipeline(broker, "taught", with(file))) {
      pipeline.send(started("taught"));
      pipeline.send(started("smaller"));
      new KnownClasses("taught", 2_000, 10).pass(8, 25, 2, Kind.SCORES).forEach(pipeline::send);
      new KnownClasses("smaller", 1_000, 10).pass(8, 25, 2, Kind.SCORES).forEach(pipeline::send);
      new KnownClasses("free", 2_000, 10).pass(8, 25, 2, Kind.SCORES).forEach(pipeline::send);
      for (Measurement measurement : pipeline.measured(3)) {
        switch (measurement.id().attempt().run()) {
          case "taught" -> expectOverTwoClasses((Compared) measurement.overControl().orElseThrow());
          case "smaller" ->
              assertThat(((NotComparable) measurement.overControl().orElseThrow()).reason())
                  .isEqualTo("samples: the control has 2000.0, the run 1000.0");
          default -> assertThat(measurement.overControl()).isEmpty();
        }
      }
    }
  }

  /** At step 20 the control knew two classes, the run knows eight. */
  private static void expectOverTwoClasses(Compared over) {
    double nats = KnownClasses.gapNats(2) - KnownClasses.gapNats(8);
    assertThat(over.step()).isEqualTo(20);
    assertThat(over.redundancy().value()).isCloseTo(nats, within(0.02));
    assertThat(over.redundancy().lower()).isBetween(nats - 0.2, nats);
    assertThat(over.studentInformation().value()).isCloseTo(nats, within(0.02));
  }
}
