package io.stillwatch.demo.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TeachersTest {
  private static final Split SPLIT = Split.of(Digits.load());

  @Test
  void theTrainedTeacherNamesAtLeast95PercentOfDigitsItNeverSaw() {
    Teachers teachers = Teachers.of(SPLIT.training());

    assertThat(teachers.trained().accuracy(SPLIT.heldOut())).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void trainingTwiceGivesTheSameBits() {
    Mlp first = Teachers.of(SPLIT.training()).trained();
    Mlp second = Teachers.of(SPLIT.training()).trained();

    for (float[] input : SPLIT.heldOut().pixels()) {
      assertThat(second.activations(input)).isDeepEqualTo(first.activations(input));
    }
  }

  @Test
  void theUntrainedTeacherKnowsLessThanAFifthOfTheTrainedOne() {
    Teachers teachers = Teachers.of(SPLIT.training());
    Probe trained = new Probe(teachers.trained(), teachers.trained());
    Probe untrained = new Probe(teachers.untrained(), teachers.trained());

    assertThat(untrained.atoms(SPLIT.heldOut()).teacherInformation())
        .isLessThan(trained.atoms(SPLIT.heldOut()).teacherInformation() / 5);
  }

  @Test
  void whatAnUntrainedTeacherKnowsVariesWithItsSeedAndIsNeverMuch() {
    List<Double> informationNats = new ArrayList<>();
    for (long seed = 1; seed <= 10; seed++) {
      Mlp teacher = Teachers.untrained(seed);
      informationNats.add(new Probe(teacher, teacher).atoms(SPLIT.heldOut()).teacherInformation());
    }

    assertThat(informationNats).allSatisfy(nats -> assertThat(nats).isBetween(0.0, 0.4));
    assertThat(informationNats.get(2))
        .as("the seed used, among %s", informationNats)
        .isBetween(0.02, 0.11);
  }
}
