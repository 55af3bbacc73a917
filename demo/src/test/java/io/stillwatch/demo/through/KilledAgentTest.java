package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.MessageEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent in a process of its own is killed at moments of chance and started again, over a topic
 * of several partitions with several runs. What it printed in all its lives is, by id, what an
 * agent that nobody disturbed prints, byte for byte. {@code -Dstillwatch.kills=20} kills more
 * often.
 */
final class KilledAgentTest {
  private static final int PARTITIONS = 3;
  private static final int KILLS = Integer.getInteger("stillwatch.kills", 3);
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  /** A record and the partition that its run belongs to. */
  private record Sent(int partition, String run, byte[] value) {}

  private static List<Sent> records(int steps) {
    List<Sent> records = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      for (int r = 0; r < 5; r++) {
        String run = "run-" + r;
        KnownClasses classes = new KnownClasses(run, 200, 12);
        int known = Math.min(10, step * 10 / steps + r);
        for (SampleBatch batch : classes.pass(known, step, 2, Kind.VECTORS)) {
          // A run that is over begins again as another attempt.
          int attempt = r == 1 && step > steps / 2 ? 1 : 0;
          records.add(sent(r, of(attempt, batch, r < 3)));
        }
        if (step % 7 == 3) {
          records.add(new Sent(r % PARTITIONS, run, "no batch".getBytes(StandardCharsets.UTF_8)));
        }
      }
      if (step == steps / 2) {
        records.add(over("run-1"));
      }
    }
    return records;
  }

  /** The same rows of an attempt, as a pass or out of the training. */
  private static SampleBatch of(int attempt, SampleBatch pass, boolean isPass) {
    Moment moment = pass.moment();
    return new SampleBatch(
        new Attempt(pass.attempt().run(), attempt),
        isPass ? moment : new Moment(moment.step(), moment.epoch(), Optional.empty(), false),
        pass.rows(),
        pass.activations(),
        Optional.empty(),
        0);
  }

  private static Sent sent(int run, SampleBatch batch) {
    return new Sent(run % PARTITIONS, "run-" + run, MessageEncoder.encode(batch, Encoding.CBOR));
  }

  private static Sent over(String run) {
    RunEvent event =
        new RunEvent(new Attempt(run, 0), RunEvent.Type.FINISHED, Optional.empty(), Map.of());
    return new Sent(1, run, MessageEncoder.encode(event, Encoding.CBOR));
  }

  private static KafkaSettings kafka(EmbeddedBroker broker, String group) {
    return new KafkaSettings(broker.bootstrapServers(), "runs", group, "no-teachers", Map.of())
        .withCheckpoints(group + "-checkpoints");
  }

  /** What an agent prints that nobody disturbs, by id. */
  private static Map<String, String> undisturbed(EmbeddedBroker broker, long rows) {
    Map<String, String> found = new ConcurrentHashMap<>();
    AgentSettings settings =
        AgentSettings.DEFAULT
            .withKafka(kafka(broker, "calm"))
            .withHttp(new HttpSettings("127.0.0.1", 0));
    try (Agent agent = Agent.start(settings, m -> found.put(id(m), MeasurementWriter.line(m)))) {
      await().atMost(PATIENCE).until(() -> agent.rowsRead() == rows);
    }
    // Closing publishes what is under way.
    return new TreeMap<>(found);
  }

  private static String id(Measurement measurement) {
    return measurement.id().text();
  }

  @Test
  void whatAnAgentPrintedInAllItsLivesIsWhatOneThatLivedOnPrints() throws Exception {
    List<Sent> records = records(24 + 8 * KILLS);
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      // Records with old timestamps are soon let go of otherwise.
      broker.createTopic("runs", PARTITIONS, Map.of("retention.ms", "-1"));
      broker.createTopic("killed-checkpoints", PARTITIONS, Map.of("cleanup.policy", "compact"));
      broker.createTopic("calm-checkpoints", PARTITIONS, Map.of("cleanup.policy", "compact"));
      broker.createTopic("killed-snapshots", 1, Map.of("cleanup.policy", "compact"));
      Thread sending = new Thread(() -> send(broker, records));
      sending.start();
      Lives lives = new Lives(broker);
      Random random = Seeds.random(KILLS);
      int seen = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        seen += 5 + random.nextInt(30);
        lives.killAfter(seen, random.nextInt(700));
      }
      sending.join();
      Map<String, String> expected = undisturbed(broker, rows(records));
      Map<String, String> found = lives.toTheEnd(expected.size());

      assertThat(found.keySet()).isEqualTo(expected.keySet());
      assertThat(differing(expected, found)).isEmpty();
      assertThat(lives.contradictions()).as("lines of one id that differ").isEmpty();
      Map<String, String> again = ofSnapshots(lives.config);
      assertThat(again.keySet()).isEqualTo(expected.keySet());
      assertThat(differing(expected, again)).as("lines of snapshots").isEmpty();
    }
  }

  /** What the snapshots say that the agent wrote in all its lives. */
  private static Map<String, String> ofSnapshots(Path config) {
    Command replay = Command.of("replay", "-c", config.toString(), "--snapshots");
    Map<String, String> found = new TreeMap<>();
    for (String line : replay.lines()) {
      Matcher matcher = ID.matcher(line);
      assertThat(matcher.find()).as(line).isTrue();
      found.put(matcher.group(1), line);
    }
    return found;
  }

  /** Ids whose lines differ, each with where they do. */
  private static List<String> differing(Map<String, String> expected, Map<String, String> found) {
    List<String> differing = new ArrayList<>();
    expected.forEach(
        (id, line) -> {
          String other = found.getOrDefault(id, "");
          if (!other.equals(line)) {
            int at = 0;
            while (at < Math.min(line.length(), other.length())
                && line.charAt(at) == other.charAt(at)) {
              at++;
            }
            differing.add(
                "%s: %s instead of %s".formatted(id, around(other, at), around(line, at)));
          }
        });
    return differing;
  }

  private static String around(String line, int at) {
    return line.substring(Math.max(0, at - 40), Math.min(line.length(), at + 40));
  }

  private static long rows(List<Sent> records) {
    return records.stream().filter(sent -> sent.value.length > 200).count() * 100;
  }

  private static void send(EmbeddedBroker broker, List<Sent> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records.size(); i++) {
        Sent sent = records.get(i);
        producer
            .send(
                new ProducerRecord<>(
                    "runs",
                    sent.partition,
                    1_700_000_000_000L + 10L * i,
                    sent.run.getBytes(StandardCharsets.UTF_8),
                    sent.value))
            .get();
        // Spread over the agent's lives, so that it dies in the midst of its work.
        LockSupport.parkNanos(15_000_000);
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("the records were not sent", e);
    }
  }

  /** One agent after the other, each in a process of its own. */
  private final class Lives {
    private final Path config;
    private final Map<String, String> lines = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private int life;

    Lives(EmbeddedBroker broker) throws IOException {
      config =
          Files.writeString(
              folder.resolve("agent.yaml"),
              """
              kafka:
                bootstrap_servers: %s
                topic: runs
                group: killed
                checkpoints_topic: killed-checkpoints
                snapshots_topic: killed-snapshots
                client: {session.timeout.ms: "6000", heartbeat.interval.ms: "500"}
              http: {port: 0}
              """
                  .formatted(broker.bootstrapServers()));
    }

    /** Lives until so many ids were seen in all, and then a moment longer. */
    void killAfter(int ids, int millis) throws Exception {
      Process process = start();
      try {
        awaited(() -> read() >= ids || !process.isAlive());
        LockSupport.parkNanos(millis * 1_000_000L);
      } finally {
        process.destroyForcibly().waitFor();
        read();
      }
    }

    Map<String, String> toTheEnd(int ids) throws Exception {
      Process process = start();
      try {
        awaited(() -> read() >= ids);
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> read() == ids);
      } finally {
        process.destroyForcibly().waitFor();
        read();
      }
      return new TreeMap<>(lines);
    }

    private void awaited(Callable<Boolean> done) {
      try {
        await().atMost(PATIENCE).until(done);
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(
            "life %d stood still after %d lines; its log:%n%s"
                .formatted(life, lines.size(), text(folder.resolve("err-" + life))),
            e);
      }
    }

    List<String> contradictions() {
      return contradictions;
    }

    private Process start() throws IOException {
      life++;
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "io.stillwatch.demo.Stillwatch",
              "run",
              "--json",
              "--config",
              config.toString())
          .redirectOutput(out(life).toFile())
          .redirectError(folder.resolve("err-" + life).toFile())
          .start();
    }

    private Path out(int number) {
      return folder.resolve("out-" + number);
    }

    /** The ids of all whole lines so far. */
    private int read() {
      for (int number = 1; number <= life; number++) {
        String text = text(out(number));
        int end = text.lastIndexOf('\n');
        text.substring(0, Math.max(end, 0)).lines().forEach(this::take);
      }
      return lines.size();
    }

    private static String text(Path file) {
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void take(String line) {
      Matcher matcher = ID.matcher(line);
      if (matcher.find()) {
        String before = lines.putIfAbsent(matcher.group(1), line);
        if (before != null && !before.equals(line)) {
          contradictions.add(matcher.group(1));
        }
      }
    }
  }
}
