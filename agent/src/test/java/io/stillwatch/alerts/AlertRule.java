package io.stillwatch.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** One alert of the one source of alerts, as Prometheus reads it. */
record AlertRule(String group, String interval, JsonNode rule) {
  static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.LITERAL_BLOCK_STYLE)
              .build());

  static final Path GRAFANA = Path.of("..", "grafana");

  /** By SnakeYAML itself, as Jackson does not know aliases. */
  static JsonNode read(Path file) throws IOException {
    return YAML.valueToTree(new Yaml().load(Files.readString(file)));
  }

  /** All of them, in the order of the file. */
  static List<AlertRule> all() throws IOException {
    return stream(read(GRAFANA.resolve("prometheus/alerts.yaml")).get("groups"))
        .flatMap(
            group ->
                stream(group.get("rules"))
                    .map(
                        rule ->
                            new AlertRule(
                                group.get("name").asText(), group.get("interval").asText(), rule)))
        .toList();
  }

  static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }

  String name() {
    return text("alert");
  }

  String text(String field) {
    return rule.get(field).asText();
  }

  String severity() {
    return rule.get("labels").get("severity").asText();
  }

  String annotation(String name) {
    return rule.get("annotations").path(name).asText();
  }

  @Override
  public String toString() {
    return name();
  }
}
