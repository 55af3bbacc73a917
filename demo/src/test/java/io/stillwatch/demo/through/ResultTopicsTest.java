package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.ControlSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent finds lies in topics of its own, and snapshots are measured again from there. */
final class ResultTopicsTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final String RESULTS = "stillwatch_results_total{kind=\"%s\",outcome=\"%s\"}";
  private static final int PASSES = 6;
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static List<String> live;

  /** A run with a control, one of vectors, one out of the training, and a slice with rates. */
  @BeforeAll
  static void runLive() throws IOException {
    broker = EmbeddedBroker.start();
    Path control = Files.write(folder.resolve("control.jsonl"), withoutTopics());
    broker.createTopic("found-snapshots", 1, COMPACTED);
    broker.createTopic("found-measurements", 1, COMPACTED);
    try (Pipeline pipeline = new Pipeline(broker, "found", with(control))) {
      pipeline.send(
          new RunEvent(
              new Attempt("taught", 0), RunEvent.Type.STARTED, Optional.of("alone"), Map.of()));
      for (int pass = 0; pass < PASSES; pass++) {
        pass("taught", pass, Kind.SCORES).forEach(pipeline::send);
        pass("vectors", pass, Kind.VECTORS).forEach(pipeline::send);
        pass("sliced", pass, Kind.SCORES).forEach(batch -> pipeline.send(sliced(batch)));
        pass("training", pass, Kind.VECTORS).forEach(batch -> pipeline.send(training(batch)));
      }
      int measurements = 4 * PASSES + PASSES - 3;
      pipeline.measured(measurements);
      pipeline.awaitMetric(RESULTS.formatted("snapshots", "written"), measurements);
      pipeline.awaitMetric(RESULTS.formatted("measurements", "written"), measurements + PASSES);
      assertThat(pipeline.metric(RESULTS.formatted("snapshots", "failed"))).isZero();
      live = pipeline.lines();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** Where the topics are not there the agent goes on and says what it let go; a run's lines. */
  private static List<String> withoutTopics() {
    try (Pipeline pipeline = new Pipeline(broker, "without")) {
      for (int pass = 0; pass < 3; pass++) {
        pass("alone", 2 * pass, Kind.SCORES).forEach(pipeline::send);
      }
      pipeline.measured(3);
      pipeline.awaitMetric(RESULTS.formatted("snapshots", "failed"), 3);
      pipeline.awaitMetric(RESULTS.formatted("measurements", "failed"), 3);
      return pipeline.lines();
    }
  }

  private static AgentSettings with(Path control) {
    AgentSettings usual = AgentSettings.DEFAULT;
    return new AgentSettings(
        usual.kafka(),
        usual.http(),
        usual.path(),
        usual.reference(),
        new ControlSettings(control.toString()),
        usual.verdict(),
        usual.metrics());
  }

  private static List<SampleBatch> pass(String run, int number, Kind kind) {
    return new KnownClasses(run, 500, 12).pass(number + 3, number, 1, kind);
  }

  /** The last class is a slice of its own. */
  private static SampleBatch sliced(SampleBatch whole) {
    Rows rows = whole.rows();
    List<String> slices =
        IntStream.range(0, rows.count()).mapToObj(r -> r % 10 == 9 ? "nines" : "others").toList();
    return of(
        whole,
        whole.moment(),
        new Rows(
            rows.count(),
            rows.samples(),
            rows.groups(),
            rows.weights(),
            Optional.of(slices),
            rows.labels()));
  }

  private static SampleBatch training(SampleBatch pass) {
    Moment moment = pass.moment();
    return of(
        pass, new Moment(moment.step(), moment.epoch(), Optional.empty(), false), pass.rows());
  }

  private static SampleBatch of(SampleBatch batch, Moment moment, Rows rows) {
    return new SampleBatch(batch.attempt(), moment, rows, batch.activations(), Optional.empty(), 0);
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

  private static List<String> liveMeasurements() {
    return live.stream().filter(line -> !line.contains("\"rates\":")).toList();
  }

  private static String config() throws IOException {
    return Files.writeString(
            folder.resolve("agent.yaml"),
            """
            kafka:
              bootstrap_servers: %s
              topic: found
              teachers_topic: found-teachers
              snapshots_topic: found-snapshots
            control: {file: '%s'}
            """
                .formatted(broker.bootstrapServers(), folder.resolve("control.jsonl")))
        .toString();
  }

  private static Command replay(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("replay", "-c", config(), "--snapshots"));
    all.addAll(List.of(words));
    return Command.of(all.toArray(String[]::new));
  }

  @Test
  void theTopicOfMeasurementsHoldsTheVeryLinesUnderTheirIds() {
    Map<String, String> byKey = new TreeMap<>();
    List<String> inOrder = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        Letters.read(broker.bootstrapServers(), "found-measurements", live.size())) {
      String line = new String(record.value(), StandardCharsets.UTF_8);
      byKey.put(new String(record.key(), StandardCharsets.UTF_8), line);
      inOrder.add(line);
    }
    assertThat(byKey).isEqualTo(byId(live));
    assertThat(inOrder).isEqualTo(live);
    assertThat(live)
        .anyMatch(line -> line.contains("\"rates\":"))
        .anyMatch(line -> line.contains("\"over_control\":{\"control\":\"alone\",\"fingerprint\""));
  }

  @Test
  void aReplayOfSnapshotsPrintsTheLinesOfTheLiveRunBitForBit() throws IOException {
    Command replay = replay();
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(byId(replay.lines())).isEqualTo(byId(liveMeasurements()));
    assertThat(replay.err())
        .contains("records %d = snapshots %1$d + older 0".formatted(liveMeasurements().size()));
    for (String run : List.of("taught", "vectors", "sliced", "training")) {
      String of = "\"run\":\"" + run + "\"";
      assertThat(replay.lines().stream().filter(line -> line.contains(of)))
          .isNotEmpty()
          .containsExactlyElementsOf(
              live.stream().filter(this::isOfSnapshot).filter(line -> line.contains(of)).toList());
    }
  }

  private boolean isOfSnapshot(String line) {
    return !line.contains("\"rates\":");
  }

  @Test
  void aRecordingOfTheTopicDoesToo() throws IOException {
    String file = folder.resolve("snapshots.swrec").toString();
    Command record =
        Command.of("record", "-c", config(), "--force", "--topic", "found-snapshots", file);
    assertThat(record.exitCode()).as(record.err()).isZero();
    Command replay = replay(file);
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(byId(replay.lines())).isEqualTo(byId(liveMeasurements()));
  }

  @Test
  void settingsOfVerdictsAndOfTheReferenceCanBeTriedOnSnapshots() throws IOException {
    Command swept = replay("--set", "verdict.passes=10,2", "--set", "reference.labels=first");
    assertThat(swept.exitCode()).as(swept.err()).isZero();
    String usual = "{\"setting\":{\"verdict.passes\":\"10\",\"reference.labels\":\"first\"},";
    assertThat(swept.lines()).hasSize(2 * liveMeasurements().size());
    assertThat(
            byId(
                swept.lines().stream()
                    .filter(line -> line.startsWith(usual))
                    .map(line -> "{" + line.substring(usual.length()))
                    .toList()))
        .isEqualTo(byId(liveMeasurements()));
    assertThat(replay("--set", "reference.labels=uniform").lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("\"reference\":{\"labels\":\"uniform\""));
  }

  @Test
  void settingsThatNeedTheRecordsAreRefused() throws IOException {
    for (String setting :
        List.of("window.rows=1000", "codebook.clusters=5", "join.rows=7", "pairs.joint=true")) {
      Command refused = replay("--set", setting);
      assertThat(refused.exitCode()).as(setting).isEqualTo(2);
      assertThat(refused.err())
          .contains(setting.replaceFirst("=.*", " needs the records, as snapshots are counted"))
          .contains("must be a setting of control, reference, verdict");
    }
    Command speed = replay("--speed", "2");
    assertThat(speed.exitCode()).isEqualTo(2);
    assertThat(speed.err()).contains("--speed was given with --snapshots; must be with records");
  }

  @Test
  void theHistoryOfTheMetricsComesFromSnapshotsToo() throws IOException {
    Path history = folder.resolve("history.om");
    assertThat(replay("--openmetrics", history.toString()).exitCode()).isZero();
    assertThat(
            Files.readAllLines(history).stream()
                .filter(line -> line.startsWith("stillwatch_redundancy_nats{")))
        .hasSize(liveMeasurements().size());
  }

  @Test
  void recordsAreNoSnapshots() throws IOException {
    Command replay = replay("--topic", "found");
    assertThat(replay.exitCode()).isZero();
    assertThat(replay.lines()).isEmpty();
    assertThat(replay.err()).contains("this is no snapshot");
  }
}
