package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.measure.Control;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl.Compared;
import io.stillwatch.measure.OverControl.NotComparable;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.sample.Batches;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ControlReaderTest {
  private static final Measurement TAUGHT = measured("taught", 3, 8);
  private static final String ALONE = MeasurementWriter.line(measured("alone", 2, 5));
  private static final String OTHER = MeasurementWriter.line(measured("other", 2, 5));

  /** One probe pass, measured as the agent does it. */
  private static Measurement measured(String run, long step, int known) {
    var record =
        new RawRecord(
            new Position(new Partition("t", 0), 0), 0, new byte[0], new byte[0], Optional.empty());
    var batch =
        Batches.of(500).run(run).step(step).pass("p", 0, 1).codes(10, y -> Math.min(y, known));
    return new OrderedPath(run, new PathSettings(WindowSettings.DEFAULT, new CodebookSettings()))
        .accept(batch, record).snapshots().stream()
            .map(SnapshotMeasurer::measure)
            .map(new Verdicts(VerdictSettings.DEFAULT)::judged)
            .findFirst()
            .orElseThrow();
  }

  private static Control read(String... lines) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      return ControlReader.read("alone", new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new IllegalStateException("memory could not be read", e);
    }
  }

  private static String problem(String... lines) {
    return ((NotComparable) read(lines).over(TAUGHT)).reason();
  }

  @Test
  void whatWasWrittenIsComparedToTheLastBit() {
    Compared over = (Compared) read(OTHER, ALONE, "", OTHER).over(TAUGHT);
    Measurement alone = measured("alone", 2, 5);

    assertThat(over.step()).isEqualTo(2);
    assertThat(over.redundancy().value())
        .isEqualTo(
            TAUGHT.estimates().redundancy().value() - alone.estimates().redundancy().value());
    assertThat(over.studentInformation().value())
        .isEqualTo(
            TAUGHT.estimates().studentInformation().value()
                - alone.estimates().studentInformation().value());
  }

  @Test
  void theFingerprintIsThatOfTheRunsOwnLines() {
    String fingerprint = read(ALONE).fingerprint();

    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(read(OTHER, ALONE, OTHER).fingerprint()).isEqualTo(fingerprint);
    assertThat(read(ALONE, ALONE).fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void ratesAmongTheLinesArePassedOver() {
    String rates =
        RatesWriter.line(
            RatesWriterTest.slice(LabelDependence.DECLARED, new ErrorCounts(8, 4, 2, 1)));

    assertThat(read(rates, ALONE).fingerprint()).isEqualTo(read(ALONE).fingerprint());
    assertThat(problem(rates)).isEqualTo("the control file has no measurement of the run");
  }

  @Test
  void aFileWithoutTheRunIsSaid() {
    assertThat(problem(OTHER)).isEqualTo("the control file has no measurement of the run");
    assertThat(problem("")).isEqualTo("the control file has no measurement of the run");
  }

  @Test
  void aLineThatIsNoMeasurementSpoilsTheFile() {
    assertThat(problem(ALONE, "{")).startsWith("line 2 of the control file was not JSON: ");
    assertThat(problem(ALONE, "[1]")).isEqualTo("line 2 of the control file lacked the text run");
    assertThat(problem(ALONE + " {}")).startsWith("line 1 of the control file was not JSON: ");
    assertThat(problem("{\"run\": \"alone\"}"))
        .isEqualTo("line 1 of the control file lacked the text pair");
    assertThat(problem(ALONE.replace("\"step\":2", "\"step\":2.5")))
        .isEqualTo("line 1 of the control file lacked the whole number step");
    assertThat(problem(ALONE.replaceFirst("\"samples\":[^,]+", "\"samples\":NaN")))
        .isEqualTo("line 1 of the control file lacked the number samples");
    assertThat(problem(ALONE.replace("\"slice\"", "\"run\":\"alone\",\"slice\"")))
        .startsWith("line 1 of the control file was not JSON: ");
  }
}
