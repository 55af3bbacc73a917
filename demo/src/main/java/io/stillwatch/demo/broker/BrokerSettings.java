package io.stillwatch.demo.broker;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a single broker that is its own controller, kept small: loopback, few threads.
 */
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";

  private BrokerSettings() {}

  static String address(int port) {
    return HOST + ":" + port;
  }

  static Map<String, String> of(int brokerPort, int controllerPort, Path directory) {
    Map<String, String> settings = new TreeMap<>();
    place(settings, brokerPort, controllerPort, directory);
    single(settings);
    small(settings);
    return settings;
  }

  /** Adds a listener to the others. */
  static void add(Map<String, String> settings, ClientListener listener, int port) {
    String name = ClientListener.NAME;
    settings.merge("listeners", "," + name + "://" + address(port), String::concat);
    settings.merge(
        "listener.security.protocol.map", "," + name + ":" + listener.protocol(), String::concat);
    String prefix = "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
    listener.settings().forEach((setting, value) -> settings.put(prefix + setting, value));
    settings.putAll(listener.brokerSettings());
  }

  private static void place(
      Map<String, String> settings, int brokerPort, int controllerPort, Path directory) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + address(controllerPort));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put(
        "listeners",
        "BROKER://" + address(brokerPort) + "," + CONTROLLER + "://" + address(controllerPort));
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
  }

  /** Internal topics ask for three brokers by default; and groups are small here. */
  private static void single(Map<String, String> settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.consumer.assignment.interval.ms", "0");
    // A member that is gone is missed soon, and a new one is let in soon.
    settings.put("group.consumer.min.session.timeout.ms", "6000");
    settings.put("group.consumer.session.timeout.ms", "6000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "500");
    settings.put("group.consumer.heartbeat.interval.ms", "500");
    settings.put("controller.quorum.election.timeout.ms", "200");
  }

  private static void small(Map<String, String> settings) {
    settings.put("num.network.threads", "1");
    settings.put("num.io.threads", "2");
    settings.put("background.threads", "1");
    settings.put("group.coordinator.threads", "1");
    settings.put("group.coordinator.background.threads", "1");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("remote.log.reader.threads", "1");
    // The smallest that the cleaner accepts; the default takes 128 MiB at start.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // Its log ends with it; until then old timestamps are no reason to let go of a record.
    settings.put("log.retention.ms", "-1");
  }
}
