package io.stillwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.agent.Agent;
import io.stillwatch.cli.Streams;
import io.stillwatch.cli.TopCommand;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.status.HttpSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demonstration's trainings alone, beside a broker and an agent of others. */
final class TrainingsTest {
  private static final String TOPIC = "stillwatch";
  private static final Pattern SENT =
      Pattern.compile("sent (\\d+) passes of distilled, stalled, nuisance");

  private record Said(int exitCode, String out, String err) {}

  private static Said demo(String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode =
        TopCommand.commandLine(streams)
            .addSubcommand(new DemoCommand(streams))
            .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .execute(options);
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anAgentElsewhereMetersTrainingsThatSendToItsBroker() {
    List<Measurement> measured = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopic(TOPIC, 2);
      AgentSettings settings =
          AgentSettings.DEFAULT
              .withKafka(
                  new KafkaSettings(
                      broker.bootstrapServers(), TOPIC, "elsewhere", "teachers", Map.of()))
              .withHttp(new HttpSettings("127.0.0.1", 0));
      try (Agent agent = Agent.start(settings, measured::add)) {
        Said said = demo("demo", "--kafka", broker.bootstrapServers(), "--for", "15s");
        Matcher sent = SENT.matcher(said.err());
        assertThat(sent.find()).as(said.err()).isTrue();
        // A slow machine makes fewer passes. Three runs, two pairs of layers.
        int expected = Integer.parseInt(sent.group(1)) * 3 * 2;
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEmpty();
        await().atMost(Duration.ofMinutes(1)).until(() -> measured.size() == expected);
        assertThat(agent.health().ready()).isTrue();
      }
    }
    assertThat(measured)
        .extracting(measurement -> measurement.id().attempt().run())
        .containsOnly("distilled", "stalled", "nuisance");
  }

  @Test
  void aTopicThatIsNotThereIsSaidBeforeAnythingIsTrained() throws IOException {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + socket.getLocalPort();
    }
    Said said = demo("demo", "--kafka", nobody);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("the topic stillwatch was not found at " + nobody);
    assertThat(said.err()).doesNotContain("trained the teacher");
  }

  @Test
  void trainingsAloneHaveNoMeasurementsToPrint() {
    assertThat(demo("demo", "--kafka", "localhost:9092", "--json").exitCode()).isEqualTo(2);
    assertThat(demo("demo", "--kafka", "localhost:9092", "--picture", "x.svg").err())
        .contains("leave --json and --picture out");
  }
}
