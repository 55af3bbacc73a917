package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuietStartTest {
  @Test
  void fittingACodebookPrintsNothingToStdout(@TempDir Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts it: newer Javas warn of what native libraries need.
    if (Runtime.version().feature() >= 23) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fit.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo("clusters 2");
    assertThat(directory.resolve("stderr")).isEmptyFile();
  }

  /** A program whose only result is one line. */
  static final class Fit {
    private Fit() {}

    @SuppressWarnings("SystemOut") // the line is what the test reads
    public static void main(String[] arguments) {
      float[] rows = {1, 0, 0, 1};
      System.out.println(
          "clusters " + CodebookFitter.fit(rows, 2, 2, new CodebookSettings(), 1).clusters());
    }
  }
}
