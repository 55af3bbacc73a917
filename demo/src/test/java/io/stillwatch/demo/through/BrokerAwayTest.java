package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Representation.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** An agent that starts before its broker, and one that is stopped in the midst of a pass. */
final class BrokerAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anAgentWaitsForItsBrokerAndItsTopicWithRedHealthAndReadsOnceTheyAreThere()
      throws IOException {
    int port = freePort();
    String address = "127.0.0.1:" + port;
    List<Measurement> measurements = new CopyOnWriteArrayList<>();
    try (Agent agent =
        Agent.start(Pipeline.settings(address, "late", AgentSettings.DEFAULT), measurements::add)) {
      await()
          .atMost(PATIENCE)
          .until(() -> agent.health().sentence().contains("no Kafka broker answers at " + address));
      assertThat(Pipeline.get(agent, "-/ready").statusCode()).isEqualTo(503);
      assertThat(Scraped.of(agent.url()).value("stillwatch_ready")).isEqualTo(0);
      assertThat(Pipeline.get(agent, "-/healthy").statusCode()).isEqualTo(200);
      assertThat(Pipeline.get(agent, "").body()).contains("no Kafka broker answers at " + address);

      try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
        await()
            .atMost(PATIENCE)
            .until(() -> agent.health().sentence().contains("the topic late is not there"));
        broker.createTopic("late", 1);
        try (Sender sender = new Sender(address, "late")) {
          new KnownClasses("late", 200, 12).pass(5, 0, 1, Kind.VECTORS).forEach(sender::send);
        }
        await().atMost(PATIENCE).until(() -> measurements.size() == 1);
        assertThat(Pipeline.get(agent, "-/ready").statusCode()).isEqualTo(200);
        assertThat(Scraped.of(agent.url()).value("stillwatch_ready")).isEqualTo(1);
      }
    }
  }

  @Test
  void theLowestPositionThatAnOpenPassAndTheOneBeforeNeedIsCommitted() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      try (Pipeline pipeline = new Pipeline(broker, "open")) {
        KnownClasses run = new KnownClasses("open", 200, 12);
        run.pass(3, 0, 2, Kind.VECTORS).forEach(pipeline::send);
        run.pass(4, 1, 2, Kind.VECTORS).forEach(pipeline::send);
        pipeline.send(run.pass(5, 2, 2, Kind.VECTORS).get(0));
        assertThat(pipeline.measured(2)).hasSize(2);
      }
      // The pass before is needed too, for the change of its samples.
      assertThat(committed(broker, "open")).isEqualTo(2);
    }
  }

  private static long committed(EmbeddedBroker broker, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin
          .listConsumerGroupOffsets("test-" + topic)
          .partitionsToOffsetAndMetadata()
          .get()
          .get(new TopicPartition(topic, 0))
          .offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the committed position was not found", e);
    }
  }
}
