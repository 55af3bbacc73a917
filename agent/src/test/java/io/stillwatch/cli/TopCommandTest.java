package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return TopCommand.commandLine(streams).execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("stillwatch.yaml"), text).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "record", "replay", "measure", "pid", "check", "topics"})
  void everyCommandHasHelpOnStandardOutput(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out()).startsWith("Usage: stillwatch " + command);
    assertThat(err()).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(execute("--version")).isZero();
    assertThat(out()).matches("stillwatch \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void withoutACommandTheCommandsAreNamedAndTheUsageIsWrong() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err()).contains("Which command?").contains("run").contains("pid");
    assertThat(out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(execute("rum")).isEqualTo(2);
    assertThat(err()).contains("rum").contains("run");
  }

  @Test
  void checkSaysAllProblemsAndEndsWithTwo() throws IOException {
    assertThat(execute("check", file("window: {rows: 5, hop: 0}\nhtp: {}\n"))).isEqualTo(2);
    assertThat(err())
        .contains("window.rows was 5; must be between 10 and 1000000")
        .contains("window.hop was 0; must be between 1 and rows")
        .contains("htp is not a section");
    assertThat(out()).isEmpty();
  }

  @Test
  void checkTakesAGoodFile() throws IOException {
    String file = file("window: {rows: 50, hop: 5}\n");
    assertThat(execute("check", file)).isZero();
    assertThat(out()).isEqualToNormalizingNewlines(file + " can be used\n");
  }

  @Test
  void runRefusesSettingsThatCannotBeUsed() throws IOException {
    assertThat(execute("run", "--config", file("http: {port: -1}\n"))).isEqualTo(2);
    assertThat(err()).contains("http.port was -1; must be between 0 (any free port) and 65535");
  }

  @Test
  void runRefusesAPortThatIsTakenAndSaysWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String config =
          file(
              "kafka: {bootstrap_servers: '127.0.0.1:1'}\nhttp: {port: "
                  + taken.getLocalPort()
                  + "}\n");
      assertThat(execute("run", "-c", config)).isEqualTo(1);
      assertThat(err())
          .contains("port " + taken.getLocalPort() + " at 127.0.0.1 cannot be used")
          .contains("choose another http.port")
          .doesNotContain("\tat ");
    }
  }
}
