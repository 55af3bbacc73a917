package io.stillwatch.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SampleJoinerTest {
  private final SampleJoiner joiner = new SampleJoiner(new JoinSettings(10, 5));
  private final RowCounts counts = new RowCounts();

  private int join(SampleBatch batch) {
    var position = new Position(new Partition("topic", 0), 7);
    return joiner
        .join(batch, new RawRecord(position, 0, new byte[0], new byte[0], Optional.empty()), counts)
        .map(List::size)
        .orElse(0);
  }

  @Test
  void everyRowOfACompleteBatchIsATriple() {
    assertThat(join(Batches.of(5).codes(2, y -> y))).isEqualTo(5);
    assertThat(counts.byOutcome()).isEmpty();
  }

  @Test
  void aRowWithoutALabelIsUnlabelledInBothRoles() {
    int[] codes = {0, 1, 1};
    SampleBatch batch =
        Batches.of(3)
            .with(
                new int[] {0, -1, 1},
                Batches.codes(Role.TEACHER, codes),
                Batches.codes(Role.STUDENT, codes));
    assertThat(join(batch)).isEqualTo(2);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNLABELLED, 2L));
  }

  @Test
  void aRowThatIsNotFiniteIsLostAndTheOthersAreKept() {
    SampleBatch batch =
        Batches.of(3)
            .with(
                new int[] {0, 1, 0},
                Batches.vectors(Role.TEACHER, 2, 1, 2, 3, Float.NaN, 5, 6),
                Batches.vectors(Role.STUDENT, 1, 1, 2, Float.POSITIVE_INFINITY));
    assertThat(join(batch)).isEqualTo(1);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.NOT_FINITE, 4L));
  }

  private static final int[] LABELS = {0, 1, 0};

  private static SampleBatch teacher(long step) {
    return Batches.of(3).step(step).unlabelled(Batches.codes(Role.TEACHER, LABELS));
  }

  private static SampleBatch student(long step) {
    return Batches.of(3).step(step).unlabelled(Batches.codes(Role.STUDENT, LABELS));
  }

  private static SampleBatch labels(long step) {
    return Batches.of(3).step(step).with(LABELS);
  }

  @Test
  void teacherStudentAndLabelsOfASampleAreJoinedInAnyOrder() {
    List<List<SampleBatch>> orders =
        List.of(
            List.of(teacher(1), student(1), labels(1)),
            List.of(labels(1), student(1), teacher(1)),
            List.of(student(1), labels(1), teacher(1)));
    for (List<SampleBatch> order : orders) {
      SampleJoinerTest fresh = new SampleJoinerTest();
      assertThat(order.stream().map(fresh::join)).containsExactly(0, 0, 3);
      assertThat(fresh.counts.byOutcome()).isEmpty();
      assertThat(fresh.joiner.pendingRoleRows()).isZero();
      assertThat(fresh.joiner.firstOffset()).isEmpty();
    }
  }

  @Test
  void aSampleThatLacksItsStudentWaitsAndIsUnmatchedAtTheEnd() {
    join(Batches.of(3).with(LABELS, Batches.codes(Role.TEACHER, LABELS)));
    assertThat(joiner.pendingRoleRows()).isEqualTo(3);
    assertThat(joiner.firstOffset()).hasValue(7);
    joiner.giveUp(counts);
    assertThat(joiner.pendingRoleRows()).isZero();
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNMATCHED, 3L));
  }

  @Test
  void samplesOfAnotherStepAreOthers() {
    join(teacher(1));
    join(labels(1));
    assertThat(join(student(2))).isZero();
  }

  @Test
  void aSampleThatWaitsForMoreStepsThanItMayIsUnmatched() {
    join(teacher(1));
    join(labels(6));
    assertThat(joiner.pendingRoleRows()).isEqualTo(3);
    join(labels(7));
    assertThat(joiner.pendingRoleRows()).isZero();
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNMATCHED, 3L));
  }

  @Test
  void whereTooManyRowsWaitTheEldestIsUnmatched() {
    join(Batches.of(8).step(1).unlabelled(Batches.codes(Role.TEACHER, new int[8])));
    join(Batches.of(4).step(2).unlabelled(Batches.codes(Role.TEACHER, new int[4])));
    assertThat(joiner.pendingRoleRows()).isEqualTo(10);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNMATCHED, 2L));
  }

  @Test
  void aRoleThatComesTwiceIsADuplicateBeforeAndAfterTheJoin() {
    join(teacher(1));
    join(teacher(1));
    join(labels(1));
    join(student(1));
    join(student(1));
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.DUPLICATE, 6L));
  }

  @Test
  void ofTwoLabelsForOneSampleTheFirstWinsAndTheConflictIsCounted() {
    join(labels(1));
    join(Batches.of(3).step(1).with(new int[] {1, 1, 1}));
    join(teacher(1));
    var position = new Position(new Partition("topic", 0), 8);
    var record = new RawRecord(position, 0, new byte[0], new byte[0], Optional.empty());
    assertThat(joiner.join(student(1), record, counts).orElseThrow())
        .extracting(triple -> triple.label("label").orElseThrow().toString())
        .containsExactly("0", "1", "0");
    assertThat(counts.conflictingLabels()).isEqualTo(2);
  }

  @Test
  void aJoinedRowWithoutALabelIsUnlabelledInBothRoles() {
    join(Batches.of(3).step(1).with(new int[] {0, -1, 0}));
    join(teacher(1));
    assertThat(join(student(1))).isEqualTo(2);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNLABELLED, 2L));
  }

  @Test
  void aPartialRecordMayBeBehindByAsManyStepsAsItCouldHaveWaited() {
    join(labels(10));
    assertThat(join(teacher(5))).isZero();
    assertThat(joiner.pendingRoleRows()).isEqualTo(3);
    join(teacher(4));
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.LATE, 3L));
  }

  @Test
  void aStepThatGoesBackIsLate() {
    join(Batches.of(2).step(10).codes(2, y -> y));
    assertThat(join(Batches.of(2).step(9).codes(2, y -> y))).isZero();
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.LATE, 4L));
  }

  @Test
  void aHigherAttemptMayStartAtStepZeroAndMakesTheLowerOneLate() {
    join(Batches.of(2).step(10).codes(2, y -> y));
    assertThat(join(Batches.of(2).attempt(1).step(0).codes(2, y -> y))).isEqualTo(2);
    assertThat(join(Batches.of(2).attempt(0).step(11).codes(2, y -> y))).isZero();
    assertThat(joiner.attempt()).isEqualTo(1);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.LATE, 4L));
  }

  @Test
  void aDimensionThatChangesWithinARunIsAnObjection() {
    int[] labels = {0, 1};
    var student = Batches.codes(Role.STUDENT, labels);
    join(Batches.of(2).with(labels, Batches.vectors(Role.TEACHER, 2, 1, 2, 3, 4), student));
    var changed = Batches.of(2).with(labels, Batches.vectors(Role.TEACHER, 1, 1, 2), student);
    assertThat(joiner.objection(changed).orElseThrow().reason())
        .isEqualTo(Refusal.REPRESENTATION_CHANGED);
    assertThat(joiner.objection(changed).orElseThrow().detail())
        .contains("vectors of 1 numbers; must stay vectors of 2 numbers");
  }

  @Test
  void labelsOfATaskThatChangeTheirTypeAreAnObjection() {
    join(Batches.of(3).codes(2, y -> y));
    List<Optional<Key>> texts = Collections.nCopies(3, Optional.of(new Key.Text("cat")));
    var changed =
        Batches.of(3)
            .with(
                Map.of("label", texts),
                Batches.codes(Role.TEACHER, LABELS),
                Batches.codes(Role.STUDENT, LABELS));
    var objection = joiner.objection(changed).orElseThrow();
    assertThat(objection.reason()).isEqualTo(Refusal.LABELS_CHANGED);
    assertThat(objection.detail())
        .isEqualTo("labels of task label were texts; must stay integers, as the run sent it first");
  }

  @Test
  void rowsThatLackTheGroupsThatOthersHaveAreAnObjection() {
    join(Batches.of(2).groups(List.of(new Key.Whole(1), new Key.Whole(1))).codes(2, y -> y));
    var objection = joiner.objection(Batches.of(2).codes(2, y -> y)).orElseThrow();
    assertThat(objection.reason()).isEqualTo(Refusal.GROUPS_CHANGED);
    assertThat(objection.detail()).contains("without groups; must stay grouped");
    assertThat(joiner.objection(labels(1))).isEmpty();
  }
}
