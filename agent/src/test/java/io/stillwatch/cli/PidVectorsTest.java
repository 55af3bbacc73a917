package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference decompositions through the command; their origin stands in vectors/README.md. */
final class PidVectorsTest {
  private static final double NATS = 1e-6;
  private static final double FORMULA_NATS = 1e-9;

  @ParameterizedTest
  @ValueSource(strings = {"gates", "random", "empirical"})
  void everyLineComesOutAsOtherSolversHaveIt(String vectors)
      throws IOException, URISyntaxException {
    Path file = file(vectors);
    List<JsonNode> expected = Files.readAllLines(file).stream().map(PidRun::parsed).toList();
    List<JsonNode> found = results(file);
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < found.size(); i++) {
      agree(softly, found.get(i), expected.get(i));
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @CsvSource({
    "gates, i_min, i_min", "gates, mmi, i_mmi",
    "random, i_min, i_min", "random, mmi, i_mmi",
    "empirical, i_min, i_min", "empirical, mmi, i_mmi"
  })
  void otherMeasuresComeOutAsOthersHaveThem(String vectors, String measure, String key)
      throws IOException, URISyntaxException {
    Path file = file(vectors);
    List<JsonNode> expected = Files.readAllLines(file).stream().map(PidRun::parsed).toList();
    List<JsonNode> found = results(file, "--measure", measure);
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < found.size(); i++) {
      softly
          .assertThat(found.get(i).at("/nats/redundancy").doubleValue())
          .as(expected.get(i).get("name").textValue())
          .isCloseTo(
              expected.get(i).at("/other_redundancy_nats/" + key).doubleValue(),
              within(FORMULA_NATS));
    }
    softly.assertAll();
  }

  private static Path file(String vectors) throws URISyntaxException {
    return Path.of(PidVectorsTest.class.getResource("/vectors/" + vectors + ".jsonl").toURI());
  }

  private static List<JsonNode> results(Path file, String... options) {
    PidRun run =
        PidRun.of(
            "",
            Stream.concat(Stream.of(options), Stream.of(file.toString())).toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.results();
  }

  private static void agree(SoftAssertions softly, JsonNode found, JsonNode expected) {
    String name = expected.get("name").textValue();
    softly.assertThat(found.get("name").textValue()).isEqualTo(name);
    softly.assertThat(found.get("certificate_gap").doubleValue()).as(name).isBetween(0.0, NATS);
    JsonNode nats = expected.get("nats");
    softly.assertThat(nats.size()).as(name).isEqualTo(10);
    nats.fieldNames()
        .forEachRemaining(
            quantity ->
                softly
                    .assertThat(found.at("/nats/" + quantity).doubleValue())
                    .as(name + " " + quantity)
                    .isCloseTo(nats.get(quantity).doubleValue(), within(NATS)));
  }
}
