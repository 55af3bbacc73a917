package io.stillwatch.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.Change;
import io.stillwatch.measure.Measurement.PredictionErrors;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.Codebooks;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.snapshot.Span;
import io.stillwatch.table.TableShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SnapshotMeasurerTest {
  private static final Optional<List<Integer>> TEN_CLASSES =
      Optional.of(IntStream.range(0, 10).boxed().toList());

  /** METHOD.md section 7, F13, in bits. */
  private static final double TEACHER_BITS = 2.0713;

  private static final double LOST_BITS = 1.2507;

  private static Snapshot snapshot(List<Cell> cells, Optional<List<Integer>> predictions) {
    double rows = cells.stream().mapToLong(Cell::count).sum() / (double) Weight.ONE;
    return new Snapshot(
        new MeasurementId(new Attempt("run", 0), "teacher/logits>student/logits", "y", "all", 0),
        new Span(0, OptionalDouble.empty(), Optional.empty(), rows, rows, true, 0),
        new Codebooks("argmax-10", "argmax-10", OptionalDouble.of(Math.log(10))),
        new TableShape(10, 10, 10),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        firstMix(cells),
        cells,
        rows,
        predictions,
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static List<Long> firstMix(List<Cell> cells) {
    Long[] weights = new Long[10];
    Arrays.fill(weights, 0L);
    cells.forEach(cell -> weights[cell.label()] += cell.count());
    return List.of(weights);
  }

  /**
   * Ten classes; the teacher names the right one in 82 of 100 rows and each other in 2, as one
   * whose label is replaced by a uniform class with probability .2. 100,000 rows in equal blocks.
   */
  private static List<Cell> errant(IntBinaryOperator student) {
    List<Cell> cells = new ArrayList<>();
    for (int block = 0; block < PathSettings.BLOCKS; block++) {
      for (int y = 0; y < 10; y++) {
        for (int t = 0; t < 10; t++) {
          long rows = t == y ? 820 : 20;
          cells.add(new Cell(block, y, t, student.applyAsInt(y, t), rows * Weight.ONE));
        }
      }
    }
    return cells;
  }

  private static PredictionErrors errors(List<Cell> cells, Integer... right) {
    Finding finding = SnapshotMeasurer.measure(snapshot(cells, Optional.of(List.of(right))));
    return finding.errors().orElseThrow();
  }

  @Test
  void theTeachersErrorsAreCountedAgainstTheRightCodeOfEachLabel() {
    List<Cell> cells =
        List.of(
            new Cell(0, 0, 3, 3, 60 * Weight.ONE),
            new Cell(1, 0, 1, 3, 9 * Weight.ONE),
            new Cell(2, 1, 1, 1, 28 * Weight.ONE),
            new Cell(3, 1, 3, 3, 3 * Weight.ONE));
    PredictionErrors errors = errors(cells, 3, 1);
    assertThat(errors.teacher()).isCloseTo(.12, within(1e-15));
    assertThat(errors.inherited().orElseThrow()).isCloseTo(.25, within(1e-15));
  }

  @Test
  void anotherErrorOfTheStudentIsNotInherited() {
    List<Cell> cells =
        List.of(new Cell(0, 0, 1, 2, Weight.ONE), new Cell(1, 1, 1, 1, 3 * Weight.ONE));
    assertThat(errors(cells, 0, 1)).isEqualTo(new PredictionErrors(.25, OptionalDouble.of(0)));
  }

  @Test
  void aTeacherWithoutErrorsHasNoneToInherit() {
    List<Cell> cells = List.of(new Cell(0, 0, 0, 1, Weight.ONE), new Cell(1, 1, 1, 1, Weight.ONE));
    assertThat(errors(cells, 0, 1)).isEqualTo(new PredictionErrors(0, OptionalDouble.empty()));
  }

  @Test
  void codesThatAreNoPredictionsHaveNoErrors() {
    Snapshot snapshot = snapshot(errant((y, t) -> t), Optional.empty());
    assertThat(SnapshotMeasurer.measure(snapshot).errors()).isEmpty();
  }

  @Test
  void aStudentThatCopiesAnErrantTeacherCopiesItsNuisanceToo() {
    Finding finding = SnapshotMeasurer.measure(snapshot(errant((y, t) -> t), TEN_CLASSES));
    Decomposition exact = finding.estimates().plugin();
    assertThat(bits(exact.teacherInformation())).isCloseTo(TEACHER_BITS, within(5e-5));
    assertThat(bits(exact.redundancy())).isCloseTo(TEACHER_BITS, within(5e-5));
    assertThat(bits(exact.nuisanceCopying())).isCloseTo(LOST_BITS, within(5e-5));
    assertThat(bits(exact.studentUnique())).isCloseTo(0, within(1e-6));
    assertErrors(finding, 1);
  }

  @Test
  void aStudentThatOutgrowsAnErrantTeacherInheritsNothing() {
    Finding finding = SnapshotMeasurer.measure(snapshot(errant((y, t) -> y), TEN_CLASSES));
    Decomposition exact = finding.estimates().plugin();
    assertThat(bits(exact.redundancy())).isCloseTo(TEACHER_BITS, within(5e-5));
    assertThat(bits(exact.nuisanceCopying())).isCloseTo(0, within(1e-9));
    assertThat(bits(exact.studentUnique())).isCloseTo(LOST_BITS, within(5e-5));
    assertErrors(finding, 0);
  }

  private static void assertErrors(Finding finding, double inherited) {
    PredictionErrors errors = finding.errors().orElseThrow();
    assertThat(errors.teacher()).isCloseTo(.18, within(1e-15));
    assertThat(errors.inherited()).hasValue(inherited);
  }

  private static double bits(double nats) {
    return nats / Math.log(2);
  }

  @Test
  void equalBlocksOfOneMixHaveNoBiasToCorrect() {
    Snapshot snapshot = snapshot(errant((y, t) -> t), TEN_CLASSES);
    var estimates = SnapshotMeasurer.measure(snapshot).estimates();
    assertThat(estimates.redundancy().value())
        .isCloseTo(estimates.plugin().redundancy(), within(3e-6));
  }

  @Test
  void onlyAPassAfterAnotherHasAChange() {
    Probe probe = Probe.of("run", 200);
    assertThat(probe.passKnowing(3).change()).isEmpty();
    assertThat(probe.passKnowing(3).change()).contains(new Change(0, 0));
    assertThat(probe.passKnowing(4).change().orElseThrow().redundancyNats()).isPositive();
  }

  @Test
  void theSameSnapshotGivesTheSameFinding() {
    Snapshot snapshot = snapshot(errant((y, t) -> (t + y / 5) % 10), TEN_CLASSES);
    assertThat(SnapshotMeasurer.measure(snapshot)).isEqualTo(SnapshotMeasurer.measure(snapshot));
  }
}
