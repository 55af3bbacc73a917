package io.stillwatch.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.IndependentDifference;
import io.stillwatch.measure.Control.Point;
import io.stillwatch.measure.OverControl.Compared;
import io.stillwatch.measure.OverControl.NotComparable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ControlTest {
  private static final int SAMPLES = 1_000;

  /** Passes at the steps 1, 2, ... of a student that knows so many classes. */
  private static List<Measurement> passes(String run, int samples, int... known) {
    Probe probe = Probe.of(run, samples);
    Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
    return IntStream.of(known).mapToObj(probe::passKnowing).map(verdicts::judged).toList();
  }

  private static Point point(Measurement saved) {
    return new Point(
        saved.id().pair(),
        saved.id().task(),
        saved.id().slice(),
        saved.span().pass().isPresent(),
        saved.span().lastStep(),
        saved.span().samples(),
        saved.reference().fingerprint(),
        saved.codebooks().teacher(),
        saved.estimates().redundancy(),
        saved.estimates().studentInformation());
  }

  private static Control control(Point... points) {
    return Control.of("alone", "abc", List.of(points));
  }

  private static String reason(Control control, Measurement measurement) {
    return ((NotComparable) control.over(measurement)).reason();
  }

  @Test
  void aRunHasOverItsControlWhatItKnowsMoreAtTheSameStep() {
    Measurement alone = passes("alone", SAMPLES, 2, 4).get(1);
    Measurement taught = passes("taught", SAMPLES, 3, 7).get(1);

    Compared over = (Compared) control(point(alone)).over(taught);

    assertThat(over.control()).isEqualTo("alone");
    assertThat(over.fingerprint()).isEqualTo("abc");
    assertThat(over.step()).isEqualTo(2);
    assertThat(over.redundancy())
        .isEqualTo(
            IndependentDifference.of(
                taught.estimates().redundancy(), alone.estimates().redundancy()));
    assertThat(over.redundancy().lower()).isPositive();
    assertThat(over.studentInformation().value())
        .isCloseTo(.6 * Math.log(6) - .3 * Math.log(3), within(.03));
  }

  @Test
  void aRunThatKnowsWhatItsControlKnowsHasNothingOverIt() {
    Measurement alone = passes("alone", SAMPLES, 5).get(0);
    Compared over = (Compared) control(point(alone)).over(passes("taught", SAMPLES, 5).get(0));

    assertThat(over.redundancy().value()).isZero();
    assertThat(over.redundancy().lower()).isNegative();
    assertThat(over.redundancy().upper()).isPositive();
  }

  @Test
  void theControlsLatestMeasurementThatIsNotLaterIsTaken() {
    List<Measurement> alone = passes("alone", SAMPLES, 1, 2, 3, 4);
    List<Measurement> taught = passes("taught", SAMPLES, 1, 2, 3, 4);
    Control control = control(point(alone.get(3)), point(alone.get(1)));

    assertThat(((Compared) control.over(taught.get(2))).step()).isEqualTo(2);
    assertThat(((Compared) control.over(taught.get(3))).step()).isEqualTo(4);
    assertThat(reason(control, taught.get(0)))
        .isEqualTo("the control begins at step 2, after step 1");
  }

  @Test
  void anotherNumberOfSamplesIsNotComparable() {
    Control control = control(point(passes("alone", 500, 5).get(0)));

    assertThat(reason(control, passes("taught", SAMPLES, 5).get(0)))
        .isEqualTo("samples: the control has 500.0, the run 1000.0");
  }

  @Test
  void anotherReferenceOrTeacherCodebookIsNotComparable() {
    Point alone = point(passes("alone", SAMPLES, 5).get(0));
    Measurement taught = passes("taught", SAMPLES, 5).get(0);
    Point otherLabels =
        new Point(
            alone.pair(),
            alone.task(),
            alone.slice(),
            true,
            alone.step(),
            SAMPLES,
            "other",
            alone.teacherCodebook(),
            alone.redundancy(),
            alone.studentInformation());
    Point otherCodebook =
        new Point(
            alone.pair(),
            alone.task(),
            alone.slice(),
            true,
            alone.step(),
            SAMPLES,
            alone.reference(),
            "other",
            alone.redundancy(),
            alone.studentInformation());

    assertThat(reason(control(otherLabels), taught))
        .isEqualTo("reference: the control has other, the run " + taught.reference().fingerprint());
    assertThat(reason(control(otherCodebook), taught))
        .isEqualTo("teacher codebook: the control has other, the run teacher");
  }

  @Test
  void aPairThatTheControlLacksAndAWindowOfAnotherKindAreNotComparable() {
    Control control = control(point(passes("alone", SAMPLES, 5).get(0)));
    Finding window = Probe.of("taught", SAMPLES).window(true, y -> y);
    Measurement measurement = new Verdicts(VerdictSettings.DEFAULT).judged(window);

    assertThat(reason(control, measurement)).startsWith("the control has no such pair");
  }

  @Test
  void aRunIsNoControlOfItself() {
    Measurement alone = passes("alone", SAMPLES, 5).get(0);

    assertThat(reason(control(point(alone)), alone)).isEqualTo("the run names itself");
  }

  @Test
  void aControlThatCannotBeUsedSaysWhyAtEveryMeasurement() {
    Control control = Control.unusable("alone", "no control file is set");

    assertThat(passes("taught", SAMPLES, 1, 2))
        .extracting(measurement -> reason(control, measurement))
        .containsOnly("no control file is set");
  }
}
