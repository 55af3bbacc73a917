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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TeacherRowsTest {
  private static final int[] LABELS = {0, 1, 0, 1};

  private int asked;
  private final TeacherRows teachers =
      new TeacherRows(
          rows -> {
            asked++;
            rows.add(teacher("resnet", 4));
          },
          batch -> batch);
  private final SampleJoiner joiner =
      new SampleJoiner(JoinSettings.DEFAULT, teachers, batch -> batch, (row, labelledBefore) -> {});
  private final RowCounts counts = new RowCounts();

  private static SampleBatch teacher(String id, int rows) {
    int[] codes = Arrays.copyOf(LABELS, rows);
    return Batches.of(rows).run(id).with(codes, Batches.codes(Role.TEACHER, codes));
  }

  private static SampleBatch student(String teacher, int rows) {
    SampleBatch batch = Batches.of(rows).unlabelled(Batches.codes(Role.STUDENT, new int[rows]));
    return new SampleBatch(
        batch.attempt(),
        batch.moment(),
        batch.rows(),
        batch.activations(),
        Optional.of(teacher),
        0);
  }

  private List<Triple> join(SampleBatch batch) {
    Position position = new Position(new Partition("topic", 0), 3);
    RawRecord record = new RawRecord(position, 5, new byte[0], new byte[0], Optional.empty());
    return joiner.join(batch, record, counts).orElseThrow();
  }

  @Test
  void aStudentsRowFindsItsTeacherAndItsLabel() {
    List<Triple> triples = join(student("resnet", 4));
    assertThat(triples).hasSize(4).allMatch(triple -> triple.roleRows() == 1);
    assertThat(triples)
        .extracting(triple -> triple.label("label").orElseThrow())
        .containsExactly(new Key.Whole(0), new Key.Whole(1), new Key.Whole(0), new Key.Whole(1));
    assertThat(triples.get(1).representation(Role.TEACHER, "teacher/codes").orElseThrow().row())
        .isEqualTo(1);
  }

  @Test
  void aTeacherThatIsNotKnownIsAskedForEverMoreSeldom() {
    for (int record = 0; record < 10; record++) {
      join(student("nobody", 10));
    }
    // At rows 1, 2, 4, 8, 16, 32 and 64 of a hundred.
    assertThat(asked).isEqualTo(7);
    assertThat(joiner.pendingRoleRows()).isEqualTo(10);
    assertThat(counts.byOutcome()).isEqualTo(Map.of(RowOutcome.DUPLICATE, 90L));
  }

  @Test
  void aSampleThatTheTeacherDidNotSeeWaitsForOneThatComesByItself() {
    assertThat(join(student("resnet", 6))).hasSize(4);
    assertThat(joiner.pendingRoleRows()).isEqualTo(2);
  }

  @Test
  void aRecordThatIsNoTeachersIsNotKept() {
    assertThat(teachers.add(Batches.of(2).codes(2, y -> y)).orElseThrow().reason())
        .isEqualTo(Refusal.MISSING_FIELD);
    assertThat(
            teachers.add(
                Batches.of(2)
                    .withoutIds()
                    .with(new int[] {0, 1}, Batches.codes(Role.TEACHER, new int[2]))))
        .isPresent();
  }

  @Test
  void chunksOfOneTeacherMustAgree() {
    teachers.add(teacher("resnet", 4));
    SampleBatch other =
        Batches.of(1)
            .run("resnet")
            .from(4)
            .with(
                Map.of("label", List.of(Optional.of(new Key.Text("cat")))),
                Batches.codes(Role.TEACHER, new int[1]));
    assertThat(teachers.add(other).orElseThrow().reason()).isEqualTo(Refusal.LABELS_CHANGED);
  }
}
