package io.stillwatch.demo.through;

import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
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

  /** What an agent prints that nobody disturbs. */
  private static Lines undisturbed(EmbeddedBroker broker, long rows) {
    Lines lines = new Lines();
    AgentSettings settings =
        AgentSettings.DEFAULT
            .withKafka(kafka(broker, "calm"))
            .withHttp(new HttpSettings("127.0.0.1", 0));
    try (Agent agent = Agent.start(settings, lines::add)) {
      await().atMost(PATIENCE).until(() -> agent.rowsRead() == rows);
    }
    // Closing publishes what is under way.
    return lines;
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
      Lines expected = undisturbed(broker, rows(records));
      lives.toTheEnd(expected.count()).assertSayWhat(expected);
      ofSnapshots(lives.config).assertSayWhat(expected);
    }
  }

  /** What the snapshots say that the agent wrote in all its lives. */
  private static Lines ofSnapshots(Path config) {
    Lines lines = new Lines();
    Command.of("replay", "-c", config.toString(), "--snapshots").lines().forEach(lines::add);
    return lines;
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
    private final Lines lines = new Lines();
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
              http: {port: 0}
              """
                  .formatted(broker.bootstrapServers()));
    }

    /** Lives until so many ids were seen in all, and then a moment longer. */
    void killAfter(int ids, int millis) throws IOException {
      try (AgentProcess agent = start()) {
        awaited(agent, () -> agent.read().count() >= ids || !agent.isAlive());
        LockSupport.parkNanos(millis * 1_000_000L);
      }
    }

    Lines toTheEnd(int ids) throws IOException {
      try (AgentProcess agent = start()) {
        awaited(agent, () -> agent.read().count() >= ids);
        await()
            .during(Duration.ofSeconds(2))
            .atMost(PATIENCE)
            .until(() -> agent.read().count() == ids);
      }
      return lines;
    }

    private void awaited(AgentProcess agent, Callable<Boolean> done) {
      try {
        await().atMost(PATIENCE).until(done);
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(
            "life %d stood still after %d lines; its log:%n%s"
                .formatted(life, lines.count(), agent.log()),
            e);
      }
    }

    private AgentProcess start() throws IOException {
      life++;
      return new AgentProcess(folder, "life-" + life, config, lines);
    }
  }
}
