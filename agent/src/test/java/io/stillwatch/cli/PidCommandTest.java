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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(names(run)).containsExactly("copy");
    assertThat(run.err()).contains("line 1: --interval needs counts");
  }

  @Test
  void aBadLineIsSaidWithItsPlaceAndTheNextOnesGoOn() throws IOException {
    String tables = file("tables.jsonl", COPY + BAD + COIN);
    PidRun run = PidRun.of("", tables);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(names(run)).containsExactly("copy", "3");
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            tables
                + ", line 2: /counts/0/3 was '-5';"
                + " must be an integer between 0 and 9007199254740992\n");
  }

  @Test
  void aBadLineOfStandardInputIsSaidToo() {
    PidRun run = PidRun.of(COPY + "\n{\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(names(run)).containsExactly("copy");
    assertThat(run.err()).startsWith("standard input, line 3: ");
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
  void aWiderToleranceIsMetWithLessWork() {
    String noisy =
        "{\"counts\":[[0,0,0,30],[0,0,1,8],[0,1,0,11],[0,1,2,4],[0,2,1,6],[1,0,0,7],[1,1,1,25],"
            + "[1,1,2,9],[1,2,0,5],[1,0,2,3],[2,2,2,21],[2,0,1,9],[2,1,0,12],[2,2,0,4]]}\n";
    JsonNode fine = PidRun.of(noisy).results().get(0);
    JsonNode coarse = PidRun.of(noisy, "--tolerance", "0.01").results().get(0);

    assertThat(fine.get("certificate_gap").doubleValue()).isBetween(0.0, 1e-7);
    assertThat(coarse.get("certificate_gap").doubleValue()).isBetween(0.0, 0.01);
    assertThat(coarse.get("iterations").intValue()).isLessThan(fine.get("iterations").intValue());
  }

  @Test
  void everyResultIsOutBeforeTheNextLineIsAskedFor() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> linesOut = new ArrayList<>();
    InputStream oneLineARead =
        new LineByLine(3, COPY) {
          @Override
          void asked() {
            linesOut.add((int) out.toString(StandardCharsets.UTF_8).lines().count());
          }
        };
    PidRun.of(oneLineARead, out);

    assertThat(linesOut).containsExactly(0, 1, 2, 3);
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
    PidRun run = PidRun.of(endless, closedAfterTheFirst);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(endless.reads).isEqualTo(2);
  }

  @Test
  void anInputThatBreaksIsSaidAndFails() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    PidRun run = PidRun.of(broken, OutputStream.nullOutputStream());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("could not be read to its end: Input/output error");
  }

  @Test
  void noInputGivesNoResultAndIsNoFailure() {
    PidRun run = PidRun.of("");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }

  /** Gives one line a read, as a terminal or a pipe does. */
  private static class LineByLine extends InputStream {
    private final int lines;
    private final byte[] line;
    private int reads;

    LineByLine(int lines, String line) {
      this.lines = lines;
      this.line = line.getBytes(StandardCharsets.UTF_8);
    }

    void asked() {}

    @Override
    public int read() {
      throw new UnsupportedOperationException("lines are read whole");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      asked();
      if (reads++ == lines) {
        return -1;
      }
      System.arraycopy(line, 0, into, offset, line.length);
      return line.length;
    }
  }
}
