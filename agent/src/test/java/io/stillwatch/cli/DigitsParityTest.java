package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against the incumbent pipeline, with its own assignments and with our codebooks. What it says is
 * in {@code digits/reference.json}, in bits; the README beside it says how that was made.
 */
final class DigitsParityTest {
  private static final double BIT = Math.log(2);

  private static final Map<String, String> ATOMS =
      Map.of(
          "redundant", "redundancy",
          "unique_teacher", "distillation_gap",
          "unique_student", "student_unique",
          "synergistic", "synergy");

  private static JsonNode reference(int checkpoint) throws IOException {
    return PidRun.parsed(Files.readString(Path.of(MeasureRun.digits("reference.json"))))
        .get("checkpoints")
        .get(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void withTheIncumbentsAssignmentsTheAtomsAgreeToAMillionthOfANat(int checkpoint)
      throws IOException {
    MeasureRun run =
        MeasureRun.ofDigits("teacher_codes.npy", "student_" + checkpoint + "_codes.npy", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode plugin = run.result().get("plugin_nats");
    JsonNode atoms = reference(checkpoint).get("atoms_bits");
    ATOMS.forEach(
        (theirs, ours) ->
            assertThat(plugin.get(ours).doubleValue())
                .as(ours)
                .isCloseTo(atoms.get(theirs).doubleValue() * BIT, Offset.offset(1e-6)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void withOurCodebooksRedundancyIsNotBelowTheIncumbentsByMoreThanItsSpread(int checkpoint)
      throws IOException {
    MeasureRun run = MeasureRun.ofDigits("teacher.npy", "student_" + checkpoint + ".npy", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    double ours = run.result().get("plugin_nats").get("redundancy").doubleValue() / BIT;
    JsonNode spread = reference(checkpoint).get("kmeans_seed_spread_n_init_10").get("redundant");
    double mean = spread.get("mean").doubleValue();
    assertThat(ours)
        .as("bits, of a mean of %s", mean)
        .isGreaterThanOrEqualTo(mean - spread.get("std").doubleValue());
  }
}
