package io.stillwatch.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.pid.ReferenceVectors.Reference;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReferenceVectorsTest {
  private static final double NATS = 1e-6;

  @ParameterizedTest
  @MethodSource("io.stillwatch.pid.ReferenceVectors#all")
  void agreesWithOtherSolversAndProvesIt(Reference reference) {
    Solution solution = BrojaSolver.solve(reference.distribution());

    assertThat(solution.gapNats()).isBetween(0.0, NATS);
    Decomposition found = solution.decomposition();
    SoftAssertions softly = new SoftAssertions();
    expect(softly, reference, "redundancy", found.redundancy());
    expect(softly, reference, "distillation_gap", found.distillationGap());
    expect(softly, reference, "student_unique", found.studentUnique());
    expect(softly, reference, "synergy", found.synergy());
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("io.stillwatch.pid.ReferenceVectors#all")
  void plainInformationsAgreeToTheLastDigits(Reference reference) {
    Informations known = Informations.of(reference.distribution());

    SoftAssertions softly = new SoftAssertions();
    expect(softly, reference, "teacher_information", known.teacher(), 1e-12);
    expect(softly, reference, "student_information", known.student(), 1e-12);
    expect(softly, reference, "joint_information", known.joint(), 1e-12);
    expect(softly, reference, "copying", known.copying(), 1e-12);
    expect(softly, reference, "nuisance_copying", known.nuisanceCopying(), 1e-12);
    expect(softly, reference, "label_entropy", known.labelEntropy(), 1e-12);
    softly.assertAll();
  }

  private static void expect(SoftAssertions softly, Reference reference, String name, double nats) {
    expect(softly, reference, name, nats, NATS);
  }

  private static void expect(
      SoftAssertions softly, Reference reference, String name, double nats, double tolerance) {
    softly.assertThat(nats).as(name).isCloseTo(reference.nats(name), within(tolerance));
  }
}
