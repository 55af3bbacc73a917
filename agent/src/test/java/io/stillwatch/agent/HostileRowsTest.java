package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Records of a run that can be decoded and still must not count, one to one among its good ones:
 * each row has its outcome, each record its reason, and the measurements do not change by a bit.
 */
final class HostileRowsTest {
  private static final int RECORDS = 20;
  private static final int ROWS = GoodRun.ROWS;
  private static final GoodRun RUN = new GoodRun("run");

  /** Good records, each followed by what is made of its number. */
  private static LoopRun mixed(IntFunction<Optional<SampleBatch>> hostile, long clockMillis) {
    Log log = new Log();
    for (int i = 0; i < RECORDS; i++) {
      long now = Log.START_MILLIS + 1_000L * i;
      log.add(RUN.record(i), now);
      hostile.apply(i).ifPresent(batch -> log.add(batch, now + clockMillis));
    }
    return LoopRun.of(AgentSettings.DEFAULT, log.records());
  }

  private static LoopRun mixed(IntFunction<SampleBatch> hostile) {
    return mixed(i -> Optional.of(hostile.apply(i)), 0);
  }

  private static void expectNoBitChanged(LoopRun run) {
    LoopRun alone = mixed(i -> Optional.empty(), 0);
    assertThat(run.failure()).isEmpty();
    assertThat(run.lines("run")).hasSize(RECORDS / 2).isEqualTo(alone.lines("run"));
    assertThat(run.sum("stillwatch_rows_decoded_total"))
        .isEqualTo(run.sum("stillwatch_rows_total") + run.sum("stillwatch_rows_pending"));
    assertThat(run.rows("counted")).isEqualTo(2L * ROWS * RECORDS);
  }

  private static Batches at(int record) {
    return Batches.of(2).run("run").attempt(1).step(record / 2).from(1_000 + 10 * record);
  }

  private static Representation vectors(Role role, float... data) {
    return Batches.vectors(role, GoodRun.DIMENSION, data);
  }

