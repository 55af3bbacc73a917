package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.wire.MeasurementWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was measured live comes again from a recording, to the last bit. */
final class RecordAndReplayTest {
  private static final String TOPIC = "to-record";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final int PASSES = 5;

  private static EmbeddedBroker broker;
  private static List<String> live;
  private static long sent;

  @TempDir private Path directory;

  /** Two runs that take turns, one in two parts a pass; bad records; an end. */
  @BeforeAll
  static void runLive() {
    broker = EmbeddedBroker.start();
    try (Pipeline pipeline = new Pipeline(broker, TOPIC)) {
      for (int pass = 0; pass < PASSES; pass++) {
        List<SampleBatch> parts = pass("vectors", pass, 2, Kind.VECTORS);
        pipeline.send(parts.get(0));
        pass("scores", pass, 1, Kind.SCORES).forEach(pipeline::send);
        pipeline.send("vectors", new byte[] {1, 2, 3});
        pipeline.send(parts.get(1));
      }
      Attempt over = new Attempt("scores", 0);
      pipeline.send(new RunEvent(over, RunEvent.Type.FINISHED, Optional.empty(), Map.of()));
      live = lines(pipeline.measured(2 * PASSES));
      sent = pipeline.sent();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<SampleBatch> pass(String run, int number, int parts, Kind kind) {
    return new KnownClasses(run, 200, 12).pass(number + 3, number, parts, kind);
  }

  private static List<String> lines(List<Measurement> measurements) {
    return measurements.stream().map(MeasurementWriter::line).toList();
  }

  private static Map<String, String> byId(List<String> lines) {
    Map<String, String> byId = new TreeMap<>();
    for (String line : lines) {
      Matcher id = ID.matcher(line);
      assertThat(id.find()).as(line).isTrue();
      assertThat(byId.put(id.group(1), line)).as("twice: " + line).isNull();
    }
    return byId;
  }

  private String config() throws IOException {
    return Files.writeString(
            directory.resolve("agent.yaml"),
            "kafka: {bootstrap_servers: '%s', topic: %s, teachers_topic: %s-teachers}%n"
                .formatted(broker.bootstrapServers(), TOPIC, TOPIC))
        .toString();
  }

  private String recording(String... options) throws IOException {
    String file = directory.resolve("run.swrec").toString();
    List<String> words = new ArrayList<>(List.of("record", "-c", config(), "--force", file));
    words.addAll(List.of(options));
    Command record = Command.of(words.toArray(String[]::new));
    assertThat(record.exitCode()).as(record.err()).isZero();
    return file;
  }

  @Test
  void aReplayOfTheRecordingPrintsTheLinesOfTheLiveRunBitForBit() throws IOException {
    Command replay = Command.of("replay", "-c", config(), recording());
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(byId(replay.lines())).hasSize(2 * PASSES).isEqualTo(byId(live));
    assertThat(replay.err())
        .contains("records %d = decoded %d + refused %d".formatted(sent, sent - PASSES, PASSES))
        .contains("malformed " + PASSES)
        .contains("role-rows 4,000 = counted 4,000");
  }

  @Test
  void aReplayOfTheTopicDoesToo() throws IOException {
    Command replay = Command.of("replay", "-c", config(), "--topic", TOPIC);
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(byId(replay.lines())).isEqualTo(byId(live));
  }

  @Test
  void anAgentThatPollsOneRecordAtATimeMeasuresTheSame() {
    List<Measurement> measurements = Collections.synchronizedList(new ArrayList<>());
    KafkaSettings kafka =
        new KafkaSettings(
            broker.bootstrapServers(),
            TOPIC,
            "one-at-a-time",
            TOPIC + "-teachers",
            Map.of("max.poll.records", "1"));
    AgentSettings settings =
        AgentSettings.DEFAULT.withKafka(kafka).withHttp(new HttpSettings("127.0.0.1", 0));
    try (Agent agent = Agent.start(settings, measurements::add)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> measurements.size() >= 2 * PASSES);
      assertThat(byId(lines(List.copyOf(measurements)))).as(agent.url()).isEqualTo(byId(live));
    }
  }

  @Test
  void aRangeByOffsetOrTimeIsRecordedAndNoMore() throws IOException {
    Command offsets =
        Command.of("replay", "-c", config(), recording("--from", "2", "--until", "6"));
    assertThat(offsets.err()).contains("records 4 =");
    // The sender's clock ticks a millisecond a record, from this time on.
    String from = "2023-11-14T22:13:20.003Z";
    Command times = Command.of("replay", "-c", config(), recording("--from", from));
    assertThat(times.err()).contains("records " + (sent - 3) + " =");
  }

  @Test
  void aFileThatIsThereIsRefusedUnlessForced() throws IOException {
    String file = recording();
    Command again = Command.of("record", "-c", config(), file);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; --force replaces it");
  }

  @Test
  void aTopicOrBrokerThatIsNotThereFailsAndLeavesNoFile() throws IOException {
    Path file = directory.resolve("none.swrec");
    Command topic = Command.of("record", "-c", config(), "--topic", "nowhere", file.toString());
    assertThat(topic.exitCode()).isEqualTo(1);
    assertThat(topic.err()).contains("the topic nowhere");
    Path quick = directory.resolve("quick.yaml");
    Files.writeString(
        quick,
        "kafka: {bootstrap_servers: '127.0.0.1:1', client: {default.api.timeout.ms: 500}}\n");
    Command broker = Command.of("record", "-c", quick.toString(), file.toString());
    assertThat(broker.exitCode()).isEqualTo(1);
    assertThat(broker.err()).contains("check that a broker runs there");
    assertThat(file).doesNotExist();
  }
}
