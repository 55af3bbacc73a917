package io.stillwatch.demo.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One real Kafka broker that is its own KRaft controller, on free ports of the loopback interface.
 * Its log lies in a temporary directory, deleted when the broker closes; a closed broker leaves no
 * thread behind.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** A free port may be taken between finding and binding it. */
  private static final int ATTEMPTS = 3;

  private final Path directory;
  private final KafkaConfig config;
  private final int port;
  private final int clientPort;
  private KafkaRaftServer server;

  private EmbeddedBroker(
      KafkaRaftServer server, Path directory, KafkaConfig config, int port, int clientPort) {
    this.server = server;
    this.directory = directory;
    this.config = config;
    this.port = port;
    this.clientPort = clientPort;
  }

  /**
   * Starts a broker and waits until it serves; a few seconds.
   *
   * @return the broker, without topics
   * @throws UncheckedIOException if the temporary directory cannot be written
   * @throws KafkaException if the broker does not start
   */
  public static EmbeddedBroker start() {
    return start(0);
  }

  /**
   * Starts a broker that listens on a given port, and waits until it serves.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @return the broker, without topics
   * @throws UncheckedIOException if the temporary directory cannot be written
   * @throws KafkaException if the broker does not start
   */
  public static EmbeddedBroker start(int port) {
    return start(port, Optional.empty());
  }

  static EmbeddedBroker start(int port, Optional<ClientListener> clients) {
    for (int attempt = 1; ; attempt++) {
      try {
        return started(port, clients);
      } catch (KafkaException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static EmbeddedBroker started(int port, Optional<ClientListener> clients)
      throws IOException {
    Path directory = Files.createTempDirectory("stillwatch-broker-");
    KafkaRaftServer server = null;
    try {
      int[] ports = freePorts();
      ports[0] = port == 0 ? ports[0] : port;
      Map<String, String> settings = BrokerSettings.of(ports[0], ports[1], directory);
      clients.ifPresent(listener -> BrokerSettings.add(settings, listener, ports[2]));
      format(directory, clients.map(ClientListener::scramCredentials).orElse(List.of()));
      KafkaConfig config = new KafkaConfig(settings, false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, directory, config, ports[0], ports[2]);
    } catch (IOException | RuntimeException e) {
      if (server != null) {
        stop(server);
      }
      delete(directory);
      throw e;
    }
  }

  /**
   * Where the broker listens.
   *
   * @return {@code host:port}, as the Kafka clients' {@code bootstrap.servers} wants it
   */
  public String bootstrapServers() {
    return BrokerSettings.address(port);
  }

  /** Where clients that must say who they are reach the broker, if it has such a listener. */
  String clientServers() {
    return BrokerSettings.address(clientPort);
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @param name the topic's name
   * @param partitions the number of partitions, at least 1
   * @throws KafkaException if the topic exists or the name is invalid
   */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic with settings of its own and waits until it is there.
   *
   * @param name the topic's name
   * @param partitions the number of partitions, at least 1
   * @param settings the topic's settings, such as {@code cleanup.policy}
   * @throws KafkaException if the topic exists, or the name or a setting is invalid
   */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(topic.configs(settings))).all().get();
      // The controller has it; the broker may hear of it a moment later.
      while (!admin.listTopics().names().get().contains(name)) {
        Thread.onSpinWait();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("topic " + name + " was not created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating topic " + name, e);
    }
  }

  /**
   * Stops the broker and starts it again, with its log and on its port; a few seconds in which
   * nobody answers there.
   *
   * @param meanwhile done while no broker runs
   * @throws KafkaException if the broker does not start
   */
  public void restart(Runnable meanwhile) {
    stop(server);
    meanwhile.run();
    server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
  }

  @Override
  public void close() {
    stop(server);
    delete(directory);
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, List<String> scramCredentials) {
    Formatter formatter =
        new Formatter()
            .setNodeId(BrokerSettings.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER)
            .setMetadataLogDirectory(directory.toString())
            .addDirectory(directory.toString())
            .setScramArguments(scramCredentials)
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new KafkaException("the broker's directory " + directory + " was not formatted", e);
    }
  }

  private static int[] freePorts() throws IOException {
    // All sockets are open at once, so that the ports differ.
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {broker.getLocalPort(), controller.getLocalPort(), clients.getLocalPort()};
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