  private static Representation ones(Role role) {
    return vectors(role, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void aRecordThatComesTwiceIsADuplicate() {
    LoopRun run = mixed(RUN::record);

    expectNoBitChanged(run);
    assertThat(run.rows("duplicate")).isEqualTo(2L * ROWS * RECORDS);
  }

  @Test
  void aRecordThatComesTwiceWithAClockThatIsWrongIsADuplicate() {
    for (long wrong : new long[] {3_600_000, -3_600_000, -Log.START_MILLIS - 1_000L * RECORDS}) {
      LoopRun run = mixed(i -> Optional.of(RUN.record(i)), wrong);
      expectNoBitChanged(run);
      assertThat(run.rows("duplicate")).isEqualTo(2L * ROWS * RECORDS);
    }
  }

  @Test
  void aRecordOutOfOrderIsLateOnceItsStepIsOver() {
    LoopRun run = mixed(i -> Optional.of(i).filter(n -> n >= 4).map(n -> RUN.record(n - 4)), 0);

    expectNoBitChanged(run);
    assertThat(run.rows("late")).isEqualTo(2L * ROWS * (RECORDS - 4));
  }

  @Test
  void aRecordOfAnAttemptThatIsOverIsLate() {
    LoopRun run = mixed(i -> at(i).attempt(0).codes(2, y -> y));

    expectNoBitChanged(run);
    assertThat(run.rows("late")).isEqualTo(2L * 2 * RECORDS);
  }

  @Test
  void anotherDimensionIsRefused() {
    LoopRun run =
        mixed(
            i ->
                at(i)
                    .with(
                        new int[] {0, 1},
                        ones(Role.TEACHER),
                        Batches.vectors(Role.STUDENT, 3, 1, 2, 3, 4, 5, 6)));

    expectNoBitChanged(run);
    assertThat(run.refused("representation_changed")).isEqualTo(RECORDS);
  }

  @Test
  void anotherKindIsRefused() {
    LoopRun run =
        mixed(
            i ->
                at(i)
                    .with(
                        new int[] {0, 1},
                        ones(Role.TEACHER),
                        new Representation(
                            Role.STUDENT,
                            "student",
                            "hidden",
                            false,
                            Representation.Kind.CODES,
                            new Values.Codes(new int[] {0, 1}))));

    expectNoBitChanged(run);
    assertThat(run.refused("representation_changed")).isEqualTo(RECORDS);
  }

  @Test
  void labelsOfAnotherTypeAreRefused() {
    List<Optional<Key>> column =
        List.of(Optional.of(new Key.Real(0.5)), Optional.of(new Key.Real(1.5)));
    LoopRun run =
        mixed(i -> at(i).with(Map.of("label", column), ones(Role.TEACHER), ones(Role.STUDENT)));

    expectNoBitChanged(run);
    assertThat(run.refused("labels_changed")).isEqualTo(RECORDS);
  }

  @Test
  void groupsWhereOthersHaveNoneAreRefused() {
    List<Key> groups = List.of(new Key.Whole(1), new Key.Whole(1));
    LoopRun run = mixed(i -> at(i).groups(groups).codes(2, y -> y));

    expectNoBitChanged(run);
    assertThat(run.refused("groups_changed")).isEqualTo(RECORDS);
  }

  @Test
  void rowsWithoutALabelAreUnlabelledAndThoseThatAreNotFiniteAreLost() {
    LoopRun run =
        mixed(
            i ->
                at(i)
                    .with(
                        new int[] {-1, 0},
                        ones(Role.TEACHER),
                        vectors(
                            Role.STUDENT, 1, 1, 1, 1, Float.NaN, 1, Float.POSITIVE_INFINITY, 1)));

    expectNoBitChanged(run);
    assertThat(run.rows("unlabelled")).isEqualTo(2L * RECORDS);
    assertThat(run.rows("not_finite")).isEqualTo(2L * RECORDS);
  }

  @Test
  void aTeacherWhoseStudentNeverComesWaitsAndACounterpartThatComesTooLateIsLate() {
    LoopRun waiting = mixed(i -> at(i).unlabelled(ones(Role.TEACHER)));
    expectNoBitChanged(waiting);
    assertThat(waiting.sum("stillwatch_rows_pending")).isEqualTo(2.0 * RECORDS);

    LoopRun late = mixed(i -> at(i).attempt(0).unlabelled(ones(Role.STUDENT)));
    expectNoBitChanged(late);
    assertThat(late.rows("late")).isEqualTo(2L * RECORDS);
  }

  @Test
  void twoJobsOfOneRunLoseRowsAndNothingIsLostSightOf() {
    Log log = new Log();
    for (int i = 0; i < RECORDS; i++) {
      log.add(RUN.record(i), Log.START_MILLIS + 1_000L * i);
      // The second job began later: its passes have the same names and its steps are behind.
      log.add(RUN.record(Math.max(0, i - 6)), Log.START_MILLIS + i);
    }
    LoopRun run = LoopRun.of(AgentSettings.DEFAULT, log.records());

    expectNoBitChanged(run);
    assertThat(run.rows("late") + run.rows("duplicate")).isEqualTo(2L * ROWS * RECORDS);
  }

  @Test
  void extremeMagnitudesAreMeasuredAndEveryNumberIsFinite() {
    for (float scale : new float[] {1e30f, 3e38f, 1e-30f, Float.MIN_VALUE}) {
      Log log = new Log();
      for (int i = 0; i < RECORDS; i++) {
        log.add(scaled(RUN.record(i), scale), Log.START_MILLIS + i);
      }
      LoopRun run = LoopRun.of(AgentSettings.DEFAULT, log.records());

      assertThat(run.failure()).isEmpty();
      assertThat(run.refused("failure")).as("at " + scale).isZero();
      assertThat(run.lines("run")).hasSize(RECORDS / 2).noneMatch(line -> line.contains("NaN"));
      assertThat(run.measurements())
          .allMatch(m -> Double.isFinite(m.estimates().distillationGap().value()));
    }
  }

  private static SampleBatch scaled(SampleBatch batch, float scale) {
    List<Representation> activations = new ArrayList<>();
    for (Representation of : batch.activations()) {
      var vectors = (Values.Vectors) of.values();
      float[] data = vectors.data().clone();
      for (int i = 0; i < data.length; i++) {
        data[i] = Math.round(data[i] / 6) * scale;
      }
      activations.add(vectors(of.role(), data));
    }
    return new SampleBatch(
        batch.attempt(), batch.moment(), batch.rows(), activations, Optional.empty(), 0);
  }
}
