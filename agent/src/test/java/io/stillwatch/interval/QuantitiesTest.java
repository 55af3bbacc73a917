package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.Seeds;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuantitiesTest {
  private static final int QUINTUPLES = 1_000;

  /** Of sums of a few terms that are at most 4. */
  private static final double ROUNDING = 4e-15;

  @Test
  void afterProjectionNoAtomIsNegativeAndNoInformationAboveTheLabelEntropy() {
    for (long seed = 0; seed < QUINTUPLES; seed++) {
      Random random = Seeds.random(seed);
      double entropy = 4 * random.nextDouble();
      Decomposition d = anything(random).projected(entropy);
      Map<String, Double> parts =
          Map.of(
              "redundancy", d.redundancy(),
              "gap", d.distillationGap(),
              "student unique", d.studentUnique(),
              "synergy", d.synergy(),
              "teacher information", d.teacherInformation(),
              "student information", d.studentInformation(),
              "joint information", d.jointInformation());
      for (Map.Entry<String, Double> part : parts.entrySet()) {
        assertThat(part.getValue())
            .as("%s of seed %d", part.getKey(), seed)
            .isBetween(0.0, entropy);
      }
      assertThat(d.copying()).as("copying of seed %d", seed).isNotNegative();
      assertThat(d.nuisanceCopying()).as("nuisance copying of seed %d", seed).isNotNegative();
      assertThat(d.labelEntropy()).isEqualTo(entropy);
    }
  }

  @Test
  void afterProjectionEveryIdentityHolds() {
    for (long seed = 0; seed < QUINTUPLES; seed++) {
      Random random = Seeds.random(seed);
      Decomposition d = anything(random).projected(4 * random.nextDouble());
      assertThat(d.redundancy() + d.distillationGap())
          .as("I(Y;T) of seed %d", seed)
          .isCloseTo(d.teacherInformation(), within(ROUNDING));
      assertThat(d.redundancy() + d.studentUnique())
          .as("I(Y;S) of seed %d", seed)
          .isCloseTo(d.studentInformation(), within(ROUNDING));
      assertThat(d.redundancy() + d.distillationGap() + d.studentUnique() + d.synergy())
          .as("I(Y;T,S) of seed %d", seed)
          .isCloseTo(d.jointInformation(), within(ROUNDING));
      assertThat(d.redundancy() - d.synergy() + d.nuisanceCopying())
          .as("I(T;S) of seed %d", seed)
          .isCloseTo(d.copying(), within(ROUNDING * Math.max(1, d.copying())));
    }
  }

  @Test
  void whatIsPossibleIsLeftAsItIs() {
    for (long seed = 0; seed < QUINTUPLES; seed++) {
      Random random = Seeds.random(seed);
      double entropy = random.nextDouble();
      Quantities possible = possible(random, entropy);
      assertSame(possible, possible.projected(entropy), seed);
    }
  }

  @Test
  void aProjectionProjectedAgainStays() {
    for (long seed = 0; seed < QUINTUPLES; seed++) {
      Random random = Seeds.random(seed);
      double entropy = random.nextDouble();
      Decomposition once = anything(random).projected(entropy);
      Quantities projected =
          new Quantities(
              once.teacherInformation(),
              once.studentInformation(),
              once.distillationGap() + once.studentInformation(),
              once.jointInformation(),
              once.copying());
      assertSame(projected, projected.projected(entropy), seed);
    }
  }

  /**
   * Redundancy and gap rest on the pair tables alone (METHOD.md, fact 1), and the joint information
   * is the one that cannot be estimated well (section 5).
   */
  @Test
  void aJointInformationBelowTheUnionGivesWay() {
    Decomposition d = new Quantities(.5, .4, .7, .6, 0).projected(1);
    assertThat(d.distillationGap()).isCloseTo(.3, within(1e-15));
    assertThat(d.redundancy()).isCloseTo(.2, within(1e-15));
    assertThat(d.synergy()).isZero();
    assertThat(d.jointInformation()).isEqualTo(.7);
  }

  private static void assertSame(Quantities expected, Decomposition actual, long seed) {
    double[] atoms = {
      actual.teacherInformation(),
      actual.studentInformation(),
      actual.distillationGap() + actual.studentInformation(),
      actual.jointInformation(),
      actual.copying()
    };
    double[] informations = {
      expected.teacher(), expected.student(), expected.union(), expected.joint(), expected.copying()
    };
    assertThat(atoms).as("seed %d", seed).containsExactly(informations, within(1e-15));
  }

  /** From nearly possible to wildly impossible. */
  private static Quantities anything(Random random) {
    double scale = StrictMath.pow(10, 4 * random.nextDouble() - 2);
    double shift = random.nextInt(3) - 1;
    return new Quantities(
        scale * (random.nextGaussian() + shift),
        scale * (random.nextGaussian() + shift),
        scale * (random.nextGaussian() + shift),
        scale * (random.nextGaussian() + shift),
        scale * (random.nextGaussian() + shift));
  }

  private static Quantities possible(Random random, double entropy) {
    double teacher = entropy * random.nextDouble();
    double student = entropy * random.nextDouble();
    double most = Math.min(entropy, teacher + student);
    double union = between(Math.max(teacher, student), most, random);
    double joint = between(union, entropy, random);
    double least = Math.max(0, teacher + student - union - (joint - union));
    return new Quantities(teacher, student, union, joint, between(least, least + 1, random));
  }

  private static double between(double least, double most, Random random) {
    return Quantities.clipped(least + (most - least) * random.nextDouble(), least, most);
  }
}
