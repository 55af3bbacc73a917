package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;

/**
 * Finds out what Kafka's client says of its settings: values, the login, certificates and their
 * passwords. Nobody is connected to.
 */
final class ClientCheck {
  /** Others go and ask somebody for a ticket or a token, as soon as there is a client. */
  private static final Set<String> KNOWN_BY_THEMSELVES =
      Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  /** Nobody is asked there; a name that cannot be found today is no mistake. */
  private static final String NOWHERE = "127.0.0.1:9";

  private static final Set<String> SAID_OF_ALL =
      Set.of("Failed to construct kafka consumer", "Failed to create new NetworkClient");

  private ClientCheck() {}

  /** One sentence a problem, beginning with the setting's name; never with a secret in it. */
  static List<String> problems(KafkaSettings settings) {
    if (settings.client().isEmpty()) {
      return List.of();
    }
    Map<String, Object> client = ClientSettings.reader(settings);
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, NOWHERE);
    try {
      Membership.explicit(settings);
      ConsumerConfig checked = new ConsumerConfig(client);
      boolean logsIn =
          checked.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG).startsWith("SASL_");
      if (logsIn) {
        JaasContext.loadClientContext(checked.values());
      }
      if (!logsIn || KNOWN_BY_THEMSELVES.contains(checked.getString(SaslConfigs.SASL_MECHANISM))) {
        new KafkaConsumer<>(client).close();
      }
      return List.of();
    } catch (KafkaException | IllegalArgumentException e) {
      return List.of("client cannot be used: " + sentence(e));
    }
  }

  /** What Kafka says of a login that it cannot read may quote from it. */
  private static String sentence(RuntimeException failure) {
    List<String> said = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("JAAS") || message.contains("LoginModule")) {
        return SaslConfigs.SASL_JAAS_CONFIG
            + " was not understood; must be like: org.apache.kafka.common.security.scram"
            + ".ScramLoginModule required username=\"NAME\" password=\"${env:NAME}\";";
      }
      if (!SAID_OF_ALL.contains(message) && said.stream().noneMatch(s -> s.contains(message))) {
        said.add(message);
      }
    }
    return String.join(": ", said);
  }
}
