package io.stillwatch.demo.contract;

import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The contract on Kafka's own image of the version that the agent is built with. */
@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
final class ContainedKafkaTest implements KafkaContract {
  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @Override
  public KafkaBroker broker() {
    return new KafkaBroker(KAFKA.getBootstrapServers());
  }

  @Override
  public GroupType usual() {
    return GroupType.CONSUMER;
  }
}
