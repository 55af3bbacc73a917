package io.stillwatch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code pid}: its exit code, and what it wrote. */
record PidRun(int exitCode, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static PidRun of(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    PidRun run = of(in, out, arguments);
    return new PidRun(run.exitCode, out.toString(StandardCharsets.UTF_8), run.err);
  }

  /** With the results left to the caller's stream. */
  static PidRun of(InputStream in, OutputStream out, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    PrintStream results = new PrintStream(out, false, StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of("pid"));
    words.addAll(List.of(arguments));
    int exitCode =
        TopCommand.commandLine(new Streams(in, results, errors))
            .execute(words.toArray(String[]::new));
    return new PidRun(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }

  List<JsonNode> results() {
    return out.lines().map(PidRun::parsed).toList();
  }

  static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
