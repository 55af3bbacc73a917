package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.sample.Batches;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LatestMeasurementsTest {
  /** A probe pass of ten classes of which the student knows so many. */
  private static Measurement measured(int known) {
    return measured("run", known);
  }

  private static Measurement measured(String run, int known) {
    var record =
        new RawRecord(
            new Position(new Partition("t", 0), 0), 0, new byte[0], new byte[0], Optional.empty());
    return new OrderedPath(run, AgentSettings.DEFAULT.path())
            .accept(
                Batches.of(500).run(run).step(1).pass("p", 0, 1).codes(10, y -> Math.min(y, known)),
                record)
            .snapshots()
            .stream()
            .map(SnapshotMeasurer::measure)
            .map(new Verdicts(VerdictSettings.DEFAULT)::judged)
            .findFirst()
            .orElseThrow();
  }

  private static String gapByClass(Measurement measurement) {
    LatestMeasurements latest = new LatestMeasurements("");
    latest.measured(measurement);
    return latest.rows().get(0).gapByClass();
  }

  @Test
  void threeClassesAtMostAreShownWithTheirPartOfTheGap() {
    Measurement measurement = measured(2);

    assertThat(gapByClass(measurement)).matches("[2-9]: 0\\.2\\d\\d(, [2-9]: 0\\.2\\d\\d){2}");
    assertThat(measurement.gapByClass()).extracting(ClassGap::label).hasSize(10);
  }

  @Test
  void classesThatContributeNothingAreNotShown() {
    assertThat(gapByClass(measured(8))).matches("[89]: \\d\\.\\d+, [89]: \\d\\.\\d+");
    assertThat(gapByClass(measured(9))).isEmpty();
  }

  /** A run whose start named a control that no file holds. */
  private static String overControl(LatestMeasurements latest) {
    Measurement taught = measured("taught", 8);
    latest.measured(taught.with(new OverControl.NotComparable("alone", "no control file is set")));
    return latest.rows().stream()
        .filter(row -> row.run().equals("taught"))
        .findFirst()
        .orElseThrow()
        .overControl();
  }

  @Test
  void aControlThatIsUnderWayIsComparedOnThePageAlone() {
    LatestMeasurements latest = new LatestMeasurements("");
    latest.measured(measured("alone", 5));

    assertThat(overControl(latest)).matches("\\+0\\.\\d+ \\[\\+0.* redundancy over alone");
  }

  @Test
  void aControlThatIsNowhereIsSaidToBeMissing() {
    assertThat(overControl(new LatestMeasurements("")))
        .isEqualTo("not comparable with alone: no control file is set");
  }

  @Test
  void aRunWithoutAControlSaysNothingOfOne() {
    LatestMeasurements latest = new LatestMeasurements("");
    latest.measured(measured(5));

    assertThat(latest.rows().get(0).overControl()).isEmpty();
  }
}
