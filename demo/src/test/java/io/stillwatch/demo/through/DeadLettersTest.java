package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A refused record lies whole in the topic of dead letters, and nothing waits for that topic. */
final class DeadLettersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OUTCOME = "stillwatch_dead_letters_total{outcome=\"%s\"}";
  private static final String SENT = OUTCOME.formatted("sent");
  private static final String RATE_LIMITED = OUTCOME.formatted("rate_limited");
  private static final String FAILED = OUTCOME.formatted("failed");

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RawRecord record(
      long timestampMillis, byte[] key, byte[] value, RecordHeader... headers) {
    return new RawRecord(
        new Position(new Partition("anywhere", 0), 0),
        timestampMillis,
        key,
        value,
        List.of(headers));
  }

  @Test
  void aRefusedRecordIsKeptWithItsKeyValueHeadersAndTimestampAndTheHeadersOfConnect()
      throws ClassNotFoundException {
    broker.createTopic("kept-dead-letters", 1);
    List<RawRecord> refused =
        List.of(
            record(
                1_600_000_000_123L,
                bytes("run \u00e4"),
                bytes("{\"run\":"),
                new RecordHeader("trace", new byte[] {0, -1, 7}),
                new RecordHeader("trace", null),
                new RecordHeader("content-type", bytes("application/json"))),
            record(1_600_000_000_124L, null, null),
            record(1_600_000_000_125L, new byte[0], new byte[0]),
            record(1_600_000_000_126L, bytes("k"), bytes("{\"run\":\"r\",\"step\":1}")));
    try (Pipeline pipeline = new Pipeline(broker, "kept")) {
      refused.forEach(pipeline::send);
      List<ConsumerRecord<byte[], byte[]>> letters =
          Letters.read(broker.bootstrapServers(), "kept-dead-letters", refused.size());

      for (int i = 0; i < refused.size(); i++) {
        expectTheSame(letters.get(i), refused.get(i));
        expectHeadersOfConnect(letters.get(i), "kept", i);
      }
      assertThat(letters)
          .extracting(letter -> Letters.header(letter, "stillwatch.reason"))
          .containsExactly("content_type", "empty", "empty", "missing_field");
      assertThat(Letters.header(letters.get(0), "__connect.errors.exception.message"))
          .startsWith("content-type was 'application/json'; must be");
      pipeline.awaitMetric(SENT, refused.size());
    }
  }

  private static void expectTheSame(ConsumerRecord<byte[], byte[]> letter, RawRecord refused) {
    assertThat(letter.key()).isEqualTo(refused.hasKey() ? refused.key() : null);
    assertThat(letter.value()).isEqualTo(refused.hasValue() ? refused.value() : null);
    assertThat(letter.timestamp()).isEqualTo(refused.timestampMillis());
    List<RecordHeader> headers =
        Stream.of(letter.headers().toArray())
            .map(header -> new RecordHeader(header.key(), header.value()))
            .toList();
    assertThat(headers.subList(0, refused.headers().size()))
        .usingRecursiveComparison()
        .isEqualTo(refused.headers());
  }

  private static void expectHeadersOfConnect(
      ConsumerRecord<byte[], byte[]> letter, String topic, int offset)
      throws ClassNotFoundException {
    assertThat(Letters.header(letter, "__connect.errors.topic")).isEqualTo(topic);
    assertThat(Letters.header(letter, "__connect.errors.partition")).isEqualTo("0");
    assertThat(Letters.header(letter, "__connect.errors.offset")).isEqualTo("" + offset);
    assertThat(Letters.header(letter, "__connect.errors.stage")).isEqualTo("VALUE_CONVERTER");
    assertThat(Class.forName(Letters.header(letter, "__connect.errors.class.name"))).isNotNull();
    assertThat(Class.forName(Letters.header(letter, "__connect.errors.exception.class.name")))
        .isNotNull();
    assertThat(Letters.header(letter, "stillwatch.id")).isEqualTo(topic + "-0-" + offset);
  }

  @Test
  void whatARunRefusesIsOfAnotherStage() throws ClassNotFoundException {
    broker.createTopic("stages-dead-letters", 1);
    try (Pipeline pipeline = new Pipeline(broker, "stages")) {
      pipeline.send(new KnownClasses("r", 20, 10).pass(3, 0, 1, Kind.VECTORS).get(0));
      pipeline.send(new KnownClasses("r", 20, 11).pass(3, 1, 1, Kind.VECTORS).get(0));

      var letter = Letters.read(broker.bootstrapServers(), "stages-dead-letters", 1).get(0);
      assertThat(Letters.header(letter, "stillwatch.reason")).isEqualTo("representation_changed");
      assertThat(Letters.header(letter, "__connect.errors.stage")).isEqualTo("TASK_PUT");
      assertThat(Class.forName(Letters.header(letter, "__connect.errors.class.name"))).isNotNull();
    }
  }

  @Test
  void whatIsOverTheRateIsCountedAndNotSent() {
    broker.createTopic("many-dead-letters", 1);
    AgentSettings slow =
        AgentSettings.DEFAULT.withKafka(
            AgentSettings.DEFAULT
                .kafka()
                .withDeadLetters(new DeadLetterSettings("replaced by the pipeline", 1)));
    try (Pipeline pipeline = new Pipeline(broker, "many", slow)) {
      for (int i = 0; i < 200; i++) {
        pipeline.send("r", new byte[] {1});
      }
      pipeline.awaitMetric("stillwatch_records_refused_total{reason=\"malformed\"}", 200);
      await()
          .atMost(PATIENCE)
          .until(() -> pipeline.sum("stillwatch_dead_letters_total") == pipeline.sent());

      // How long the 200 took is the machine's affair; ten are let through at once.
      double sent = pipeline.metric(SENT);
      assertThat(sent).isBetween(10.0, 199.0);
      assertThat(pipeline.metric(RATE_LIMITED)).isEqualTo(200 - sent);
      assertThat(pipeline.metric(FAILED)).isZero();
      assertThat(Letters.read(broker.bootstrapServers(), "many-dead-letters", (int) sent))
          .hasSize((int) sent);
    }
  }

  @Test
  void aMissingTopicIsCountedAndStopsNothingAndIsFoundOnceItIsThere() {
    try (Pipeline pipeline = new Pipeline(broker, "missing")) {
      pipeline.send("r", new byte[] {1});
      pipeline.awaitMetric(FAILED, 1);
      new KnownClasses("good", 200, 12).pass(5, 0, 1, Kind.VECTORS).forEach(pipeline::send);
      assertThat(pipeline.measured(1)).hasSize(1);

      broker.createTopic("missing-dead-letters", 1);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                pipeline.send("r", new byte[] {1});
                return pipeline.metric(SENT) >= 1;
              });
      assertThat(Letters.read(broker.bootstrapServers(), "missing-dead-letters", 1)).isNotEmpty();
    }
  }

  @Test
  void aRecordThatTheTopicDoesNotTakeIsCountedAndTheNextIsSent() {
    broker.createTopic("narrow-dead-letters", 1, Map.of("max.message.bytes", "5000"));
    try (Pipeline pipeline = new Pipeline(broker, "narrow")) {
      pipeline.send("r", new byte[6_000]);
      pipeline.send("r", new byte[] {1});

      pipeline.awaitMetric(SENT, 1);
      pipeline.awaitMetric(FAILED, 1);
      assertThat(Letters.read(broker.bootstrapServers(), "narrow-dead-letters", 1).get(0).value())
          .isEqualTo(new byte[] {1});
    }
  }

  @Test
  void withoutATopicNothingIsSentAndNothingIsCounted() {
    AgentSettings off =
        AgentSettings.DEFAULT.withKafka(
            AgentSettings.DEFAULT.kafka().withDeadLetters(new DeadLetterSettings("", 100)));
    try (Pipeline pipeline = new Pipeline(broker, "off", off)) {
      pipeline.send("r", new byte[] {1});
      pipeline.awaitMetric("stillwatch_records_refused_total{reason=\"malformed\"}", 1);
      assertThat(pipeline.sum("stillwatch_dead_letters_total")).isZero();
    }
  }
}
