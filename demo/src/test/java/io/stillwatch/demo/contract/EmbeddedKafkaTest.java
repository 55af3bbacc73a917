package io.stillwatch.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.KafkaSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on the embedded broker, always. */
final class EmbeddedKafkaTest implements KafkaContract {
  private static EmbeddedBroker embedded;

  @BeforeAll
  static void start() {
    embedded = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    embedded.close();
  }

  @Override
  public KafkaBroker broker() {
    return new KafkaBroker(embedded.bootstrapServers());
  }

  @Override
  public GroupType usual() {
    return GroupType.CONSUMER;
  }

  @Test
  void aBrokerWithoutTheNewProtocolIsReadUnderTheClassicOne()
      throws ExecutionException, InterruptedException {
    try (EmbeddedBroker old = EmbeddedBroker.start()) {
      KafkaBroker broker = new KafkaBroker(old.bootstrapServers());
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", old.bootstrapServers()))) {
        FeatureUpdate none = new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        admin
            .updateFeatures(Map.of("group.version", none), new UpdateFeaturesOptions())
            .all()
            .get();
      }
      old.createTopic("usual", 1);
      KafkaSettings settings =
          new KafkaSettings(old.bootstrapServers(), "usual", "g", "teachers", Map.of());
      try (KafkaSource source = new KafkaSource(settings)) {
        await().atMost(KafkaBroker.PATIENCE).until(() -> !source.poll(100).assigned().isEmpty());
        assertThat(broker.typeOf("g")).isEqualTo(GroupType.CLASSIC);
      }
    }
  }
}
