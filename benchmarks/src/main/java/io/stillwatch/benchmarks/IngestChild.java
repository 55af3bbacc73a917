package io.stillwatch.benchmarks;

import io.stillwatch.agent.Agent;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.window.WindowSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The processes of {@link Ingest}: a broker, a bare consumer, an agent. */
final class IngestChild {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MILLIS_BETWEEN_LOOKS = 5;

  /** Of a topic: to warm up, then to be timed; what is left is for the heap. */
  private static final double WARM_SHARE = 0.75;

  private static final double TIMED_SHARE = 0.2;
  private static final int LOOKS_AT_HEAP = 5;

  private IngestChild() {}

  /**
   * Runs one of them and prints one line.
   *
   * @param words which, and what it needs to know
   */
  public static void main(String[] words) throws IOException {
    switch (words[0]) {
      case "broker" -> broker();
      case "bare" -> bare(Task.of(words));
      case "agent" -> agent(Task.of(words));
      case "profile" -> profile(Task.of(words));
      default -> throw new IllegalArgumentException("process was " + words[0]);
    }
    System.exit(0);
  }

  /** What a reader must know. */
  private record Task(
      String servers, String group, long rows, double bytesPerRow, int window, int hop) {
    static Task of(String[] words) {
      return new Task(
          words[1],
          words[2],
          Long.parseLong(words[3]),
          Double.parseDouble(words[4]),
          Integer.parseInt(words[5]),
          Integer.parseInt(words[6]));
    }
  }

  /** Until whoever started it goes. */
  private static void broker() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic(IngestTopic.NAME, 1);
      System.out.println(broker.bootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void bare(Task task) {
    AtomicLong rows = new AtomicLong();
    Thread reader = new Thread(() -> read(task, rows), "bare");
    reader.setDaemon(true);
    reader.start();
    System.out.println(measured(task, rows::get, "bare").line());
  }

  /** The clients' settings are those of the agent's source. */
  private static void read(Task task, AtomicLong rows) {
    Map<String, Object> settings =
        Map.of(
            "auto.offset.reset",
            "earliest",
            "reconnect.backoff.max.ms",
            2_000,
            "bootstrap.servers",
            task.servers,
            "group.id",
            task.group,
            "enable.auto.commit",
            false,
            "allow.auto.create.topics",
            false,
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class);
    long xor = 0;
    double read = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of(IngestTopic.NAME));
      while (Math.round(read) < task.rows) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          xor ^= xor(record.value());
          read += record.value().length / task.bytesPerRow;
        }
        rows.set(Math.round(read));
      }
    }
    System.err.println("xor " + xor);
  }

  private static long xor(byte[] value) {
    long xor = 0;
    for (int i = 0; i + Long.BYTES <= value.length; i += Long.BYTES) {
      xor ^= (long) WORDS.get(value, i);
    }
    return xor;
  }

  private static void agent(Task task) {
    try (Agent agent = Agent.start(settings(task), measurement -> {})) {
      System.out.println(measured(task, agent::rowsRead, "ordered").line());
    }
  }

  /** The same, watched by Flight Recorder once it is warm. */
  private static void profile(Task task) throws IOException {
    try (Agent agent = Agent.start(settings(task), measurement -> {})) {
      awaitRows(agent::rowsRead, WARM_SHARE * task.rows);
      try (IngestProfile profile = new IngestProfile()) {
        awaitRows(agent::rowsRead, (WARM_SHARE + TIMED_SHARE) * task.rows);
        System.out.println(profile.line());
      }
    }
  }

  private static AgentSettings settings(Task task) {
    AgentSettings settings = AgentSettings.DEFAULT;
    return new AgentSettings(
        new KafkaSettings(
            task.servers, IngestTopic.NAME, task.group, "stillwatch-teachers", Map.of()),
        new HttpSettings("127.0.0.1", 0),
        new PathSettings(
            new WindowSettings(task.window, task.hop, settings.path().window().largestPass()),
            new CodebookSettings()),
        settings.reference(),
        settings.control(),
        settings.verdict(),
        settings.metrics());
  }

  private static IngestFigures measured(Task task, LongSupplier rows, String reader) {
    awaitRows(rows, WARM_SHARE * task.rows);
    IngestReading start = IngestReading.of(rows.getAsLong(), reader);
    awaitRows(rows, (WARM_SHARE + TIMED_SHARE) * task.rows);
    IngestReading end = IngestReading.of(rows.getAsLong(), reader);
    double[] heap = new double[LOOKS_AT_HEAP];
    for (int i = 0; i < heap.length; i++) {
      double share = WARM_SHARE + TIMED_SHARE;
      awaitRows(rows, (share + (1 - share) * (i + 1) / (heap.length + 1)) * task.rows);
      heap[i] = IngestReading.heapMegabytes();
    }
    return end.since(start, task.bytesPerRow, heap);
  }

  private static void awaitRows(LongSupplier rows, double enough) {
    while (rows.getAsLong() < enough) {
      try {
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
