package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PidCommandTest {
  private static final String COPY = "{\"name\":\"copy\",\"counts\":[[0,0,0,5],[1,1,1,5]]}\n";
  private static final String COIN = "{\"pmf\":[[0,0,0,0.25],[0,0,1,0.25],[1,1,0,0.5]]}\n";
  private static final String BAD = "{\"name\":\"bad\",\"counts\":[[0,0,0,-5]]}\n";

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static List<String> names(PidRun run) {
    return run.results().stream().map(line -> line.get("name").textValue()).toList();
  }

  @Test
  void eachLineBecomesOneLineOfTheStatedFields() {
    PidRun run = PidRun.of(COPY + "\n" + COIN);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(names(run)).containsExactly("copy", "3");
    for (JsonNode result : run.results()) {
      assertThat(result.fieldNames())
          .toIterable()
          .containsExactly("name", "nats", "certificate_gap", "iterations", "microseconds");
      assertThat(result.get("nats").fieldNames()).toIterable().hasSize(10);
      assertThat(result.get("iterations").isInt()).isTrue();
      assertThat(result.get("microseconds").doubleValue()).isNotNegative();
    }
  }

  @Test
  void anIntervalHoldsTheValueOfALargeTable() {
    String and =
        "{\"name\":\"and\",\"counts\":[[0,0,0,5000],[0,0,1,5000],[0,1,0,5000],[1,1,1,5000]]}";
    JsonNode result = PidRun.of(and, "--interval").results().get(0);

    for (String side : List.of("lower", "upper")) {
      assertThat(result.get(side).fieldNames())
          .toIterable()
          .containsExactly(
              "redundancy",
              "distillation_gap",
              "student_unique",
              "teacher_information",
              "student_information");
    }
    double redundancy = result.get("nats").get("redundancy").doubleValue();
    assertThat(result.get("lower").get("redundancy").doubleValue())
        .isBetween(redundancy - 0.02, redundancy - 0.002);
    assertThat(result.get("upper").get("redundancy").doubleValue())
        .isBetween(redundancy + 0.002, redundancy + 0.02);
  }

  @Test
  void probabilitiesHaveNoInterval() {
    PidRun run = PidRun.of(COIN + COPY, "--interval");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().findFirst())
        .contains(
            "{\"name\":\"1\",\"line\":1,\"error\":\"the table held probabilities, which have no rows;"
                + " must hold counts for --interval\"}");
    assertThat(names(run)).containsExactly("1", "copy");
  }

  @Test
  void everyInputWithBadLinesIsSaidOnceWithTheirNumber() throws IOException {
    String bad = file("bad.jsonl", COPY + BAD + COIN + "\n{\n");
    String good = file("good.jsonl", COPY);
    PidRun run = PidRun.of(BAD, bad, good, "-");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            bad + ": 2 of 4 lines were refused\nstandard input: 1 of 1 lines were refused\n");
    assertThat(run.results()).hasSize(6);
  }

  @Test
  void anotherMeasureIsNamedInEveryResult() {
    PidRun run = PidRun.of(COPY + COIN, "--measure", "mmi");

    assertThat(run.exitCode()).isZero();
    for (JsonNode result : run.results()) {
      assertThat(result.fieldNames())
          .toIterable()
          .containsExactly(
              "name", "measure", "nats", "certificate_gap", "iterations", "microseconds");
      assertThat(result.get("measure").textValue()).isEqualTo("mmi");
      assertThat(result.get("certificate_gap").doubleValue()).isZero();
      assertThat(result.get("iterations").intValue()).isZero();
    }
  }

  @Test
  void theDefaultMeasureCanBeNamed() {
    JsonNode named = PidRun.of(COPY, "--measure", "broja").results().get(0);

    assertThat(named.get("nats")).isEqualTo(PidRun.of(COPY).results().get(0).get("nats"));
  }

  @Test
  void theMostCellsOfATableCanBeSet() {
    PidRun run = PidRun.of(COPY, "--most-cells", "7");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("\"error\":\"/counts had states for 8 cells; must be at most 7\"");
    assertThat(PidRun.of(COPY, "--most-cells", "8").exitCode()).isZero();
  }

  @Test
  void theHelpSaysTheLimits() {
    PidRun run = PidRun.of("", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("8388608", "broja", "i_min", "mmi", "--threads");
  }

  @Test
  void filesAreReadInTheirOrderAndADashIsStandardInput() throws IOException {
    String first = file("first.jsonl", COPY);
    String last = file("last.jsonl", COPY.replace("copy", "last"));
    PidRun run = PidRun.of(COIN, first, "-", last);

    assertThat(run.exitCode()).isZero();
    assertThat(names(run)).containsExactly("copy", "1", "last");
  }

  @Test
  void standardInputIsNotReadWhereFilesAreGiven() throws IOException {
    assertThat(names(PidRun.of(COIN, file("only.jsonl", COPY)))).containsExactly("copy");
  }

  @Test
  void aMissingFileIsAUsageErrorBeforeAnythingIsWritten() throws IOException {
    String missing = folder.resolve("missing.jsonl").toString();
    PidRun run = PidRun.of("", file("tables.jsonl", COPY), missing);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("FILE was " + missing + "; must be a file that can be read");
  }

  @Test
  void aFolderIsAUsageError() {
    PidRun run = PidRun.of("", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("FILE was " + folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1e-7", "NaN", "wide"})
  void aToleranceThatIsNoneIsAUsageError(String tolerance) {
    PidRun run = PidRun.of(COPY, "--tolerance", tolerance);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--tolerance");
  }

  @Test
  void aWiderToleranceIsMetAndNotMuchMore() {
    String noisy =
        "{\"counts\":[[0,0,0,30],[0,0,1,8],[0,1,0,11],[0,1,2,4],[0,2,1,6],[1,0,0,7],[1,1,1,25],"
            + "[1,1,2,9],[1,2,0,5],[1,0,2,3],[2,2,2,21],[2,0,1,9],[2,1,0,12],[2,2,0,4]]}\n";
    JsonNode fine = PidRun.of(noisy).results().get(0);
    JsonNode coarse = PidRun.of(noisy, "--tolerance", "0.01").results().get(0);

    assertThat(fine.get("certificate_gap").doubleValue()).isBetween(0.0, 1e-7);
    assertThat(coarse.get("certificate_gap").doubleValue()).isBetween(1e-6, 0.01);
  }

  @Test
  void aReaderThatHasEnoughEndsTheRunQuietly() {
    OutputStream closedAfterTheFirst =
        new OutputStream() {
          private boolean open = true;

          @Override
          public void write(int b) throws IOException {
            if (!open) {
              throw new IOException("Broken pipe");
            }
            open = b != '\n';
          }
        };
    LineByLine endless = new LineByLine(Integer.MAX_VALUE, COPY);
    PidRun run = PidRun.of(endless, closedAfterTheFirst, "--threads", "1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    // Two that were written, all that may be under way but the second, and one in hand.
    assertThat(endless.reads).isBetween(2, 1 + InOrder.LINES_A_THREAD + 1);
  }

  @Test
  void anInputThatBreaksIsSaidAndWhatCameBeforeIsAnswered() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream broken =
        new LineByLine(Integer.MAX_VALUE, COPY + BAD) {
          private boolean read;

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (read) {
              throw new IOException("Input/output error");
            }
            read = true;
            return super.read(into, offset, length);
          }
        };
    PidRun run = PidRun.of(broken, out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            """
            standard input could not be read to its end: Input/output error
            standard input: 1 of 2 lines were refused
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "--threads,0,must be between 1 and 1024",
    "--threads,1025,must be between 1 and 1024",
    "--most-cells,0,must be between 1 and 67108864",
    "--most-cells,67108865,must be between 1 and 67108864",
    "--measure,I_MIN,'must be broja, i_min or mmi'",
  })
  void anOptionOutOfItsRangeIsAUsageError(String option, String value, String allowed) {
    PidRun run = PidRun.of(COPY, option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(option + " was " + value + "; " + allowed);
  }

  @Test
  void onlyTheDefaultMeasureHasIntervals() {
    PidRun run = PidRun.of(COPY, "--interval", "--measure", "i_min");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--interval was given with --measure i_min; must be with broja");
  }

  @Test
  void noInputGivesNoResultAndIsNoFailure() {
    PidRun run = PidRun.of("");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }
}
