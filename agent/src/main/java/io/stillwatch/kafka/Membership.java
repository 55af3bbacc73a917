package io.stillwatch.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to become a member of a consumer group: under the protocol that the settings name, else under
 * the one of KIP-848 where the broker has it, else under the classic one, whose rebalances are
 * cooperative here.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final String FEATURE = "group.version";
  private static final int ANSWER_MILLIS = 3_000;

  private Membership() {}

  /**
   * Joins the group; asks the broker how, and waits a moment for its answer.
   *
   * @param listener told of what comes and goes, within polls
   * @throws RetriableException if no broker answers
   * @throws KafkaException if the client's settings are of no use
   */
  static Consumer<byte[], byte[]> join(KafkaSettings settings, ConsumerRebalanceListener listener) {
    GroupProtocol protocol = protocol(settings);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ClientSettings.member(settings, protocol));
    consumer.subscribe(List.of(settings.topic()), listener);
    LOG.info(
        "joining the group {} under the {} protocol",
        settings.group(),
        ClientSettings.name(protocol));
    return consumer;
  }

  static GroupProtocol protocol(KafkaSettings settings) {
    return explicit(settings).orElseGet(() -> offered(settings));
  }

  /**
   * The protocol that the settings name, if they do.
   *
   * @throws KafkaException if there is none of that name
   */
  static Optional<GroupProtocol> explicit(KafkaSettings settings) {
    String asked = settings.client().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    try {
      return Optional.ofNullable(asked).map(GroupProtocol::of);
    } catch (IllegalArgumentException unknown) {
      throw new KafkaException(
          "group.protocol was '" + asked + "'; must be classic or consumer", unknown);
    }
  }

  private static GroupProtocol offered(KafkaSettings settings) {
    Map<String, Object> client = new HashMap<>(DeadLetters.connection(settings));
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(client)) {
      FinalizedVersionRange version =
          admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(FEATURE);
      return Optional.ofNullable(version).filter(v -> v.maxVersionLevel() >= 1).isPresent()
          ? GroupProtocol.CONSUMER
          : GroupProtocol.CLASSIC;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return GroupProtocol.CLASSIC;
      }
      throw e.getCause() instanceof RetriableException away
          ? away
          : new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
