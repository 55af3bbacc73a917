package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.ClosedFormMeasure;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DecompositionWriterTest {
  private static final Decomposition NATS =
      new Decomposition(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1);

  private static String fields(DecompositionFields.Terms known) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      DecompositionFields.write(out, NATS, known);
      out.writeEndObject();
    }
    return text.toString();
  }

  private static Solution solution() {
    double[] pmf = {0.3, 0.05, 0.11, 0.04, 0.07, 0.13, 0.1, 0.2};
    return BrojaSolver.solve(JointDistribution.ofProbabilities(new TableShape(2, 2, 2), pmf));
  }

  @Test
  void theTenFieldsKeepTheirNamesAndOrder() throws IOException {
    assertThat(fields(DecompositionFields.Terms.ALL))
        .isEqualTo(
            "{\"redundancy\":0.1,\"distillation_gap\":0.2,\"student_unique\":0.3,\"synergy\":0.4,"
                + "\"teacher_information\":0.5,\"student_information\":0.6,"
                + "\"joint_information\":0.7,\"copying\":0.8,\"nuisance_copying\":0.9,"
                + "\"label_entropy\":1.0}");
  }

  @Test
  void whatRestsOnTheWholeTableCanBeLeftOut() throws IOException {
    assertThat(fields(DecompositionFields.Terms.OF_PAIRS))
        .isEqualTo(
            "{\"redundancy\":0.1,\"distillation_gap\":0.2,\"student_unique\":0.3,"
                + "\"teacher_information\":0.5,\"student_information\":0.6,\"copying\":0.8,"
                + "\"label_entropy\":1.0}");
  }

  @Test
  void aLineIsOneObjectAndItsEnd() {
    String line =
        new String(
            DecompositionWriter.line("a\n\"b\" é", solution(), 12.5, Optional.empty()),
            StandardCharsets.UTF_8);

    assertThat(line)
        .startsWith("{\"name\":\"a\\n\\\"b\\\" é\",\"nats\":{\"redundancy\":")
        .containsPattern("\\},\"certificate_gap\":[^,]+,\"iterations\":\\d+,\"microseconds\":12.5}")
        .endsWith("}\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void everyNumberReadsBackToTheSameBits() throws IOException {
    Solution solution = solution();
    JsonNode line =
        new ObjectMapper()
            .readTree(DecompositionWriter.line("x", solution, 1.0 / 3, Optional.empty()));

    Decomposition found = solution.decomposition();
    assertThat(line.at("/nats/redundancy").doubleValue()).isEqualTo(found.redundancy());
    assertThat(line.at("/nats/synergy").doubleValue()).isEqualTo(found.synergy());
    assertThat(line.at("/nats/copying").doubleValue()).isEqualTo(found.copying());
    assertThat(line.at("/nats/label_entropy").doubleValue()).isEqualTo(found.labelEntropy());
    assertThat(line.at("/certificate_gap").doubleValue()).isEqualTo(solution.gapNats());
    assertThat(line.at("/microseconds").doubleValue()).isEqualTo(1.0 / 3);
  }

  @Test
  void anotherMeasureIsNamedAndHasNoGap() {
    byte[] line = DecompositionWriter.line("x", ClosedFormMeasure.I_MIN, NATS, 12.5);

    assertThat(new String(line, StandardCharsets.UTF_8))
        .startsWith("{\"name\":\"x\",\"measure\":\"i_min\",\"nats\":{\"redundancy\":0.1,")
        .endsWith("},\"certificate_gap\":0.0,\"iterations\":0,\"microseconds\":12.5}\n");
  }

  @Test
  void aBadLineBecomesAnErrorWithItsNumber() {
    assertThat(refusal(Optional.empty())).isEqualTo("{\"line\":3,\"error\":\"was 'x'\"}\n");
    assertThat(refusal(Optional.of("\"a\"")))
        .isEqualTo("{\"name\":\"\\\"a\\\"\",\"line\":3,\"error\":\"was 'x'\"}\n");
  }

  private static String refusal(Optional<String> name) {
    byte[] line = DecompositionWriter.line(new TableLine.Bad(3, name, "was 'x'"));
    return new String(line, StandardCharsets.UTF_8);
  }
}
