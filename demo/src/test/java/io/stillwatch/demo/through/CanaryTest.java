package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.SecuredBroker;
import io.stillwatch.sample.Representation.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password that sings: the agent is run with it as a process of its own, all that can be said is
 * said, and nobody may hear it.
 */
final class CanaryTest {
  private static final String CANARY = "Canary7f3aSings";
  private static final String TOPIC = "canary";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(folder);
    broker.user("rightless", CANARY);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.openServers()))) {
      List<String> names = List.of(TOPIC, TOPIC + "-letters", TOPIC + "-checkpoints");
      admin
          .createTopics(
              names.stream()
                  .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static String config(String user, String password, String more) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            """
            kafka:
              bootstrap_servers: %s
              topic: %2$s
              checkpoints_topic: %2$s-checkpoints
              dead_letters_topic: %2$s-letters
            %3$s  client:
                ssl.key.password: '%4$s'
                vault.of.an.extension: '%4$s'
            """
                .formatted(broker.servers(), TOPIC, more, password));
    broker
        .client(user, password)
        .forEach((setting, value) -> yaml.append("    %s: '%s'%n".formatted(setting, value)));
    return Files.writeString(folder.resolve(user + ".yaml"), yaml).toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process started(Path out, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.stillwatch.demo.Stillwatch"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("STILLWATCH_LOG", "DEBUG");
    builder.environment().put("STILLWATCH_LOG_OTHERS", "DEBUG");
    builder.environment().put("CANARY", CANARY);
    return builder.start();
  }

  private static String get(int port, String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRunningAgentNeverShowsIt() throws Exception {
    int port = freePort();
    String config = config(SecuredBroker.ADMIN, "${env:CANARY}", "");
    Files.writeString(
        Path.of(config), "http: {port: %d}%n".formatted(port), StandardOpenOption.APPEND);
    Path out = folder.resolve("out");
    List<String> heard = new ArrayList<>();
    Process agent = started(out, "run", "--json", "-c", config);
    try {
      await().atMost(PATIENCE).until(() -> get(port, "-/ready").contains("invalid credentials"));
      look(port, heard);

      broker.user(SecuredBroker.ADMIN, CANARY);
      try (Sender sender = new Sender(broker.openServers(), TOPIC)) {
        new KnownClasses("r", 200, 12).pass(0, 0, 1, Kind.VECTORS).forEach(sender::send);
        await().atMost(PATIENCE).until(() -> get(port, "metrics").contains("run=\"r\""));
        // The first letters fail, as the producer was refused before.
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  sender.send("r", new byte[] {1});
                  return get(port, "metrics").contains("{outcome=\"sent\"} 1");
                });
      }
      look(port, heard);
      heard.addAll(letters());
    } finally {
      agent.destroy();
      agent.waitFor();
    }
    heard.add(Files.readString(out));
    assertThat(heard).allMatch(text -> !text.isEmpty()).noneMatch(text -> text.contains(CANARY));
    assertThat(Files.readString(out))
        .contains("ssl.key.password = [hidden]")
        .contains("invalid credentials")
        .contains("refused as malformed")
        .contains("\"run\":\"r\"");
  }

  private static void look(int port, List<String> heard) {
    for (String path : List.of("", "metrics", "-/ready", "-/healthy")) {
      heard.add(get(port, path));
    }
  }

  private static List<String> letters() {
    ConsumerRecord<byte[], byte[]> letter =
        Letters.read(broker.openServers(), TOPIC + "-letters", 1).get(0);
    List<String> texts = new ArrayList<>();
    letter
        .headers()
        .forEach(header -> texts.add(new String(header.value(), StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void noCommandShowsItWhateverIsWrong() throws Exception {
    String held = "${file:" + Files.writeString(folder.resolve("held"), CANARY + "\n") + "}";
    String plain = config("plain", CANARY, "  topic_: 'no setting'\n  group: ''\n");
    String stranger = config("stranger", held, "");
    String rightless = config("rightless", held, "");
    String file = folder.resolve("file").toString();
    List<List<String>> commands =
        List.of(
            List.of("check", plain),
            List.of("run", "-c", plain),
            List.of("check", stranger),
            List.of("topics", "-c", stranger, "--acls"),
            List.of("topics", "-c", stranger),
            List.of("record", "-c", stranger, file),
            List.of("replay", "-c", stranger, "--topic", TOPIC),
            List.of("topics", "-c", rightless),
            List.of("record", "-c", rightless, file));
    List<String> said = new ArrayList<>();
    for (List<String> words : commands) {
      Path out = folder.resolve("command");
      started(out, words.toArray(String[]::new)).waitFor();
      said.add(Files.readString(out));
    }
    assertThat(said).allMatch(text -> !text.isEmpty()).noneMatch(text -> text.contains(CANARY));
    assertThat(said.get(0))
        .contains("topic_ is not a setting")
        .contains("group was empty")
        .contains("kafka.client.ssl.key.password holds a secret in plain text")
        .contains("kafka.client.sasl.jaas.config holds a secret in plain text");
    assertThat(said.get(2)).contains("can be used");
    assertThat(said.subList(4, 7)).allMatch(text -> text.contains("invalid credentials"));
    assertThat(said.subList(7, 9)).allMatch(text -> text.contains("uthoriz"));
  }
}
