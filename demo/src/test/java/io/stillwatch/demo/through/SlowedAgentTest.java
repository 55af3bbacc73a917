package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent in a small heap whose estimates take fifty times as long as they do, while records come
 * faster than it can ever measure. {@code -Dstillwatch.soak.seconds=600} goes on for longer; what
 * was seen stands in {@code target/soak.txt}.
 */
final class SlowedAgentTest {
  private static final int SECONDS = Integer.getInteger("stillwatch.soak.seconds", 10);
  private static final int HEAP_MEGABYTES = SECONDS < 60 ? 128 : 256;
  private static final String SLOWER = "50";
  private static final int ROWS = 100;
  private static final int DIMENSION = 64;
  private static final double NOISE = 3;
  private static final int LOOKS = 15;
  private static final int RECORDS_A_SECOND = 40;

  /** More than may be read ahead. */
  private static final int RECORDS_AT_ONCE = 1_000;

  @TempDir private Path folder;

  /** What one look saw. */
  private record Look(Scraped scrape, long usedBytes, Set<String> members) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d MiB in use, %,d records, lag %,d, %,d KiB read ahead, %,d measured, %,d skipped",
          usedBytes >> 20,
          (long) scrape.value("stillwatch_records_total"),
          (long) scrape.value("stillwatch_frontier_lag_records"),
          (long) scrape.value("stillwatch_read_ahead_bytes") >> 10,
          (long) scrape.value("stillwatch_estimate_duration_seconds_count"),
          (long) scrape.value("stillwatch_solves_skipped_total"));
    }
  }

  @Test
  void keepsItsPlaceItsMemoryAndAccountsForEveryRow() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic("fast", 1, Map.of("retention.ms", "-1"));
      broker.createTopic("fast-checkpoints", 1, Map.of("cleanup.policy", "compact"));
      Process agent = start(broker);
      try (Sender sender = new Sender(broker.bootstrapServers(), "fast");
          BufferedReader says = agent.inputReader(StandardCharsets.UTF_8);
          PrintStream ask =
              new PrintStream(agent.getOutputStream(), true, StandardCharsets.UTF_8)) {
        String url = says.readLine();
        send(sender, RECORDS_AT_ONCE);
        List<Look> looks = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
          sendFor(sender, SECONDS * 1_000L / LOOKS);
          ask.println("memory");
          looks.add(new Look(Scraped.of(url), Long.parseLong(says.readLine()), members(broker)));
        }
        Files.write(Path.of("target/soak.txt"), looks.stream().map(Look::toString).toList());

        expectTheSamePlace(looks);
        expectNoGrowth(looks);
        expectLoad(looks);
        expectLedger(url, sender.sent());
      } finally {
        agent.destroyForcibly().waitFor();
      }
    }
  }

  private Process start(EmbeddedBroker broker) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            kafka:
              bootstrap_servers: %s
              topic: fast
              group: slowed
              checkpoints_topic: fast-checkpoints
              client: {max.poll.interval.ms: "4000", session.timeout.ms: "6000", heartbeat.interval.ms: "500", fetch.max.bytes: "1048576"}
            window: {rows: 500, hop: 100}
            http: {port: 0}
            """
                .formatted(broker.bootstrapServers()));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-cp",
            System.getProperty("java.class.path"),
            "io.stillwatch.agent.SlowedAgent",
            config.toString(),
            SLOWER)
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private static void sendFor(Sender sender, long millis) {
    long records = Math.max(1, RECORDS_A_SECOND * millis / 1_000);
    long start = System.nanoTime();
    for (long record = 0; record < records; record++) {
      send(sender, 1);
      long dueNanos = millis * 1_000_000 * (record + 1) / records;
      LockSupport.parkNanos(start + dueNanos - System.nanoTime());
    }
  }

  private static void send(Sender sender, int records) {
    for (int i = 0; i < records; i++) {
      int step = (int) sender.sent();
      String run = "run-" + step % 2;
      SampleBatch pass =
          new KnownClasses(run, ROWS, DIMENSION).pass(5, step, 1, Kind.VECTORS).get(0);
      Moment moment = new Moment(step, pass.moment().epoch(), Optional.empty(), false);
      sender.send(
          new SampleBatch(
              pass.attempt(), moment, pass.rows(), blurred(pass, step), Optional.empty(), 0));
    }
  }

  /** States that overlap fill the table, which takes long to measure. */
  private static List<Representation> blurred(SampleBatch pass, long seed) {
    Random random = Seeds.random(seed);
    List<Representation> blurred = new ArrayList<>();
    for (Representation sharp : pass.activations()) {
      Values.Vectors vectors = (Values.Vectors) sharp.values();
      float[] data = vectors.data().clone();
      for (int i = 0; i < data.length; i++) {
        data[i] += (float) (NOISE * random.nextGaussian());
      }
      blurred.add(
          new Representation(
              sharp.role(),
              sharp.model(),
              sharp.layer(),
              sharp.frozen(),
              sharp.kind(),
              new Values.Vectors(data, ROWS, DIMENSION)));
    }
    return blurred;
  }

  private static Set<String> members(EmbeddedBroker broker)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of("slowed"))
          .all()
          .get()
          .get("slowed")
          .members()
          .stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    }
  }

  private void expectTheSamePlace(List<Look> looks) throws IOException {
    assertThat(looks.get(0).members).hasSize(1);
    assertThat(looks).extracting(Look::members).containsOnly(looks.get(0).members);
    assertThat(Files.readString(folder.resolve("err"))).doesNotContain("ERROR", "poll timeout");
  }

  /** The median of the last third against that of the second: the first still fills its queues. */
  private static void expectNoGrowth(List<Look> looks) {
    long before = medianBytes(looks.subList(LOOKS / 3, 2 * LOOKS / 3));
    long after = medianBytes(looks.subList(2 * LOOKS / 3, LOOKS));
    assertThat(after).as("%s", looks).isLessThan(before + before / 5);
  }

  private static long medianBytes(List<Look> looks) {
    return looks.stream()
        .mapToLong(Look::usedBytes)
        .sorted()
        .skip(looks.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /** Otherwise this test would show nothing. */
  private static void expectLoad(List<Look> looks) {
    assertThat(looks.stream().map(Look::scrape))
        .as("%s", looks)
        .anyMatch(scrape -> scrape.value("stillwatch_reading_rests") == 1);
    assertThat(looks.get(LOOKS - 1).scrape.value("stillwatch_solves_skipped_total")).isPositive();
  }

  /** The agent says how far it is behind whenever it takes records. */
  private static void expectLedger(String url, long sent) {
    await().atMost(Duration.ofMinutes(2)).until(() -> accounted(Scraped.of(url)) == sent);
    Scraped scrape = Scraped.of(url);
    assertThat(scrape.value("stillwatch_records_total"))
        .isEqualTo(scrape.value("stillwatch_records_decoded_total"));
    assertThat(scrape.value("stillwatch_rows_total{outcome=\"counted\"}"))
        .isEqualTo(2 * ROWS * scrape.value("stillwatch_records_total"));
  }

  private static long accounted(Scraped scrape) {
    return (long)
        (scrape.value("stillwatch_records_total")
            + scrape.value("stillwatch_frontier_lag_records"));
  }
}
