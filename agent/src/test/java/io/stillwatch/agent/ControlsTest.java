package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.ControlSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import io.stillwatch.measure.OverControl.Compared;
import io.stillwatch.measure.OverControl.NotComparable;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.MeasurementWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlsTest {
  @TempDir private Path folder;

  private static Measurement measured(String run, int known) {
    var record =
        new RawRecord(
            new Position(new Partition("t", 0), 0), 0, new byte[0], new byte[0], Optional.empty());
    var batch = Batches.of(500).run(run).step(1).pass("p", 0, 1).codes(10, y -> Math.min(y, known));
    return new OrderedPath(run, AgentSettings.DEFAULT.path())
        .accept(batch, record).snapshots().stream()
            .map(SnapshotMeasurer::measure)
            .map(new Verdicts(VerdictSettings.DEFAULT)::judged)
            .findFirst()
            .orElseThrow();
  }

  private static RunEvent started(int attempt, String control) {
    return new RunEvent(
        new Attempt("taught", attempt),
        RunEvent.Type.STARTED,
        Optional.ofNullable(control),
        Map.of());
  }

  private Path saved(int known) throws IOException {
    return Files.writeString(
        folder.resolve("control.jsonl"), MeasurementWriter.line(measured("alone", known)));
  }

  private static Optional<OverControl> over(Controls controls) {
    return controls.compared(measured("taught", 8)).overControl();
  }

  private static String fingerprint(Controls controls) {
    return ((Compared) over(controls).orElseThrow()).fingerprint();
  }

  private static String reason(Controls controls) {
    return ((NotComparable) over(controls).orElseThrow()).reason();
  }

  @Test
  void aRunThatNamesAControlIsComparedAndAnotherIsNot() throws IOException {
    Controls controls = new Controls(new ControlSettings(saved(5).toString()));
    assertThat(over(controls)).isEmpty();
    controls.started(started(0, "alone"));

    Compared compared = (Compared) over(controls).orElseThrow();
    assertThat(compared.redundancy().lower()).isPositive();
    assertThat(controls.compared(measured("stranger", 8)).overControl()).isEmpty();
    controls.forget("taught");
    assertThat(over(controls)).isEmpty();
  }

  @Test
  void theControlStaysWhatItWasWhenTheRunStarted() throws IOException {
    Controls controls = new Controls(new ControlSettings(saved(5).toString()));
    controls.started(started(0, "alone"));
    String before = fingerprint(controls);

    saved(6);
    assertThat(fingerprint(controls)).isEqualTo(before);
    controls.started(started(0, "alone"));
    assertThat(fingerprint(controls)).isEqualTo(before);
    controls.started(started(1, "alone"));
    assertThat(fingerprint(controls)).isNotEqualTo(before);
    controls.started(started(2, null));
    assertThat(over(controls)).isEmpty();
  }

  @Test
  void aFileThatIsNotSetNotThereOrNoRecordOfTheControlIsSaid() throws IOException {
    Controls unset = new Controls(ControlSettings.DEFAULT);
    unset.started(started(0, "alone"));
    assertThat(reason(unset)).isEqualTo("no control file is set (control.file)");

    Controls missing = new Controls(new ControlSettings(folder.resolve("none.jsonl").toString()));
    missing.started(started(0, "alone"));
    assertThat(reason(missing))
        .isEqualTo("the control file cannot be read; the agent's log says why");

    Controls without = new Controls(new ControlSettings(saved(5).toString()));
    without.started(started(0, "nobody"));
    assertThat(reason(without)).isEqualTo("the control file has no measurement of the run");
  }

  @Test
  void amongTooManyRunsTheOldestLosesItsControl() throws IOException {
    Controls controls = new Controls(new ControlSettings(saved(5).toString()));
    controls.started(started(0, "alone"));
    for (int run = 0; run < 1_000; run++) {
      controls.started(
          new RunEvent(
              new Attempt("run " + run, 0), RunEvent.Type.STARTED, Optional.empty(), Map.of()));
    }
    assertThat(over(controls)).isEmpty();
  }
}
