package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.Transitions;
import io.stillwatch.table.TripleTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedChangeTest {
  private static final int ROWS = 1_000;
  private static final NoisyClassifiers MODEL = NoisyClassifiers.of(.8, .3, .3, 5);

  /** Each student code becomes the label with some probability. */
  private static List<Row> learnt(List<Row> rows, double probability, Random random) {
    List<Row> later = new ArrayList<>();
    for (Row row : rows) {
      boolean learns = random.nextDouble() < probability;
      later.add(learns ? new Row(row.label(), row.teacher(), row.label()) : row);
    }
    return later;
  }

  private static Transitions moves(List<Row> before, List<Row> now) {
    Transitions.Builder moves = Transitions.builder(NoisyClassifiers.SHAPE);
    for (int i = 0; i < before.size(); i++) {
      Row then = before.get(i);
      Row row = now.get(i);
      moves.add(row.label(), then.teacher(), then.student(), row.teacher(), row.student(), 1);
    }
    return moves.build();
  }

  private static Solution solved(List<Row> rows) {
    return BrojaSolver.solve(JointDistribution.of(table(rows)));
  }

  private static TripleTable table(List<Row> rows) {
    TripleTable.Builder table = TripleTable.builder(NoisyClassifiers.SHAPE);
    rows.forEach(row -> table.add(row.label(), row.teacher(), row.student(), 1));
    return table.build();
  }

  private static double redundancyError(List<Row> rows) {
    return Influences.of(table(rows), LabelMix.OWN, solved(rows)).standardErrors(ROWS).redundancy();
  }

  @Test
  void whereNoCodeChangedTheChangeIsZeroAndSoIsItsError() {
    List<Row> rows = MODEL.sample(ROWS, Seeds.random(1));
    assertThat(PairedChange.of(moves(rows, rows), ROWS)).isEqualTo(new Change(0, 0));
  }

  @Test
  void changesAlongPassesAddUpToTheDifferenceOfTheirRedundancies() {
    Random random = Seeds.random(2);
    List<Row> first = MODEL.sample(ROWS, random);
    List<Row> last = first;
    double sum = 0;
    for (int pass = 0; pass < 5; pass++) {
      List<Row> next = learnt(last, .05, random);
      sum += PairedChange.of(moves(last, next), ROWS).redundancyNats();
      last = next;
    }
    double difference =
        solved(last).decomposition().redundancy() - solved(first).decomposition().redundancy();
    assertThat(sum).isPositive().isCloseTo(difference, within(1e-12));
  }

  @Test
  void aWayBackIsTheSameChangeTheOtherWayRound() {
    Random random = Seeds.random(3);
    List<Row> before = MODEL.sample(ROWS, random);
    List<Row> now = learnt(before, .1, random);
    Change there = PairedChange.of(moves(before, now), ROWS);
    Change back = PairedChange.of(moves(now, before), ROWS);
    assertThat(back.redundancyNats()).isEqualTo(-there.redundancyNats());
    assertThat(back.standardErrorNats()).isCloseTo(there.standardErrorNats(), within(1e-12));
  }

  @Test
  void whereFewSamplesMoveItIsFarSharperThanTwoMeasurements() {
    Random random = Seeds.random(4);
    List<Row> before = MODEL.sample(ROWS, random);
    List<Row> now = learnt(before, .02, random);
    Change change = PairedChange.of(moves(before, now), ROWS);
    assertThat(change.standardErrorNats())
        .isPositive()
        .isLessThan(Math.hypot(redundancyError(before), redundancyError(now)) / 5);
  }

  /** The truth is the difference of the two models' exact redundancies. */
  @Test
  void theTrueChangeIsCovered() {
    double truth =
        MODEL.learning(.1).exact().decomposition().redundancy()
            - MODEL.exact().decomposition().redundancy();
    assertThat(truth).isGreaterThan(.1);
    int sets = 60;
    int covered = 0;
    for (int set = 0; set < sets; set++) {
      Random random = Seeds.random(Seeds.with(6, set));
      List<Row> before = MODEL.sample(ROWS, random);
      Change change = PairedChange.of(moves(before, learnt(before, .1, random)), ROWS);
      double half = Estimate.NORMAL_QUANTILE * change.standardErrorNats();
      covered += Math.abs(change.redundancyNats() - truth) <= half ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(51);
  }
}
