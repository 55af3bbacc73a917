package io.stillwatch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code measure}: its exit code, and what it wrote. */
record MeasureRun(int exitCode, String out, String err) {
  private static final String DIGITS = "src/test/resources/digits/";

  static MeasureRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    List<String> words = new ArrayList<>(List.of("measure"));
    words.addAll(List.of(arguments));
    int exitCode = TopCommand.commandLine(streams).execute(words.toArray(String[]::new));
    return new MeasureRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Of two files of the digits. */
  static MeasureRun ofDigits(String teacher, String student, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--teacher", digits(teacher),
                "--student", digits(student),
                "--labels", digits("labels.npy")));
    words.addAll(List.of(more));
    return of(words.toArray(String[]::new));
  }

  static String digits(String file) {
    return DIGITS + file;
  }

  JsonNode result() {
    return PidRun.parsed(out);
  }
}
