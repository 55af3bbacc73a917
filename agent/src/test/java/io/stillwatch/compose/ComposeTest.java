package io.stillwatch.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsReader;
import io.stillwatch.status.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What of docker-compose.yml and its files can be known to be right without starting them. */
final class ComposeTest {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final Path HOME = Path.of("..");
  private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
  private static final String HTTP = ":" + HttpSettings.USUAL_PORT;

  record Service(String name, JsonNode node) {
    List<String> texts(String field) {
      return ComposeTest.texts(node.path(field));
    }

    String text(String field) {
      return node.path(field).asText();
    }

    boolean isBuilt() {
      return node.has("build");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** By SnakeYAML itself, as Jackson does not know merge keys. */
  private static JsonNode yaml(String file) throws IOException {
    return TREES.valueToTree(new Yaml().load(text(file)));
  }

  private static String text(String file) throws IOException {
    return Files.readString(HOME.resolve(file));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  static Stream<Service> services() throws IOException {
    return all().values().stream();
  }

  private static Map<String, Service> all() throws IOException {
    Map<String, Service> all = new LinkedHashMap<>();
    yaml("docker-compose.yml")
        .get("services")
        .properties()
        .forEach(s -> all.put(s.getKey(), new Service(s.getKey(), s.getValue())));
    return all;
  }

  private static Service service(String name) throws IOException {
    return all().get(name);
  }

  @ParameterizedTest
  @MethodSource("services")
  void anImageIsBuiltHereOrPinnedToAVersion(Service service) {
    assertThat(service.text("image")).matches(PINNED);
  }

  @Test
  void whatImagesAreBuiltFromIsPinnedTooAndKafkaIsTheOneThatTestsRunOn() throws IOException {
    List<String> from =
        Pattern.compile("(?m)^FROM (\\S+)")
            .matcher(text("Dockerfile"))
            .results()
            .map(match -> match.group(1))
            .filter(image -> !image.equals("runtime"))
            .toList();
    assertThat(from).hasSize(2).allSatisfy(image -> assertThat(image).matches(PINNED));
    assertThat(service("kafka").text("image"))
        .isEqualTo("apache/kafka:" + found("<kafka.version>(.+)</kafka.version>", text("pom.xml")));
  }

  private static String found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasNoRightsThatItDoesNotNeed(Service service) {
    assertThat(service.node().path("read_only").asBoolean()).isTrue();
    assertThat(service.texts("cap_drop")).containsExactly("ALL");
    assertThat(service.texts("security_opt")).containsExactly("no-new-privileges:true");
    assertThat(service.text("user")).matches("[1-9]\\d*:\\d+");
    assertThat(service.text("mem_limit")).matches("\\d+[mg]");
    assertThat(service.node().path("pids_limit").asInt()).isPositive();
    assertThat(service.texts("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceWaitsForWhatIsHealthyAndCanSayThatItIs(Service service) throws IOException {
    Map<String, Service> all = all();
    service
        .node()
        .path("depends_on")
        .properties()
        .forEach(
            on -> {
              Service other = all.get(on.getKey());
              String condition = on.getValue().get("condition").asText();
              if (condition.equals("service_healthy")) {
                assertThat(other.node().has("healthcheck") || other.isBuilt()).isTrue();
              } else {
                assertThat(condition).isEqualTo("service_completed_successfully");
                assertThat(other.text("restart")).isEqualTo("no");
              }
            });
    assertThat(service.name().equals("kafka") || service.name().equals("alertmanager"))
        .isEqualTo(service.node().path("depends_on").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceIsGivenFromHereIsThereAndItsVolumesAreDeclared(Service service)
      throws IOException {
    JsonNode declared = yaml("docker-compose.yml").get("volumes");
    for (String volume : service.texts("volumes")) {
      String from = volume.substring(0, volume.indexOf(':'));
      if (from.startsWith("./")) {
        assertThat(HOME.resolve(from)).isDirectory();
        assertThat(volume).endsWith(":ro");
      } else {
        assertThat(declared.has(from)).as(from).isTrue();
      }
    }
  }

  @Test
  void theAgentsSettingsAreSettingsAndAgreeWithTheBroker() throws Exception {
    Map<String, String> environment = new LinkedHashMap<>();
    service("agent")
        .node()
        .get("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    String address = found("ENV STILLWATCH_HTTP_ADDRESS=(\\S+)", text("Dockerfile"));
    environment.put("STILLWATCH_HTTP_ADDRESS", address);
    AgentSettings settings = SettingsReader.read(Optional.empty(), environment);
    assertThat(settings.http()).isEqualTo(new HttpSettings("0.0.0.0", HttpSettings.USUAL_PORT));
    JsonNode broker = service("kafka").node().get("environment");
    assertThat(broker.get("KAFKA_ADVERTISED_LISTENERS").asText().split(",", -1))
        .contains("INSIDE://" + settings.kafka().bootstrapServers(), "OUTSIDE://localhost:9092");
    assertThat(service("kafka").texts("ports")).containsExactly("127.0.0.1:9092:9092");
    assertThat(service("trainer").texts("command"))
        .containsSequence("--kafka", settings.kafka().bootstrapServers());
    assertThat(service("topics").node().get("environment"))
        .isEqualTo(service("agent").node().get("environment"));
  }

  @Test
  void theAgentsPortIsTheUsualOneEverywhere() throws IOException {
    assertThat(service("agent").texts("ports")).containsExactly("127.0.0.1" + HTTP + HTTP);
    assertThat(text("Dockerfile"))
        .contains("EXPOSE " + HttpSettings.USUAL_PORT)
        .contains("/dev/tcp/127.0.0.1/" + HttpSettings.USUAL_PORT);
    JsonNode scrape = yaml("grafana/prometheus/prometheus.yaml").at("/scrape_configs/0");
    assertThat(texts(scrape.at("/static_configs/0/targets"))).containsExactly("agent" + HTTP);
    assertThat(scrape.get("job_name").asText()).isEqualTo("stillwatch");
  }

  @Test
  void prometheusKnowsItsRulesAndItsAlertmanager() throws IOException {
    JsonNode prometheus = yaml("grafana/prometheus/prometheus.yaml");
    assertThat(texts(prometheus.get("rule_files")))
        .containsExactly("recording.yaml", "alerts.yaml")
        .allSatisfy(file -> assertThat(HOME.resolve("grafana/prometheus/" + file)).isRegularFile());
    assertThat(texts(prometheus.at("/alerting/alertmanagers/0/static_configs/0/targets")))
        .containsExactly("alertmanager:9093");
    assertIsFound("prometheus", "--config.file=/etc/prometheus/", "./grafana/prometheus");
    assertIsFound("alertmanager", "--config.file=/etc/alertmanager/", "./grafana/alertmanager");
  }

  private static void assertIsFound(String name, String option, String folder) throws IOException {
    String given =
        service(name).texts("command").stream()
            .filter(word -> word.startsWith(option))
            .findFirst()
            .orElseThrow();
    assertThat(HOME.resolve(folder).resolve(given.substring(option.length()))).isRegularFile();
    String mounted = option.substring(option.indexOf('=') + 1, option.length() - 1);
    assertThat(service(name).texts("volumes")).contains(folder + ":" + mounted + ":ro");
  }

  @Test
  void grafanaFindsPrometheusAndItsDashboards() throws IOException {
    JsonNode source = yaml("grafana/provisioning/datasources/prometheus.yaml").at("/datasources/0");
    assertThat(source.get("url").asText()).isEqualTo("http://prometheus:9090");
    List<String> asked =
        Pattern.compile("datasourceUid: (\\w+)")
            .matcher(text("grafana/provisioning/alerting/alerts.yaml"))
            .results()
            .map((MatchResult match) -> match.group(1))
            .distinct()
            .toList();
    assertThat(asked).containsExactlyInAnyOrder(source.get("uid").asText(), "__expr__");
    String folder =
        yaml("grafana/provisioning/dashboards/stillwatch.yaml")
            .at("/providers/0/options/path")
            .asText();
    assertThat(service("grafana").texts("volumes"))
        .contains("./grafana/dashboards:" + folder + ":ro");
  }

  @Test
  void whatTheImagesAreBuiltFromIsSentToTheBuild() throws IOException {
    List<String> sent =
        text(".dockerignore")
            .lines()
            .filter(l -> l.startsWith("!"))
            .map(l -> l.substring(1))
            .toList();
    assertThat(sent).allSatisfy(path -> assertThat(HOME.resolve(path)).exists());
    assertThat(sent).contains("pom.xml", "LICENSE", "NOTICE");
    Pattern.compile("<module>(.+)</module>")
        .matcher(text("pom.xml"))
        .results()
        .forEach(module -> assertThat(sent).contains(module.group(1) + "/pom.xml"));
  }
}
