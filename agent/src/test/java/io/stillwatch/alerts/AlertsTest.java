package io.stillwatch.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.measure.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The alerts say what there is, are explained, and are the same everywhere. That they fire when
 * they should is tested by promtool, with the files beside them, in {@code ./check}.
 */
final class AlertsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern METRIC = Pattern.compile("stillwatch_[a-z_]+");
  private static final Pattern VERDICT = Pattern.compile("verdict=\"(\\w+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(stillwatch_\\w+)` \\|");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| `(Stillwatch\\w+)` \\| (\\w+) \\|");

  static Stream<AlertRule> alerts() throws IOException {
    return AlertRule.all().stream();
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static List<String> first(Pattern pattern, String text) {
    return found(pattern, text).map(match -> match.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertAsksForMetricsAndVerdictsThatThereAre(AlertRule alert) throws IOException {
    List<String> documented = first(DOCUMENTED, Files.readString(DOCS.resolve("metrics.md")));
    assertThat(found(METRIC, alert.text("expr").replaceAll("\"[^\"]*\"", "")))
        .extracting(MatchResult::group)
        .isSubsetOf(documented);
    assertThat(first(VERDICT, alert.text("expr")))
        .isSubsetOf(Arrays.stream(Verdict.values()).map(Verdict::word).toList());
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertIsExplainedAndItsRunbookIsThere(AlertRule alert) throws IOException {
    assertThat(alert.severity()).isIn("critical", "warning", "info");
    assertThat(alert.annotation("summary")).isNotBlank();
    assertThat(alert.annotation("description")).isNotBlank();
    List<String> anchors =
        first(HEADING, Files.readString(DOCS.resolve("operations.md"))).stream()
            .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    assertThat(anchors)
        .map(anchor -> "docs/operations.md#" + anchor)
        .contains(alert.annotation("runbook_url"));
  }

  @Test
  void thePageOfMetricsListsEveryAlertWithItsSeverity() throws IOException {
    Map<String, String> listed =
        found(LISTED, Files.readString(DOCS.resolve("metrics.md")))
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    assertThat(listed)
        .isEqualTo(alerts().collect(Collectors.toMap(AlertRule::name, AlertRule::severity)));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertIsTestedToFireAndNotToFire(AlertRule alert) throws IOException {
    List<JsonNode> tests = tested().filter(t -> named(t, alert)).toList();
    assertThat(tests).anyMatch(test -> !test.path("exp_alerts").isEmpty());
    // While all is well, once it is over, and without data (where one fires without data: while it
    // does not).
    assertThat(tests.stream().filter(test -> test.path("exp_alerts").isEmpty()).count())
        .isGreaterThanOrEqualTo(3);
  }

  private static boolean named(JsonNode test, AlertRule alert) {
    return test.get("alertname").asText().equals(alert.name());
  }

  private static Stream<JsonNode> tested() throws IOException {
    List<JsonNode> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(AlertRule.GRAFANA.resolve("prometheus/tests"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        AlertRule.stream(AlertRule.read(file).get("tests"))
            .flatMap(test -> AlertRule.stream(test.path("alert_rule_test")))
            .forEach(tests::add);
      }
    }
    return tests.stream();
  }

  /** What Grafana's file should be is written to target, to be copied when the alerts change. */
  @Test
  void grafanaHasTheSameAlerts() throws IOException {
    JsonNode made = GrafanaRules.of(AlertRule.all());
    Path copy = Path.of("target", "alerts.yaml");
    Files.writeString(
        copy,
        "# Made from grafana/prometheus/alerts.yaml; a test writes it to agent/target/alerts.yaml.\n"
            + AlertRule.YAML.writeValueAsString(made));
    Path file = AlertRule.GRAFANA.resolve("provisioning/alerting/alerts.yaml");
    assertThat(Files.readString(file))
        .as("%s; copy agent/%s there", file, copy)
        .isEqualTo(Files.readString(copy));
  }
}
