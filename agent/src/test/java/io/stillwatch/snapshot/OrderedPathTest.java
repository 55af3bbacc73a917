package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.SampleJoiner;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;
import io.stillwatch.window.WindowSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class OrderedPathTest {
  private static final PathSettings SETTINGS =
      new PathSettings(new WindowSettings(20, 10, 100), new CodebookSettings());

  private final OrderedPath path = new OrderedPath("run", SETTINGS);
  private long offset;

  private PathResult accept(SampleBatch batch) {
    return accept(path, batch);
  }

  private PathResult accept(OrderedPath taking, SampleBatch batch) {
    var position = new Position(new Partition("topic", 0), offset++);
    return taking.accept(
        batch, new RawRecord(position, 1_000, new byte[0], new byte[0], Optional.empty()));
  }

  private static SampleBatch pass(String id, long step, int known) {
    return Batches.of(100).step(step).pass(id, 0, 1).codes(10, y -> Math.min(y, known));
  }

  @Test
  void aPassBecomesOneSnapshotWhoseCellsHoldEverySample() {
    Snapshot snapshot = accept(pass("a", 5, 4)).snapshots().get(0);
    assertThat(snapshot.cells().stream().mapToLong(Snapshot.Cell::count).sum())
        .isEqualTo(100 * Weight.ONE);
    assertThat(snapshot.shape().labels()).isEqualTo(10);
    assertThat(snapshot.shape().studentStates()).isEqualTo(5);
    assertThat(snapshot.effectiveRows()).isEqualTo(100);
    assertThat(snapshot.span().lastStep()).isEqualTo(5);
    assertThat(snapshot.span().pass()).contains("a");
    assertThat(snapshot.id().text()).isEqualTo("run|0|teacher/codes>student/codes|label|all|0");
  }

  @Test
  void howAPassIsCutIntoRecordsChangesNoCell() {
    Snapshot whole = accept(pass("a", 5, 4)).snapshots().get(0);
    OrderedPath other = new OrderedPath("run", SETTINGS);
    Snapshot parts = null;
    for (int part = 0; part < 4; part++) {
      SampleBatch batch =
          Batches.of(25).step(5).pass("a", part, 4).from(25 * part).codes(10, y -> Math.min(y, 4));
      var position = new Position(new Partition("topic", 0), part);
      var record = new RawRecord(position, 1_000, new byte[0], new byte[0], Optional.empty());
      for (Snapshot snapshot : other.accept(batch, record).snapshots()) {
        parts = snapshot;
      }
    }
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void theSecondPassSaysWhichSamplesMoved() {
    assertThat(accept(pass("a", 0, 4)).snapshots().get(0).moves()).isEmpty();
    Snapshot second = accept(pass("b", 1, 5)).snapshots().get(0);
    var moves = second.moves().orElseThrow();
    assertThat(moves.entries().stream().filter(entry -> entry.changed()).toList())
        .extracting(entry -> entry.label())
        .containsExactly(5, 6, 7, 8, 9);
    assertThat(moves.entries().stream().mapToLong(entry -> entry.count()).sum())
        .isEqualTo(100 * Weight.ONE);
  }

  @Test
  void passesOverOtherSamplesAreNotPaired() {
    accept(pass("a", 0, 4));
    SampleBatch others =
        Batches.of(100).step(1).pass("b", 0, 1).from(50).codes(10, y -> Math.min(y, 4));
    assertThat(accept(others).snapshots().get(0).moves()).isEmpty();
  }

  @Test
  void aHigherAttemptMeasuresWhatWasOpenAndCountsItsHopsAnew() {
    accept(Batches.of(50).step(1).pass("a", 0, 2).codes(10, y -> y));
    PathResult first = accept(Batches.of(100).attempt(1).pass("a", 0, 1).codes(10, y -> y));
    assertThat(first.snapshots())
        .extracting(snapshot -> snapshot.id().attempt().number(), snapshot -> snapshot.id().hop())
        .containsExactly(tuple(0, 0L), tuple(1, 0L));
  }

  @Test
  void aWeightCountsAsThatManySamples() {
    long[] weights = {3 * Weight.ONE, Weight.ONE, 0};
    SampleBatch batch = Batches.of(3).pass("a", 0, 1).weights(weights).codes(3, y -> y);
    Snapshot snapshot = accept(batch).snapshots().get(0);
    assertThat(snapshot.span().samples()).isEqualTo(4);
    assertThat(snapshot.effectiveRows()).isEqualTo(16.0 / 10);
    assertThat(snapshot.cells()).hasSize(2);
  }

  @Test
  void codesOfRowsWithoutIdsAreCountedToo() {
    var batch = Batches.of(100).withoutIds().pass("a", 0, 1).codes(10, y -> y);
    Snapshot snapshot = accept(batch).snapshots().get(0);
    assertThat(snapshot.span().samples()).isEqualTo(100);
    assertThat(snapshot.cells().stream().map(Snapshot.Cell::block).distinct().count())
        .isGreaterThan(5);
  }

  @Test
  void aRefusedBatchChangesNothing() {
    accept(pass("a", 0, 4));
    OptionalLong needed = path.firstNeededOffset();
    int[] labels = new int[4];
    SampleBatch changed =
        Batches.of(4)
            .step(1)
            .pass("b", 0, 1)
            .with(
                labels,
                Batches.codes(Role.TEACHER, labels),
                new Representation(
                    Role.STUDENT,
                    "student",
                    "codes",
                    false,
                    Representation.Kind.VECTORS,
                    new Values.Vectors(new float[8], 4, 2)));
    PathResult result = accept(changed);
    assertThat(result.objection().orElseThrow().reason()).isEqualTo(Refusal.REPRESENTATION_CHANGED);
    assertThat(result.rows()).isEmpty();
    assertThat(path.firstNeededOffset()).isEqualTo(needed);
  }

  @Test
  void everyRoleRowHasOneOutcome() {
    PathResult result = accept(pass("a", 3, 4));
    assertThat(result.rows()).isEqualTo(Map.of(RowOutcome.COUNTED, 200L));
    assertThat(accept(pass("b", 2, 4)).rows()).isEqualTo(Map.of(RowOutcome.LATE, 200L));
  }

  @Test
  void aPartOfUnlabelledRowsCompletesItsPassToo() {
    accept(Batches.of(50).pass("a", 0, 2).codes(10, y -> y));
    int[] unlabelled = {-1, -1};
    int[] codes = new int[2];
    SampleBatch last =
        Batches.of(2)
            .from(50)
            .pass("a", 1, 2)
            .with(
                unlabelled, Batches.codes(Role.TEACHER, codes), Batches.codes(Role.STUDENT, codes));
    PathResult result = accept(last);
    assertThat(result.rows()).isEqualTo(Map.of(RowOutcome.UNLABELLED, 4L));
    assertThat(result.snapshots().get(0).span().samples()).isEqualTo(50);
  }

  @Test
  void theEndOfARunMeasuresTheOpenPass() {
    accept(Batches.of(50).pass("a", 0, 2).codes(10, y -> y));
    List<Snapshot> last = path.finish().snapshots();
    assertThat(last).hasSize(1);
    assertThat(last.get(0).span().samples()).isEqualTo(50);
    assertThat(path.firstNeededOffset()).isEmpty();
  }

  @Test
  void aFittedCodebookIsKeptForTheRun() {
    Snapshot first = accept(vectors("a", 0, 1)).snapshots().get(0);
    Snapshot second = accept(vectors("b", 1, 3)).snapshots().get(0);
    assertThat(second.codebooks()).isEqualTo(first.codebooks());
  }

  @Test
  void theCodebookOfAStudentThatTurnedFollowsItAndTheTeachersStays() {
    Snapshot first = accept(turned("a", 0, 0)).snapshots().get(0);
    Snapshot second = accept(turned("b", 1, 0)).snapshots().get(0);
    Snapshot third = accept(turned("c", 2, 3)).snapshots().get(0);
    assertThat(second.codebooks()).isEqualTo(first.codebooks());
    assertThat(third.codebooks().student()).isNotEqualTo(first.codebooks().student());
    assertThat(third.codebooks().teacher()).isEqualTo(first.codebooks().teacher());
  }

  /** Otherwise a refit would look like learning, or like forgetting. */
  @Test
  void movesAreCodedByOneCodebookThoughAnotherWasUsedAtThePassBefore() {
    accept(turned("a", 0, 0));
    Snapshot second = accept(turned("b", 1, 3)).snapshots().get(0);
    TripleTable now = second.moves().orElseThrow().now();
    TripleTable.Builder table = TripleTable.builder(second.shape());
    second.cells().forEach(c -> table.add(c.label(), c.teacher(), c.student(), c.count()));
    assertThat(now).isEqualTo(table.build());
    // Through the new codebook the student of before is one undivided heap.
    TripleTable before = second.moves().orElseThrow().before();
    assertThat(JointDistribution.of(before).labelStudent().mutualInformation()).isLessThan(0.01);
    assertThat(JointDistribution.of(now).labelStudent().mutualInformation())
        .isCloseTo(Math.log(3), within(1e-9));
  }

  @Test
  void aReadoutGivesAFrozenTeacherTheSameCodesAtEveryPassAndFollowsTheStudent() {
    CodebookSettings readout =
        new CodebookSettings(CodebookSettings.Kind.READOUT, 10, 10, 10, 100, SuppliedCentres.NONE);
    OrderedPath reading =
        new OrderedPath("run", new PathSettings(new WindowSettings(20, 10, 100), readout));
    Snapshot first = accept(reading, turned("a", 0, 0)).snapshots().get(0);
    Snapshot second = accept(reading, turned("b", 1, 3)).snapshots().get(0);
    assertThat(first.codebooks().teacher()).startsWith("readout-");
    assertThat(second.codebooks().teacher()).isEqualTo(first.codebooks().teacher());
    assertThat(second.codebooks().student()).isNotEqualTo(first.codebooks().student());
    assertThat(second.cells()).isEqualTo(first.cells());
    assertThat(second.shape().studentStates()).isEqualTo(3);
  }

  @Test
  void aRefitCarriesTheWindowByTheCodebookBeforeSoThatAJumpIsExplained() {
    Snapshot first = accept(turned("a", 0, 0)).snapshots().get(0);
    Snapshot second = accept(turned("b", 1, 3)).snapshots().get(0);
    assertThat(first.overlap()).isEmpty();
    Overlap overlap = second.overlap().orElseThrow();
    assertThat(overlap.codebooks().student()).isEqualTo(first.codebooks().student());
    assertThat(overlap.codebooks().teacher()).isEqualTo(first.codebooks().teacher());
    assertThat(overlap.cells().stream().mapToLong(Snapshot.Cell::count).sum())
        .isEqualTo(60 * Weight.ONE);
    assertThat(accept(turned("c", 2, 3)).snapshots().get(0).overlap()).isEmpty();
  }

  @Test
  void theHealthOfCodebooksOfVectorsIsSaid() {
    CodebookHealth health =
        accept(turned("a", 0, 0)).snapshots().get(0).codebooks().studentHealth().orElseThrow();
    assertThat(health.codes()).isEqualTo(3);
    assertThat(health.deadCodes()).isZero();
    assertThat(health.distortion().orElseThrow()).isLessThan(1e-9);
    assertThat(health.resolutionLossNats().orElseThrow()).isCloseTo(0, within(1e-9));
  }

  @Test
  void rowsOutsideOfSuppliedCentresAreCounted() {
    Values.Vectors far = new Values.Vectors(new float[] {1, 0, 0, 0, 1, 0}, 2, 3);
    OrderedPath supplied = new OrderedPath("run", centres(Map.of("student/hidden", far)));
    CodebookHealth health =
        accept(supplied, vectors("a", 0, 1))
            .snapshots()
            .get(0)
            .codebooks()
            .studentHealth()
            .orElseThrow();
    assertThat(health.outsideRatio().orElseThrow()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void suppliedCentresAreTheCodebookAndRowsOfAnotherDimensionAreRefused() {
    Values.Vectors axes = new Values.Vectors(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, 3, 3);
    OrderedPath supplied = new OrderedPath("run", centres(Map.of("student/*", axes)));
    Snapshot snapshot = accept(supplied, vectors("a", 0, 1)).snapshots().get(0);
    assertThat(snapshot.codebooks().student()).startsWith("centres-");
    assertThat(snapshot.cells())
        .extracting(Snapshot.Cell::label, Snapshot.Cell::student)
        .containsOnly(tuple(0, 1), tuple(1, 2), tuple(2, 0));
    assertThat(accept(supplied, turned("b", 1, 0)).objection().orElseThrow())
        .isEqualTo(
            new SampleJoiner.Objection(
                Refusal.CODEBOOK_MISMATCH,
                "numbers a row of layer student/hidden were 6; "
                    + "must be 3, as its supplied centres have"));
  }

  private static PathSettings centres(Map<String, Values.Vectors> byLayer) {
    return new PathSettings(
        SETTINGS.window(),
        new CodebookSettings(
            CodebookSettings.Kind.KMEANS, 10, 10, 10, 100, new SuppliedCentres(byLayer)));
  }

  /** Three classes along three axes of six; the student's axes are moved on by some places. */
  private static SampleBatch turned(String pass, long step, int places) {
    int rows = 60;
    int[] labels = new int[rows];
    float[] teacher = new float[6 * rows];
    float[] student = new float[6 * rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 3;
      teacher[6 * row + row % 3] = 1;
      student[6 * row + row % 3 + places] = 1;
    }
    return Batches.of(rows)
        .step(step)
        .pass(pass, 0, 1)
        .with(
            labels,
            Batches.vectors(Role.TEACHER, 6, teacher),
            Batches.vectors(Role.STUDENT, 6, student));
  }

  private static SampleBatch vectors(String pass, long step, float scale) {
    int rows = 60;
    int[] labels = new int[rows];
    float[] data = new float[3 * rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 3;
      data[3 * row + row % 3] = scale;
    }
    return Batches.of(rows)
        .step(step)
        .pass(pass, 0, 1)
        .with(
            labels, Batches.vectors(Role.TEACHER, 3, data), Batches.vectors(Role.STUDENT, 3, data));
  }
}
