package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.demo.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stillwatch topics} on a real broker. */
final class TopicsCommandTest {
  private static EmbeddedBroker broker;
  private static Admin admin;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private String config(String prefix, String servers) throws IOException {
    return Files.writeString(
            directory.resolve("agent.yaml"),
            """
            kafka:
              bootstrap_servers: %s
              topic: %2$s
              teachers_topic: %2$s-teachers
              checkpoints_topic: %2$s-checkpoints
              snapshots_topic: %2$s-snapshots
              measurements_topic: %2$s-measurements
              dead_letters_topic: %2$s-letters
            """
                .formatted(servers, prefix))
        .toString();
  }

  private String config(String prefix) throws IOException {
    return config(prefix, broker.bootstrapServers());
  }

  private static int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Collection<Config> configs = admin.describeConfigs(List.of(resource)).all().get().values();
    return configs.iterator().next().get(name).value();
  }

  @Test
  void createsWhatIsMissingWithTheSettingsItNeedsAndOnceOnly() throws Exception {
    Command first = Command.of("topics", "-c", config("all"), "--partitions", "3");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.lines()).hasSize(6).allMatch(line -> line.contains("created"));

    assertThat(partitions("all")).isEqualTo(3);
    assertThat(setting("all", "cleanup.policy")).isEqualTo("delete");
    assertThat(setting("all-teachers", "cleanup.policy")).isEqualTo("compact");
    assertThat(partitions("all-checkpoints")).isEqualTo(3);
    assertThat(setting("all-checkpoints", "cleanup.policy")).isEqualTo("compact");
    assertThat(setting("all-checkpoints", "max.message.bytes")).isEqualTo("8388608");
    assertThat(setting("all-checkpoints", "min.cleanable.dirty.ratio")).isEqualTo("0.1");
    for (String results : List.of("all-snapshots", "all-measurements")) {
      assertThat(partitions(results)).isEqualTo(1);
      assertThat(setting(results, "cleanup.policy")).isEqualTo("compact");
      assertThat(setting(results, "max.message.bytes")).isEqualTo("8388608");
    }
    assertThat(setting("all-letters", "cleanup.policy")).isEqualTo("delete");
    assertThat(setting("all-letters", "retention.ms")).isEqualTo("604800000");

    Command again = Command.of("topics", "-c", config("all"));
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.lines()).hasSize(6).allMatch(line -> line.contains("is there"));
  }

  @Test
  void aDryRunCreatesNothingAndSaysWhatItWould() throws Exception {
    Command dry = Command.of("topics", "-c", config("dry"), "--dry-run", "--json");
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.lines())
        .hasSize(6)
        .first()
        .isEqualTo(
            "{\"topic\":\"dry\",\"setting\":\"kafka.topic\",\"state\":\"missing\","
                + "\"partitions\":8,\"problems\":[]}");
    Set<String> there = admin.listTopics().names().get();
    assertThat(there).noneMatch(topic -> topic.startsWith("dry"));
  }

  @Test
  void saysWhatDiffersAndTheCommandThatMendsItAndChangesNothing() throws Exception {
    broker.createTopic("wrong", 4, Map.of("max.message.bytes", "20000000"));
    broker.createTopic("wrong-teachers", 1);
    broker.createTopic("wrong-checkpoints", 2, Map.of("cleanup.policy", "compact"));
    broker.createTopic("wrong-letters", 1);

    Command topics = Command.of("topics", "-c", config("wrong"), "--partitions", "3");
    assertThat(topics.exitCode()).isEqualTo(1);
    assertThat(topics.out())
        .contains("partitions were 4; must be 3, by --partitions; partitions cannot be taken away")
        .contains("cleanup.policy was delete; must be compact; to mend it: kafka-configs.sh")
        .contains("--alter --topic wrong-teachers --add-config cleanup.policy=compact")
        .contains("partitions were 2; must be 4, as many as wrong has; to mend it: kafka-topics.sh")
        .contains("--alter --topic wrong-checkpoints --partitions 4")
        .contains("max.message.bytes was 1048588; must be at least 8388608")
        .contains("max.message.bytes was 1048588; must be at least 20001024");
    assertThat(setting("wrong-teachers", "cleanup.policy")).isEqualTo("delete");
    assertThat(partitions("wrong-checkpoints")).isEqualTo(2);
  }

  @Test
  void checkpointsFollowAnInputThatIsThere() throws Exception {
    broker.createTopic("grown", 2);
    assertThat(Command.of("topics", "-c", config("grown")).exitCode()).isZero();
    assertThat(partitions("grown-checkpoints")).isEqualTo(2);

    admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(5))).all().get();
    Command topics = Command.of("topics", "-c", config("grown"));
    assertThat(topics.exitCode()).isEqualTo(1);
    assertThat(topics.out()).contains("partitions were 2; must be 5, as many as grown has");
  }

  @Test
  void aTopicThatCannotBeCreatedIsSaidAndFails() throws Exception {
    Command topics = Command.of("topics", "-c", config("replicated"), "--replication", "3");
    assertThat(topics.exitCode()).isEqualTo(1);
    assertThat(topics.out()).contains("was not created: ").contains("replication");
  }

  @Test
  void aBrokerThatIsAwayFailsInASentence() throws Exception {
    Command topics = Command.of("topics", "-c", config("away", "127.0.0.1:1"));
    assertThat(topics.exitCode()).isEqualTo(1);
    assertThat(topics.out()).isEmpty();
    assertThat(topics.err())
        .startsWith("stillwatch topics: the broker at 127.0.0.1:1 did not answer as it should")
        .contains("check that it runs there");
  }
}
