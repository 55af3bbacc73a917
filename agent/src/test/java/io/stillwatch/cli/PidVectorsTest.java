package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference decompositions through the command; their origin stands in vectors/README.md. */
final class PidVectorsTest {
  private static final double NATS = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"gates", "random", "empirical"})
  void everyLineComesOutAsOtherSolversHaveIt(String vectors)
      throws IOException, URISyntaxException {
    Path file = Path.of(getClass().getResource("/vectors/" + vectors + ".jsonl").toURI());
    PidRun run = PidRun.of("", file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    List<JsonNode> expected = Files.readAllLines(file).stream().map(PidRun::parsed).toList();
    List<JsonNode> found = run.results();
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < found.size(); i++) {
      agree(softly, found.get(i), expected.get(i));
    }
    softly.assertAll();
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
