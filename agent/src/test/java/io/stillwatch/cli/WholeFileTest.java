package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir private Path directory;

  private long files() throws IOException {
    try (Stream<Path> there = Files.list(directory)) {
      return there.count();
    }
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "before and longer");
    WholeFile.write(file, out -> out.write("now"));
    assertThat(file).hasContent("now");
    assertThat(files()).isOne();
  }

  @Test
  void whatFailsHalfwayLeavesTheFileAsItWasAndNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "before");
    for (Path target : new Path[] {file, directory.resolve("new")}) {
      assertThatThrownBy(
              () ->
                  WholeFile.write(
                      target,
                      out -> {
                        out.write("x".repeat(100_000));
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage(target + " could not be written: No space left on device");
    }
    assertThat(file).hasContent("before");
    assertThat(files()).isOne();
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "before");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    WholeFile.write(link, out -> out.write("now"));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("now");
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() {
    Path file = directory.resolve("none").resolve("file");
    assertThatThrownBy(() -> WholeFile.write(file, out -> out.write("now")))
        .hasMessageStartingWith(file + " could not be written: NoSuchFileException ");
  }
}
