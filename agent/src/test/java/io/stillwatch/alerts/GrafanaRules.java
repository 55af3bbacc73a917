package io.stillwatch.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Alerts as Grafana's own rules, in the form of its provisioning files. */
final class GrafanaRules {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String DATASOURCE = "prometheus";
  private static final int SECONDS_BACK = 600;

  private GrafanaRules() {}

  static ObjectNode of(List<AlertRule> alerts) {
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    for (AlertRule alert : alerts) {
      groups
          .computeIfAbsent(alert.group(), name -> group(name, alert.interval()))
          .withArray("rules")
          .add(rule(alert));
    }
    ObjectNode file = NODES.objectNode().put("apiVersion", 1);
    file.putArray("groups").addAll(groups.values());
    return file;
  }

  private static ObjectNode group(String name, String interval) {
    return NODES
        .objectNode()
        .put("orgId", 1)
        .put("name", name)
        .put("folder", "Stillwatch")
        .put("interval", interval);
  }

  /** Prometheus fires where there is a number, whichever; Grafana where the condition is not 0. */
  private static ObjectNode rule(AlertRule alert) {
    ObjectNode rule =
        NODES
            .objectNode()
            .put("uid", uid(alert.name()))
            .put("title", alert.name())
            .put("condition", "B");
    ArrayNode data = rule.putArray("data");
    data.add(
        query("A", DATASOURCE, model("A").put("expr", alert.text("expr")).put("instant", true)));
    data.add(
        query("B", "__expr__", model("B").put("type", "math").put("expression", "is_number($A)")));
    rule.put("noDataState", "OK").put("execErrState", "Error").put("for", alert.text("for"));
    if (alert.rule().has("keep_firing_for")) {
      rule.put("keepFiringFor", alert.text("keep_firing_for"));
    }
    rule.set("labels", alert.rule().get("labels"));
    rule.set("annotations", alert.rule().get("annotations"));
    return rule;
  }

  private static ObjectNode model(String refId) {
    return NODES.objectNode().put("refId", refId);
  }

  private static ObjectNode query(String refId, String datasource, ObjectNode model) {
    ObjectNode query = NODES.objectNode().put("refId", refId);
    query.putObject("relativeTimeRange").put("from", SECONDS_BACK).put("to", 0);
    query.put("datasourceUid", datasource).set("model", model);
    return query;
  }

  private static String uid(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
