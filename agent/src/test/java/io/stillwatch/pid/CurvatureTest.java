package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CurvatureTest {
  private static final double WIDTH_NATS = 1e-7;

  /**
   * A second difference is wrong by SHARE^2 / 12 times the fourth derivative, and by the solver's
   * gaps, four of some 1e-10 over SHARE^2. An edge of I* so near would show; here is none.
   */
  private static final double SHARE = .01;

  /** The seed, for the message of a failure. */
  private String seeded;

  @BeforeEach
  void nameTheSeed(TestInfo test) {
    seeded = test.getDisplayName();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private static JointDistribution dense(TableShape shape, Random random) {
    double[] weights = new double[shape.cells()];
    Arrays.setAll(weights, cell -> 0.2 + random.nextDouble());
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    return JointDistribution.ofProbabilities(shape, weights);
  }

  private static TableShape shape(Random random, int students) {
    return new TableShape(2 + random.nextInt(4), 2 + random.nextInt(4), students);
  }

  /** The point of the line from one to another, 0 being the one and 1 the other. */
  private static JointDistribution between(
      JointDistribution one, JointDistribution other, double place) {
    TableShape shape = one.shape();
    double[] mixed = new double[shape.cells()];
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          mixed[shape.index(y, t, s)] =
              (1 - place) * one.probability(y, t, s) + place * other.probability(y, t, s);
        }
      }
    }
    return JointDistribution.ofProbabilities(shape, mixed);
  }

  private static double union(JointDistribution distribution) {
    return BrojaSolver.solve(distribution, 1e-11).unionInformationNats();
  }

  private static Curvature around(JointDistribution distribution) {
    return Curvature.of(distribution, WIDTH_NATS).orElseThrow();
  }

  /** The second derivative of p log p. */
  private static double bend(double from, double to) {
    return from > 0 ? (to - from) * (to - from) / from : 0;
  }

  private static double informationBend(PairDistribution from, PairDistribution to) {
    double bend = -labelsBend(from, to);
    for (int y = 0; y < from.rows(); y++) {
      for (int t = 0; t < from.columns(); t++) {
        bend += bend(from.probability(y, t), to.probability(y, t));
      }
    }
    for (int t = 0; t < from.columns(); t++) {
      bend -= bend(from.columnProbability(t), to.columnProbability(t));
    }
    return bend;
  }

  private static double labelsBend(PairDistribution from, PairDistribution to) {
    double bend = 0;
    for (int y = 0; y < from.rows(); y++) {
      bend += bend(from.rowProbability(y), to.rowProbability(y));
    }
    return bend;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isWhatASecondDifferenceOfSolutionsShows(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape = shape(random, 2 + random.nextInt(4));
    JointDistribution here = dense(shape, random);
    JointDistribution there = dense(shape, random);
    double sides = union(between(here, there, SHARE)) + union(between(here, there, -SHARE));
    double difference = (sides - 2 * union(here)) / (SHARE * SHARE);
    assertThat(around(here).towardsNats(there))
        .as(seeded)
        .isCloseTo(difference, within(.005 * difference + 1e-4));
  }

  /** I* is I(Y;T) then, and its second derivative that of a plain information. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofAStudentThatKnowsNothingIsThatOfTheTeachersInformation(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape = shape(random, 1);
    JointDistribution here = dense(shape, random);
    JointDistribution there = dense(shape, random);
    double expected = informationBend(here.labelTeacher(), there.labelTeacher());
    assertThat(around(here).towardsNats(there)).as(seeded).isCloseTo(expected, within(1e-5));
  }

  /** I* is H(Y) then. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofATeacherThatIsTheLabelIsThatOfTheLabelsAlone(long seed) {
    Random random = Seeds.random(seed);
    JointDistribution here = perfect(random);
    JointDistribution there = perfect(random);
    double expected = -labelsBend(here.labelTeacher(), there.labelTeacher());
    assertThat(around(here).towardsNats(there)).as(seeded).isCloseTo(expected, within(5e-5));
  }

  private static JointDistribution perfect(Random random) {
    TableShape shape = new TableShape(4, 4, 3);
    double[] weights = new double[shape.cells()];
    for (int y = 0; y < 4; y++) {
      for (int s = 0; s < 3; s++) {
        weights[shape.index(y, y, s)] = .2 + random.nextDouble();
      }
    }
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    return JointDistribution.ofProbabilities(shape, weights);
  }

  /** However sparse. But for H(Y), which is concave, I* is convex in the pair tables. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isFoundForEveryTableOfRows(long seed) {
    Random random = Seeds.random(seed);
    JointDistribution world = RandomTables.of(seed);
    TripleTable.Builder half = TripleTable.builder(world.shape());
    TripleTable.Builder whole = TripleTable.builder(world.shape());
    for (int row = 0; row < 500; row++) {
      int cell = cell(world, random.nextDouble());
      int students = world.shape().studentStates();
      int teachers = world.shape().teacherStates();
      int label = cell / students / teachers;
      half.add(label, cell / students % teachers, cell % students, row % 2);
      whole.add(label, cell / students % teachers, cell % students, 1);
    }
    JointDistribution here = JointDistribution.of(whole.build());
    JointDistribution there = JointDistribution.of(half.build());
    double labels = labelsBend(here.labelTeacher(), there.labelTeacher());
    assertThat(Curvature.of(here, 1e-3).orElseThrow().towardsNats(there))
        .as(seeded)
        .isBetween(-labels - 1e-9, 1e3);
  }

  /** The cell where the running sum of the probabilities passes a share. */
  private static int cell(JointDistribution world, double share) {
    TableShape shape = world.shape();
    double left = share;
    for (int cell = 0; cell < shape.cells(); cell++) {
      int pair = cell / shape.studentStates();
      left -=
          world.probability(
              pair / shape.teacherStates(),
              pair % shape.teacherStates(),
              cell % shape.studentStates());
      if (left < 0) {
        return cell;
      }
    }
    return cell(world, 0);
  }

  @Test
  void knowsNoSides() {
    Random random = Seeds.random(3);
    TableShape shape = new TableShape(3, 5, 2);
    JointDistribution here = dense(shape, random);
    JointDistribution there = dense(shape, random);
    assertThat(around(swapped(here)).towardsNats(swapped(there)))
        .isCloseTo(around(here).towardsNats(there), within(1e-12));
  }

  private static JointDistribution swapped(JointDistribution table) {
    TableShape shape = table.shape();
    TableShape other = new TableShape(shape.labels(), shape.studentStates(), shape.teacherStates());
    double[] cells = new double[other.cells()];
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          cells[other.index(y, s, t)] = table.probability(y, t, s);
        }
      }
    }
    return JointDistribution.ofProbabilities(other, cells);
  }

  /** Either system would have more than 2,400 rows. */
  @Test
  void isNotLookedForInTablesTooLargeForADenseSystem() {
    JointDistribution large = dense(new TableShape(50, 51, 51), Seeds.random(4));
    assertThat(Curvature.of(large, WIDTH_NATS)).isEmpty();
  }

  @Test
  void wantsAWidth() {
    JointDistribution any = dense(new TableShape(2, 2, 2), Seeds.random(5));
    assertThatThrownBy(() -> Curvature.of(any, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width was 0.0 nats; must be above 0");
  }
}
