package io.stillwatch.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SampleJoinerTest {
  private final SampleJoiner joiner = new SampleJoiner();
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

  @Test
  void aBatchWithoutAStudentIsUnmatched() {
    SampleBatch batch =
        Batches.of(3).with(new int[] {0, 1, 0}, Batches.codes(Role.TEACHER, new int[3]));
    assertThat(join(batch)).isZero();
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.UNMATCHED, 3L));
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
}
