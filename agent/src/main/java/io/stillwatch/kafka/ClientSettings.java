package io.stillwatch.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kafka's consumers are made of: the agent's settings, and what the agent needs itself. */
final class ClientSettings {
  private static final Logger LOG = LoggerFactory.getLogger(ClientSettings.class);

  /** The client refuses what the other protocol's groups are set by. */
  private static final Map<GroupProtocol, List<String>> REFUSED =
      Map.of(
          GroupProtocol.CLASSIC,
          List.of(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG),
          GroupProtocol.CONSUMER,
          List.of(
              ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
              ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
              ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG));

  /** What one poll may bring has room in a small heap. */
  private static final int FETCH_BYTES = 16 << 20;

  private ClientSettings() {}

  /** Of a consumer that is assigned its partitions, outside of any group. */
  static Map<String, Object> reader(KafkaSettings settings) {
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    client.putAll(settings.client());
    client.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    client.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
    client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return client;
  }

  /** Of a member of the group that the settings name, under a protocol. */
  static Map<String, Object> member(KafkaSettings settings, GroupProtocol protocol) {
    Map<String, Object> client = new HashMap<>(settings.client());
    if (protocol == GroupProtocol.CLASSIC) {
      client.putIfAbsent(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    client.putAll(reader(settings));
    for (String setting : REFUSED.get(protocol)) {
      if (client.remove(setting) != null) {
        LOG.warn("kafka.client: {} is left out: a {} group has none", setting, name(protocol));
      }
    }
    client.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    client.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, name(protocol));
    return client;
  }

  /** As Kafka's settings and its documentation spell it. */
  static String name(GroupProtocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }
}
