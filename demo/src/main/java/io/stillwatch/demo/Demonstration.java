package io.stillwatch.demo;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.ResultSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.status.HttpSettings;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One process with everything in it: a broker, three trainings that send to it, and the agent that
 * reads from it. Nothing goes around Kafka.
 */
final class Demonstration implements AutoCloseable {
  static final String TOPIC = "stillwatch";
  private static final int PARTITIONS = 3;
  private static final int PAIRS = 2;

  /** The classes, whose gaps have series here. */
  private static final int DIGITS = 10;

  /** For the last pass to go through the broker and the solver. */
  private static final Duration TAIL = Duration.ofSeconds(2);

  private static final long MILLIS_FOR_THE_LAST = 15_000;

  private final EmbeddedBroker broker;
  private final Agent agent;
  private final Watched watched = new Watched();
  private final Trainings trainings;

  private Demonstration(PrintStream say, Consumer<Measurement> sink) {
    say.println("starting a Kafka broker in this process");
    broker = EmbeddedBroker.start();
    broker.createTopic(TOPIC, PARTITIONS);
    broker.createTopic(DeadLetterSettings.DEFAULT.topic(), 1);
    broker.createTopic(
        KafkaSettings.USUAL_CHECKPOINTS, PARTITIONS, Map.of("cleanup.policy", "compact"));
    for (String results :
        List.of(
            ResultSettings.DEFAULT.snapshotsTopic(), ResultSettings.DEFAULT.measurementsTopic())) {
      broker.createTopic(results, 1, Map.of("cleanup.policy", "compact"));
    }
    say.printf("it is at %s; the topic is %s%n", broker.bootstrapServers(), TOPIC);
    agent = agent(broker.bootstrapServers(), sink.andThen(watched::add), say);
    trainings = new Trainings(broker.bootstrapServers(), TOPIC, say);
  }

  /**
   * Starts the broker and the agent, and trains the teacher; a few seconds.
   *
   * @param say what goes on is said there
   * @param sink takes every measurement, on one thread
   */
  static Demonstration start(PrintStream say, Consumer<Measurement> sink) {
    return new Demonstration(say, sink);
  }

  private static Agent agent(String servers, Consumer<Measurement> sink, PrintStream say) {
    AgentSettings settings =
        AgentSettings.DEFAULT
            .withKafka(new KafkaSettings(servers, TOPIC, TOPIC, TOPIC + "-teachers", Map.of()))
            .withMetrics(new MetricLimits().withClasses(DIGITS));
    Agent agent;
    try {
      agent = Agent.start(settings, sink);
    } catch (UncheckedIOException taken) {
      say.println("port " + HttpSettings.USUAL_PORT + " is taken, so another one is used");
      agent = Agent.start(settings.withHttp(new HttpSettings("127.0.0.1", 0)), sink);
    }
    say.printf("the page is %s, metrics are %smetrics%n", agent.url(), agent.url());
    return agent;
  }

  /**
   * Trains the students side by side, evaluating them as it goes, and waits for the last
   * measurement. Ends early where its thread is interrupted.
   *
   * @param duration how long the whole should take
   */
  void run(Duration duration) throws InterruptedException {
    int passes = trainings.run(duration.minus(TAIL));
    watched.await(passes * PAIRS * trainings.runs().size(), MILLIS_FOR_THE_LAST);
  }

  List<Measurement> latest() {
    return watched.latest(trainings.runs());
  }

  List<Measurement> ofPair(String pair) {
    return watched.ofPair(pair, trainings.runs());
  }

  long rowsRead() {
    return agent.rowsRead();
  }

  String url() {
    return agent.url();
  }

  @Override
  public void close() {
    trainings.close();
    agent.close();
    broker.close();
  }
}
