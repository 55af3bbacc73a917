package io.stillwatch.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.measure.ReferenceSettings.Mix;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
  private static final ReferenceSettings OWN = new ReferenceSettings(Mix.Named.WINDOW, Map.of());
  private static final ReferenceSettings UNIFORM =
      new ReferenceSettings(Mix.Named.UNIFORM, Map.of());
  private static final int CLASSES = 4;

  private long hop;

  /**
   * A disjoint window of ten blocks with so many rows of each label in each; the teacher knows the
   * label, and the first window of the run had as many of each.
   */
  private Snapshot window(IntUnaryOperator student, long... rows) {
    List<Cell> cells = new ArrayList<>();
    for (int block = 0; block < PathSettings.BLOCKS; block++) {
      for (int y = 0; y < CLASSES; y++) {
        if (rows[y] > 0) {
          cells.add(new Cell(block, y, y, student.applyAsInt(y), rows[y] * Weight.ONE));
        }
      }
    }
    double total = 10 * Arrays.stream(rows).sum();
    return new Snapshot(
        new MeasurementId(new Attempt("run", 0), "teacher/t>student/s", "y", "all", hop++),
        new Span(hop, OptionalDouble.empty(), Optional.empty(), total, total, true, 0),
        new Codebooks("given", "given", OptionalDouble.empty()),
        new TableShape(CLASSES, CLASSES, CLASSES),
        List.of("a", "b", "c", "d"),
        List.of(100L, 100L, 100L, 100L),
        cells,
        total,
        Optional.of(List.of(0, 1, 2, 0)),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static ReferenceSettings given(Map<String, Double> probabilities) {
    return new ReferenceSettings(
        Mix.Named.FIRST, Map.of("y", new Mix.Given(new TreeMap<>(probabilities))));
  }

  private static double bits(double nats) {
    return nats / Math.log(2);
  }

  /** p = (.7, .1, .1, .1), T = Y, S tells the first label apart: METHOD, section 7, F6. */
  @Test
  void alikeClassesHaveAnotherGapThanTheWindowsOwn() {
    Snapshot window = window(y -> y == 0 ? 0 : 1, 70, 10, 10, 10);
    var raw = SnapshotMeasurer.measure(window, OWN).estimates().plugin();
    var balanced = SnapshotMeasurer.measure(window, UNIFORM).estimates().plugin();

    assertThat(bits(raw.distillationGap())).isCloseTo(.4755, within(5e-5));
    assertThat(bits(raw.redundancy())).isCloseTo(.8813, within(5e-5));
    assertThat(bits(balanced.distillationGap())).isCloseTo(1.1887, within(5e-5));
    assertThat(bits(balanced.redundancy())).isCloseTo(.8113, within(5e-5));
    assertThat(balanced.labelEntropy()).isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void theFirstWindowsMixIsTheDefaultForThePluginAndTheCorrectedNumbers() {
    Finding even = SnapshotMeasurer.measure(window(y -> y == 0 ? 0 : 1, 50, 50, 50, 50));
    Finding uneven = SnapshotMeasurer.measure(window(y -> y == 0 ? 0 : 1, 110, 30, 30, 30));

    assertThat(uneven.reference().labels()).isEqualTo("first");
    assertThat(uneven.reference().fingerprint()).isEqualTo(even.reference().fingerprint());
    assertThat(uneven.estimates().plugin().redundancy())
        .isCloseTo(even.estimates().plugin().redundancy(), within(1e-7));
    assertThat(uneven.estimates().corrected().redundancy())
        .isCloseTo(even.estimates().corrected().redundancy(), within(1e-5));
    assertThat(uneven.estimates().gapByLabel().stream().mapToDouble(nats -> nats).sum())
        .isCloseTo(uneven.estimates().corrected().distillationGap(), within(1e-12));
  }

  @Test
  void aWindowOfTheReferencesMixIsReadAsItIsToTheLastBit() {
    Snapshot window = window(y -> Math.min(y, 2), 50, 50, 50, 50);

    assertThat(SnapshotMeasurer.measure(window).estimates())
        .isEqualTo(SnapshotMeasurer.measure(window, OWN).estimates());
  }

  @Test
  void rowsOfALabelThatTheReferenceLacksDoNotCount() {
    Finding found =
        SnapshotMeasurer.measure(
            window(y -> y == 0 ? 0 : 1, 40, 20, 20, 20), given(Map.of("a", .5, "b", .5)));
    Finding without = SnapshotMeasurer.measure(window(y -> y == 0 ? 0 : 1, 20, 20, 0, 0), OWN);

    assertThat(found.reference().leftOut()).isCloseTo(.4, within(1e-12));
    assertThat(found.reference().probabilities()).containsOnlyKeys("a", "b");
    assertThat(found.estimates().plugin().redundancy())
        .isCloseTo(without.estimates().plugin().redundancy(), within(1e-7));
    assertThat(found.errors().orElseThrow().teacher()).isZero();
  }

  @Test
  void theShareOfALabelThatTheWindowLacksGoesToTheOthersAndIsSaid() {
    Reference reference =
        SnapshotMeasurer.measure(
                window(y -> y, 40, 20, 0, 20),
                given(Map.of("a", .4, "b", .2, "c", .3, "zebra", .1)))
            .reference();

    assertThat(reference.absent()).isCloseTo(.4, within(1e-12));
    assertThat(reference.leftOut()).isCloseTo(.25, within(1e-12));
    assertThat(reference.probabilities().get("a")).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void aReferenceThatHasNoneOfTheWindowsLabelsIsNotUsedAndThatIsSaid() {
    Snapshot window = window(y -> y, 40, 20, 20, 20);
    Finding found = SnapshotMeasurer.measure(window, given(Map.of("zebra", 1.0)));

    assertThat(found.reference().labels()).isEqualTo("window");
    assertThat(found.reference().leftOut()).isEqualTo(1);
    assertThat(found.estimates()).isEqualTo(SnapshotMeasurer.measure(window, OWN).estimates());
  }

  /** The teacher's code of d is wrong, see the snapshot. */
  @Test
  void errorRatesAreAtTheReferenceToo() {
    Snapshot window = window(y -> y, 70, 10, 10, 10);

    assertThat(SnapshotMeasurer.measure(window, OWN).errors().orElseThrow().teacher())
        .isCloseTo(.1, within(1e-12));
    assertThat(SnapshotMeasurer.measure(window).errors().orElseThrow().teacher())
        .isCloseTo(.25, within(1e-12));
  }

  /** The student knows a and b, and stands still while the windows drift towards c and d. */
  private List<Verdict> drifting(ReferenceSettings settings, boolean towardsUnknown) {
    Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
    return IntStream.range(0, 12)
        .map(window -> towardsUnknown ? window : 11 - window)
        .mapToObj(i -> window(y -> Math.min(y, 2), 60 - 4 * i, 60 - 4 * i, 60 + 4 * i, 60 + 4 * i))
        .map(window -> SnapshotMeasurer.measure(window, settings))
        .map(finding -> verdicts.judged(finding).verdict())
        .toList();
  }

  @Test
  void aDriftingMixIsNeitherProgressNorLossAtTheDefaultReference() {
    for (boolean towardsUnknown : new boolean[] {true, false}) {
      assertThat(drifting(ReferenceSettings.DEFAULT, towardsUnknown))
          .doesNotContain(Verdict.REGRESSING, Verdict.DISTILLING);
    }
  }

  @Test
  void atTheWindowsOwnMixItWouldBe() {
    assertThat(drifting(OWN, true)).contains(Verdict.REGRESSING);
    assertThat(drifting(OWN, false)).contains(Verdict.DISTILLING);
  }

  @Test
  void aReferenceThatChangedBeginsTheVerdictsAnew() {
    Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
    List<Verdict> found = new ArrayList<>();
    for (int window = 0; window < 8; window++) {
      long ofTheLast = window < 4 ? 0 : 50;
      Snapshot snapshot = window(y -> y, 50, 50, 50, ofTheLast);
      found.add(verdicts.judged(SnapshotMeasurer.measure(snapshot)).verdict());
    }
    assertThat(found.subList(0, 4)).endsWith(Verdict.DONE);
    assertThat(found.subList(4, 8))
        .containsExactly(Verdict.WARMING, Verdict.WARMING, Verdict.DONE, Verdict.DONE);
  }

  @Test
  void whatCannotBeAReferenceIsSaid() {
    assertThat(ReferenceSettings.DEFAULT.problems()).isEmpty();
    assertThat(given(Map.of("a", .5, "b", 1.5)).problems())
        .containsExactly(
            "labels.y.b was 1.5; must be between 0 and 1",
            "labels.y summed to 2.0; must be 1 to within 0.001");
  }
}
