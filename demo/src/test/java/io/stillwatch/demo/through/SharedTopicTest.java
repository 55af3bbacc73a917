package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.status.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Agents of one group over a topic of several partitions and runs, under both protocols. Whoever of
 * them reads what and when, together they print, by id, what an agent prints that is alone and that
 * nobody disturbs, byte for byte.
 */
final class SharedTopicTest {
  private static final String TOPIC = "runs";
  private static final String GROUP = "shared";
  private static final int SOME = 15;

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private Feed feed;

  @BeforeEach
  void open() {
    broker = EmbeddedBroker.start();
    // Records with old timestamps are soon let go of otherwise.
    broker.createTopic(TOPIC, Feed.PARTITIONS, Map.of("retention.ms", "-1"));
    broker.createTopic(
        GROUP + "-checkpoints", Feed.PARTITIONS, Map.of("cleanup.policy", "compact"));
    feed = new Feed(broker.bootstrapServers(), TOPIC);
  }

  @AfterEach
  void close() {
    feed.close();
    broker.close();
  }

  private static Map<String, String> client(String protocol) {
    Map<String, String> client = new TreeMap<>(Map.of("group.protocol", protocol));
    if (protocol.equals("classic")) {
      client.put("session.timeout.ms", "6000");
      client.put("heartbeat.interval.ms", "500");
    }
    return client;
  }

  private Agent agent(String group, Map<String, String> client, Lines lines) {
    KafkaSettings kafka =
        new KafkaSettings(broker.bootstrapServers(), TOPIC, group, "no-teachers", client);
    return Agent.start(
        AgentSettings.DEFAULT
            .withKafka(kafka.withCheckpoints(group.equals(GROUP) ? group + "-checkpoints" : ""))
            .withHttp(new HttpSettings("127.0.0.1", 0)),
        lines::add);
  }

  private Agent member(String protocol, Lines lines) {
    return agent(GROUP, client(protocol), lines);
  }

  private AgentProcess process(String protocol, Lines lines) throws IOException {
    StringBuilder client = new StringBuilder();
    client(protocol)
        .forEach((name, value) -> client.append("    %s: \"%s\"\n".formatted(name, value)));
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            kafka:
              bootstrap_servers: %s
              topic: %s
              group: %s
              checkpoints_topic: %s-checkpoints
              client:
            %shttp: {port: 0}
            """
                .formatted(broker.bootstrapServers(), TOPIC, GROUP, GROUP, client));
    return new AgentProcess(folder, "agent", config, lines);
  }

  /** What an agent prints that is alone and that nobody disturbs. */
  private Lines undisturbed() {
    Lines lines = new Lines();
    try (Agent agent = agent("calm", Map.of(), lines)) {
      await().atMost(Feed.PATIENCE).until(() -> agent.rowsRead() == feed.rows());
    }
    // Closing publishes what is under way.
    return lines;
  }

  /** Whether so many agents have partitions, and none has to change. */
  private boolean isSharedBy(int agents) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ConsumerGroupDescription group =
          admin.describeConsumerGroups(Set.of(GROUP)).describedGroups().get(GROUP).get();
      return group.members().stream()
              .filter(member -> !member.assignment().topicPartitions().isEmpty())
              .count()
          == agents;
    }
  }

  private static Lines together(Lines... all) {
    Lines together = new Lines();
    for (Lines lines : all) {
      together.addAll(lines);
    }
    return together;
  }

  /** Returns how many measurements more than one agent printed. */
  private int awaitAndCompare(Lines... all) {
    Lines expected = undisturbed();
    await().atMost(Feed.PATIENCE).until(() -> together(all).count() >= expected.count());
    together(all).assertSayWhat(expected);
    return Stream.of(all).mapToInt(Lines::count).sum() - expected.count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void twoAgentsShareTheRunsOfATopicByTheirKeys(String protocol) {
    Lines first = new Lines();
    Lines second = new Lines();
    try (Agent one = member(protocol, first);
        Agent two = member(protocol, second)) {
      await().atMost(Feed.PATIENCE).ignoreExceptions().until(() -> isSharedBy(2));

      feed.until(() -> first.count() >= SOME && second.count() >= SOME);
      awaitAndCompare(first, second);
      assertThat(one.rowsRead() + two.rowsRead()).isEqualTo(feed.rows());
    }
    Set<String> runs = new TreeSet<>(first.takeRuns());
    assertThat(second.takeRuns()).isNotEmpty().doesNotContainAnyElementsOf(runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void anAgentThatComesAndGoesTakesRunsOverAndHandsThemBack(String protocol) {
    Lines first = new Lines();
    Lines second = new Lines();
    try (Agent stays = member(protocol, first)) {
      feed.until(() -> first.count() >= SOME);
      try (Agent comes = member(protocol, second)) {
        feed.until(() -> second.count() >= SOME);
        assertThat(comes.health().ready()).isTrue();
      }
      first.takeRuns();
      Set<String> again = new TreeSet<>();
      feed.until(() -> again.addAll(first.takeRuns()) && again.size() == Feed.RUNS);
      assertThat(stays.health().ready()).isTrue();
      assertThat(awaitAndCompare(first, second)).as("printed by both").isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void anAgentThatComesAndIsKilledIsReplaced(String protocol) throws IOException {
    Lines first = new Lines();
    Lines second = new Lines();
    try (Agent stays = member(protocol, first)) {
      feed.until(() -> first.count() >= SOME);
      try (AgentProcess killed = process(protocol, second)) {
        feed.until(() -> killed.read().count() >= SOME);
      }
      first.takeRuns();
      Set<String> again = new TreeSet<>();
      feed.until(() -> again.addAll(first.takeRuns()) && again.size() == Feed.RUNS);
      assertThat(stays.health().ready()).isTrue();
      awaitAndCompare(first, second);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void twoAgentsOutliveTheirBrokersRestart(String protocol) {
    Lines first = new Lines();
    Lines second = new Lines();
    try (Agent one = member(protocol, first);
        Agent two = member(protocol, second)) {
      feed.until(() -> first.count() >= SOME && second.count() >= SOME);
      broker.restart(
          () ->
              await()
                  .atMost(Feed.PATIENCE)
                  .until(() -> !one.health().ready() && !two.health().ready()));
      first.takeRuns();
      second.takeRuns();
      Set<String> again = new TreeSet<>();
      feed.until(
          () -> {
            again.addAll(first.takeRuns());
            again.addAll(second.takeRuns());
            return again.size() == Feed.RUNS;
          });
      awaitAndCompare(first, second);
    }
  }
}
