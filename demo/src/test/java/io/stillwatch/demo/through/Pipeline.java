package io.stillwatch.demo.through;

import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Message;
import io.stillwatch.source.RawRecord;
import io.stillwatch.status.HttpSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A topic of a real broker and an agent that reads it, for tests of the whole way. */
final class Pipeline implements AutoCloseable {
  private final Sender sender;
  private final List<Measurement> measurements = Collections.synchronizedList(new ArrayList<>());
  private final Agent agent;

  Pipeline(EmbeddedBroker broker, String topic) {
    this(broker, topic, AgentSettings.DEFAULT);
  }

  Pipeline(EmbeddedBroker broker, String topic, AgentSettings settings) {
    broker.createTopic(topic, 1);
    sender = new Sender(broker.bootstrapServers(), topic);
    agent = Agent.start(settings(broker.bootstrapServers(), topic, settings), measurements::add);
  }

  static AgentSettings settings(String bootstrapServers, String topic, AgentSettings others) {
    return others
        .withKafka(
            new KafkaSettings(
                bootstrapServers,
                topic,
                "test-" + topic,
                topic + "-teachers",
                topic + "-checkpoints",
                deadLetters(topic, others.kafka().deadLetters()),
                Map.of()))
        .withHttp(new HttpSettings("127.0.0.1", 0));
  }

  /** Of its own for each topic, where there is one. */
  private static DeadLetterSettings deadLetters(String topic, DeadLetterSettings asked) {
    return asked.areSent()
        ? new DeadLetterSettings(topic + "-dead-letters", asked.perSecond())
        : asked;
  }

  void send(Message message) {
    sender.send(message);
  }

  void send(String key, byte[] value) {
    sender.send(key, value);
  }

  /** Sends a record as it is, but for its topic and partition, which are this one's. */
  void send(RawRecord record) {
    sender.send(record);
  }

  /** What was measured, once the agent has read every record and published so many. */
  List<Measurement> measured(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                metric("stillwatch_records_total") == sender.sent()
                    && measurements.size() >= count);
    return List.copyOf(measurements);
  }

  /** The value of one series of the agent's scrape; not a number where there is none. */
  double metric(String series) {
    return Scraped.of(agent.url()).value(series);
  }

  /** Waits until a series has a value. */
  void awaitMetric(String series, double value) {
    await().atMost(Duration.ofSeconds(60)).until(() -> metric(series) == value);
  }

  /** The sum of all series of a metric, whatever their labels. */
  double sum(String metric) {
    return Scraped.of(agent.url()).sum(metric);
  }

  String get(String path) {
    return get(agent, path).body();
  }

  static HttpResponse<String> get(Agent agent, String path) {
    return Scraped.get(agent.url(), path);
  }

  long sent() {
    return sender.sent();
  }

  @Override
  public void close() {
    agent.close();
    sender.close();
  }
}
