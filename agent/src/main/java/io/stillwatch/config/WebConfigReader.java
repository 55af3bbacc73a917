package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.status.WebConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the web configuration file of Prometheus' exporters, as far as the agent knows it. */
final class WebConfigReader {
  private static final String NONE = "none";
  private static final String TLS = "tls_server_config";
  private static final String USERS = "basic_auth_users";
  private static final Set<String> TLS_FIELDS = Set.of("cert_file", "key_file", "min_version");

  private final List<String> problems;
  private final Path file;

  private WebConfigReader(List<String> problems, Path file) {
    this.problems = problems;
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @param path of the file, or {@value #NONE}
   * @param problems where to note what is wrong
   */
  static WebConfig read(String path, List<String> problems) {
    if (path.equals(NONE)) {
      return WebConfig.NONE;
    }
    try {
      return new WebConfigReader(problems, Path.of(path)).read();
    } catch (InvalidPathException e) {
      problems.add("http.web_config was '" + path + "'; must be a path or " + NONE);
    } catch (SettingsException e) {
      e.problems().forEach(problem -> problems.add("http.web_config: " + problem));
    }
    return WebConfig.NONE;
  }

  private WebConfig read() throws SettingsException {
    JsonNode tree = SettingsFile.tree(file);
    refuseUnknown("", tree, Set.of(TLS, USERS));
    refuseOther(tree, TLS);
    refuseOther(tree, USERS);
    Map<String, String> users = new TreeMap<>();
    tree.path(USERS).properties().forEach(user -> users.put(user.getKey(), text(user.getValue())));
    WebConfig config = new WebConfig(tls(tree.path(TLS)), users);
    config.problems().forEach(this::note);
    return config;
  }

  private Optional<WebConfig.Tls> tls(JsonNode tls) {
    if (!tls.isObject()) {
      return Optional.empty();
    }
    refuseUnknown(TLS + ".", tls, TLS_FIELDS);
    if (!tls.hasNonNull("cert_file") || !tls.hasNonNull("key_file")) {
      note(TLS + " must have cert_file and key_file");
      return Optional.empty();
    }
    return Optional.of(
        new WebConfig.Tls(
            beside(tls.path("cert_file")),
            beside(tls.path("key_file")),
            tls.path("min_version").asText("TLS12")));
  }

  /** Paths are from the file's own folder, as the exporters have it. */
  private Path beside(JsonNode path) {
    return file.toAbsolutePath().resolveSibling(path.asText());
  }

  private static String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : "";
  }

  /** What is passed over in silence might be what keeps a stranger out. */
  private void refuseUnknown(String prefix, JsonNode tree, Set<String> known) {
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                note(
                    "%s%s is not known here; there are %s"
                        .formatted(prefix, name, String.join(", ", new TreeSet<>(known))));
              }
            });
  }

  private void refuseOther(JsonNode tree, String name) {
    JsonNode node = tree.path(name);
    if (!node.isMissingNode() && !node.isObject()) {
      note("%s was %s; must be a map".formatted(name, Section.kind(node)));
    }
  }

  private void note(String problem) {
    problems.add("http.web_config: " + problem);
  }
}
