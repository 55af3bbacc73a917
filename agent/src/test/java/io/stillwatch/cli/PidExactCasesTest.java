package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.cli.ExactCases.Exact;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PidExactCasesTest {
  private static final double NATS = 1e-6;

  @ParameterizedTest
  @MethodSource("io.stillwatch.cli.ExactCases#all")
  void theCommandAgreesWithTheClosedForm(Exact exact) {
    PidRun run = PidRun.of(exact.line());

    assertThat(run.exitCode()).isZero();
    JsonNode result = run.results().get(0);
    assertThat(result.get("certificate_gap").doubleValue()).isBetween(0.0, NATS);
    SoftAssertions softly = new SoftAssertions();
    expected(exact)
        .forEach(
            (quantity, nats) ->
                softly
                    .assertThat(result.at("/nats/" + quantity).doubleValue())
                    .as(quantity)
                    .isCloseTo(nats, within(NATS)));
    softly.assertAll();
  }

  private static Map<String, Double> expected(Exact exact) {
    double teacher = exact.redundancy() + exact.gap();
    return Map.of(
        "redundancy", exact.redundancy(),
        "distillation_gap", exact.gap(),
        "student_unique", exact.studentUnique(),
        "synergy", exact.synergy(),
        "teacher_information", teacher,
        "student_information", exact.redundancy() + exact.studentUnique(),
        "joint_information", teacher + exact.studentUnique() + exact.synergy(),
        "copying", exact.copying(),
        "nuisance_copying", exact.nuisanceCopying());
  }
}
