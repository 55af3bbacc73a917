package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuietStartTest {
  @Test
  void fittingACodebookPrintsNothingToStdout(@TempDir Path directory)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Fit.class.getName())
            .redirectError(directory.resolve("stderr").toFile())
            .start();
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
