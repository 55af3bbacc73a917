package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsReader;
import io.stillwatch.demo.broker.SecuredBroker;
import io.stillwatch.kafka.WholeTopic;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Representation.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that says who it is, to a broker that asks: SCRAM over TLS, and rights. */
final class SecuredBrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ACL =
      Pattern.compile("--allow-principal (\\S+) (.*) --(topic|group) (\\S+)$");

  @TempDir private static Path folder;
  private static SecuredBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(folder);
    admin = Admin.create(Map.of("bootstrap.servers", broker.openServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static String config(String topic, Map<String, String> client) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            http: {port: 0}
            kafka:
              bootstrap_servers: %s
              topic: %2$s
              group: %2$s-group
              teachers_topic: %2$s-teachers
              checkpoints_topic: %2$s-checkpoints
              dead_letters_topic: %2$s-letters
              client:
            """
                .formatted(broker.servers(), topic));
    client.forEach((name, value) -> yaml.append("    %s: '%s'%n".formatted(name, value)));
    return Files.writeString(folder.resolve(topic + ".yaml"), yaml).toString();
  }

  /** What the settings of a user are: the password lies in a file of its own. */
  private static Map<String, String> client(String user, String password) throws Exception {
    Path file = Files.writeString(folder.resolve(user + ".password"), password + "\n");
    return broker.client(user, "${file:" + file + "}");
  }

  private static AgentSettings settings(String config) throws Exception {
    return SettingsReader.read(Optional.of(Path.of(config)), Map.of());
  }

  private static void createTopics(String topic) throws Exception {
    String config = config(topic, client(SecuredBroker.ADMIN, SecuredBroker.ADMIN_PASSWORD));
    Command topics = Command.of("topics", "-c", config, "--partitions", "1");
    assertThat(topics.exitCode()).as(topics.out() + topics.err()).isZero();
  }

  /** Grants what the command prints, and nothing else. */
  private static void grant(String topic, String agent, String training) throws Exception {
    Command acls =
        Command.of(
            "topics",
            "-c",
            config(topic, Map.of("client.id", "anybody")),
            "--acls",
            "--principal",
            "User:" + agent,
            "--training-principal",
            "User:" + training);
    assertThat(acls.exitCode()).as(acls.err()).isZero();
    for (String line : acls.lines()) {
      Matcher acl = ACL.matcher(line);
      if (acl.find()) {
        admin.createAcls(bindings(acl)).all().get();
      }
    }
  }

  private static List<AclBinding> bindings(Matcher acl) {
    ResourceType type = ResourceType.fromString(acl.group(3));
    return Pattern.compile("--operation (\\w+)")
        .matcher(acl.group(2))
        .results()
        .map(
            operation ->
                new AclBinding(
                    new ResourcePattern(type, acl.group(4), PatternType.LITERAL),
                    new AccessControlEntry(
                        acl.group(1),
                        "*",
                        AclOperation.fromString(operation.group(1)),
                        AclPermissionType.ALLOW)))
        .toList();
  }

  private static Sender sender(String topic, String user, String password) {
    Map<String, Object> client = new HashMap<>(broker.client(user, password));
    client.put("bootstrap.servers", broker.servers());
    return new Sender(client, topic);
  }

  private static long end(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (Exception e) {
      throw new IllegalStateException("the end of " + topic + " was not found", e);
    }
  }

  @Test
  void anAgentAndATrainingJobNeedTheRightsThatArePrintedAndNoOther() throws Exception {
    broker.user("agent", "of-the-agent");
    broker.user("training", "of-the-training");
    createTopics("secured");
    grant("secured", "agent", "training");
    AgentSettings settings = settings(config("secured", client("agent", "of-the-agent")));
    List<Measurement> measurements = new CopyOnWriteArrayList<>();
    try (Agent agent = Agent.start(settings, measurements::add);
        Sender sender = sender("secured", "training", "of-the-training")) {
      sender.send("r", new byte[] {1});
      KnownClasses run = new KnownClasses("r", 200, 12);
      for (int pass = 0; pass < 2; pass++) {
        run.pass(pass, pass, 1, Kind.VECTORS).forEach(sender::send);
      }
      await().atMost(PATIENCE).until(() -> measurements.size() == 2);
      await().atMost(PATIENCE).until(() -> end("secured-letters") == 1);
      await().atMost(PATIENCE).until(() -> end("secured-checkpoints") > 0);
      assertThat(agent.health().ready()).isTrue();
    }
    assertThat(committed("secured-group")).isPositive();
  }

  @Test
  void whatElseReadsTheBrokerIsKnownToItAsWell() throws Exception {
    broker.user("again", "of-the-again");
    createTopics("resumed");
    grant("resumed", "again", "nobody");
    String config = config("resumed", client("again", "of-the-again"));
    AgentSettings settings = settings(config);
    KnownClasses run = new KnownClasses("r", 200, 12);
    List<Measurement> measurements = new CopyOnWriteArrayList<>();
    try (Sender sender = new Sender(broker.openServers(), "resumed")) {
      for (int pass = 0; pass < 2; pass++) {
        try (Agent agent = Agent.start(settings, measurements::add)) {
          run.pass(pass, pass, 1, Kind.VECTORS).forEach(sender::send);
          int count = pass + 1;
          await().atMost(PATIENCE).until(() -> measurements.size() == count);
          await().atMost(PATIENCE).until(() -> end("resumed-checkpoints") > count);
          assertThat(agent.health().ready()).isTrue();
        }
      }
    }
    // An agent that could not read its checkpoint would begin anew, with hop 0.
    assertThat(measurements)
        .extracting(measurement -> measurement.id().hop())
        .containsExactly(0L, 1L);

    try (Sender teaching = new Sender(broker.openServers(), "resumed-teachers")) {
      teaching.send("teacher", new byte[] {1});
      await().atMost(PATIENCE).until(() -> end("resumed-teachers") == 1);
    }
    assertThat(new WholeTopic(settings.kafka(), "resumed-teachers").added()).hasSize(1);
    String file = folder.resolve("resumed.swrec").toString();
    Command record = Command.of("record", "-c", config, file);
    assertThat(record.exitCode()).as(record.err()).isZero();
    Command replay = Command.of("replay", "-c", config, "--topic", "resumed");
    assertThat(replay.lines()).as(replay.err()).hasSize(2);
  }

  private static long committed(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .iterator()
        .next()
        .offset();
  }

  @Test
  void aWrongPasswordIsSaidInASentenceAndTheAgentReadsOnceItIsRight() throws Exception {
    broker.user("late", "not-that");
    createTopics("mended");
    grant("mended", "late", "nobody");
    AgentSettings settings = settings(config("mended", client("late", "of-the-late")));
    List<Measurement> measurements = new CopyOnWriteArrayList<>();
    try (Agent agent = Agent.start(settings, measurements::add);
        Sender sender = new Sender(broker.openServers(), "mended")) {
      await()
          .atMost(PATIENCE)
          .until(() -> agent.health().sentence().contains("invalid credentials"));
      assertThat(agent.health().live()).isTrue();
      assertThat(agent.health().ready()).isFalse();
      assertThat(agent.health().sentence())
          .contains("Kafka refused to be read")
          .contains("again")
          .doesNotContain("of-the-late");
      assertThat(Pipeline.get(agent, "-/ready").statusCode()).isEqualTo(503);

      broker.user("late", "of-the-late");
      new KnownClasses("r", 200, 12).pass(0, 0, 1, Kind.VECTORS).forEach(sender::send);
      await().atMost(PATIENCE).until(() -> measurements.size() == 1);
      assertThat(agent.health().ready()).isTrue();
    }
  }

  @Test
  void aMissingRightIsSaidAndTheAgentReadsOnceItIsThere() throws Exception {
    broker.user("stranger", "of-the-stranger");
    createTopics("barred");
    Map<String, String> client = new HashMap<>(client("stranger", "of-the-stranger"));
    // Rights that come one after the other are found when the client looks at the topics again.
    client.put("metadata.max.age.ms", "1000");
    AgentSettings settings = settings(config("barred", client));
    List<Measurement> measurements = new CopyOnWriteArrayList<>();
    try (Agent agent = Agent.start(settings, measurements::add);
        Sender sender = new Sender(broker.openServers(), "barred")) {
      await()
          .atMost(PATIENCE)
          .until(() -> agent.health().sentence().contains("Not authorized to access"));
      assertThat(agent.health().live()).isTrue();

      grant("barred", "stranger", "nobody");
      new KnownClasses("r", 200, 12).pass(0, 0, 1, Kind.VECTORS).forEach(sender::send);
      await().atMost(PATIENCE).until(() -> measurements.size() == 1);
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsRefusedByTheAgent() throws Exception {
    Map<String, String> client = new HashMap<>(client("agent", "of-the-agent"));
    client.remove("ssl.truststore.type");
    client.remove("ssl.truststore.location");
    AgentSettings settings = settings(config("untrusted", client));
    try (Agent agent = Agent.start(settings, measurement -> {})) {
      await()
          .atMost(PATIENCE)
          .until(() -> agent.health().sentence().contains("SSL handshake failed"));
      assertThat(agent.health().live()).isTrue();
    }
  }
}
