package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code stillwatch topics} does without a broker. */
final class TopicsCommandTest {
  private static final String ACLS = "kafka-acls.sh --bootstrap-server b:9092 --add";

  @TempDir private Path directory;

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

  private String config(String more) throws IOException {
    return Files.writeString(
            directory.resolve("agent.yaml"), "kafka:\n  bootstrap_servers: b:9092\n" + more)
        .toString();
  }

  @Test
  void printsTheLeastThatTheAgentAndATrainingJobNeed() throws IOException {
    assertThat(execute("topics", "-c", config(""), "--acls")).isZero();
    String agent = ACLS + " --allow-principal User:stillwatch ";
    String training = ACLS + " --allow-principal User:training ";
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "# the agent",
            agent + "--operation Read --operation Describe --topic stillwatch",
            agent + "--operation Read --operation Describe --topic stillwatch-teachers",
            agent
                + "--operation Read --operation Write --operation Describe"
                + " --topic stillwatch-checkpoints",
            agent + "--operation Write --operation Describe --topic stillwatch-snapshots",
            agent + "--operation Write --operation Describe --topic stillwatch-measurements",
            agent + "--operation Write --operation Describe --topic stillwatch-dead-letters",
            agent + "--operation Read --group stillwatch",
            "# a training job",
            training + "--operation Write --operation Describe --topic stillwatch",
            "# a job that sends static teachers, besides",
            training + "--operation Write --operation Describe --topic stillwatch-teachers");
  }

  @Test
  void whatIsSwitchedOffNeedsNoRight() throws IOException {
    String off =
        """
        dead_letters_topic: ''
        checkpoints_topic: ''
        snapshots_topic: ''
        measurements_topic: ''
        """
            .indent(2);
    assertThat(execute("topics", "-c", config(off), "--acls")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .doesNotContain("dead-letters")
        .doesNotContain("snapshots")
        .doesNotContain("measurements")
        .doesNotContain("checkpoints");
  }

  @Test
  void namesOfStrangersAreQuotedForTheShell() throws IOException {
    String config = config("  group: \"it's; mine\"\n");
    assertThat(execute("topics", "-c", config, "--acls", "--principal", "User:CN=a $b")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--allow-principal 'User:CN=a $b'")
        .contains("--group 'it'\\''s; mine'");
  }

  @Test
  void rightsAreLinesOfJsonToo() throws IOException {
    assertThat(execute("topics", "-c", config(""), "--acls", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(9)
        .first()
        .isEqualTo(
            "{\"who\":\"the agent\",\"principal\":\"User:stillwatch\",\"resource\":\"topic\","
                + "\"name\":\"stillwatch\",\"operations\":[\"Read\",\"Describe\"]}");
  }

  @ParameterizedTest
  @CsvSource({
    "--partitions=0, --partitions was 0; must be at least 1",
    "--replication=-1, --replication was -1; must be at least 1",
    "--principal=stillwatch, the principal was 'stillwatch'; must be like User:name",
    "--training-principal=User:, the principal was 'User:'; must be like User:name"
  })
  void aWrongOptionIsSaidWithWhatIsAllowed(String option, String said) {
    assertThat(execute("topics", option)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }
}
