package io.stillwatch.demo.broker;

import java.util.List;
import java.util.Map;

/**
 * One more listener, for clients that must say who they are.
 *
 * @param protocol as Kafka spells it, such as {@code SASL_SSL}
 * @param settings of the listener
 * @param brokerSettings of the whole broker
 * @param scramCredentials users that are there from the start, as the formatter takes them
 */
record ClientListener(
    String protocol,
    Map<String, String> settings,
    Map<String, String> brokerSettings,
    List<String> scramCredentials) {
  static final String NAME = "CLIENTS";
}
