package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Finds out what Kafka's client says of its settings: values, the login, certificates and their
 * passwords. Nobody is connected to.
 */
final class ClientSettings {
  /** Others go and ask somebody for a ticket or a token, as soon as there is a client. */
  private static final Set<String> KNOWN_BY_THEMSELVES =
      Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  /** Nobody is asked there; a name that cannot be found today is no mistake. */
  private static final String NOWHERE = "127.0.0.1:9";

  private static final String LOGIN = SaslConfigs.SASL_JAAS_CONFIG;

  private ClientSettings() {}

  /** One sentence a problem, beginning with the setting's name; never with a secret in it. */
  static List<String> problems(KafkaSettings settings) {
    if (settings.client().isEmpty()) {
      return List.of();
    }
    Map<String, Object> client = KafkaSource.clientSettings(settings);
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, NOWHERE);
    client.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    try {
      ConsumerConfig checked = new ConsumerConfig(client);
      if (isKnownByItself(checked)) {
        new KafkaConsumer<>(client).close();
      }
      return List.of();
    } catch (KafkaException e) {
      return List.of("client cannot be used: " + sentence(e));
    }
  }

  private static boolean isKnownByItself(ConsumerConfig config) {
    return !config.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG).startsWith("SASL_")
        || KNOWN_BY_THEMSELVES.contains(config.getString(SaslConfigs.SASL_MECHANISM));
  }

  /** What Kafka says of a login that it cannot read may quote from it. */
  private static String sentence(KafkaException failure) {
    List<String> said = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("JAAS") || message.contains("LoginModule")) {
        return LOGIN
            + " was not understood; must be like: org.apache.kafka.common.security.scram"
            + ".ScramLoginModule required username=\"NAME\" password=\"PASSWORD\";";
      }
      said.add(message);
    }
    return failure instanceof ConfigException ? said.get(0) : said.get(said.size() - 1);
  }
}
