package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Several values for some settings, to be tried in all combinations. A name is that of a setting,
 * such as {@code window.rows}.
 */
public final class Sweep {
  private static final int MOST_COMBINATIONS = 64;

  /** What settings are tried on. */
  public enum Over {
    /** Records: all that says how they are looked at, and not where they come from and go. */
    RECORDS("codebook, control, join, labels, pairs, reference, verdict, window"),
    /** Snapshots, which are counted already. */
    SNAPSHOTS("control, reference, verdict");

    private final String sections;

    Over(String sections) {
      this.sections = sections;
    }

    private boolean has(String section) {
      return List.of(sections.split(", ")).contains(section);
    }
  }

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private final Over over;

  private Sweep(Over over) {
    this.over = over;
  }

  /**
   * Settings by all combinations of values.
   *
   * @param file a YAML file of names and lists of values, if there is one
   * @param assignments of the form {@code name=value,value}; they go before the file
   * @param over what they are tried on
   * @return each combination by name, in order; one without names where nothing is given
   * @throws SettingsException if a name or value is none, or there are too many combinations
   */
  public static List<Map<String, String>> combinations(
      Optional<Path> file, List<String> assignments, Over over) throws SettingsException {
    Sweep sweep = new Sweep(over);
    if (file.isPresent()) {
      SettingsFile.tree(file.get()).properties().forEach(e -> sweep.add(e.getKey(), e.getValue()));
    }
    assignments.forEach(sweep::assign);
    List<Map<String, String>> combinations = sweep.combined();
    if (combinations.size() > MOST_COMBINATIONS) {
      sweep.problems.add(
          "there were %d combinations; must be at most %d"
              .formatted(combinations.size(), MOST_COMBINATIONS));
    }
    if (!sweep.problems.isEmpty()) {
      throw new SettingsException(sweep.problems);
    }
    return combinations;
  }

  /**
   * The settings of one combination, which goes before the environment and the file.
   *
   * @param file the YAML file of settings, if there is one
   * @param environment the process's variables
   * @param combination settings by name
   * @return settings without problems
   * @throws SettingsException if anything is wrong, with everything that is
   */
  public static AgentSettings settings(
      Optional<Path> file, Map<String, String> environment, Map<String, String> combination)
      throws SettingsException {
    Map<String, String> variables = new LinkedHashMap<>(environment);
    combination.forEach((name, value) -> variables.put(variable(name), value));
    return SettingsReader.read(file, variables);
  }

  private static String variable(String name) {
    return Section.PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private void add(String name, JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(value -> texts.add(value.asText()));
    } else {
      texts.add(node.asText());
    }
    add(name, texts);
  }

  private void assign(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      problems.add("--set was " + assignment + "; must be like window.rows=1000,2000");
      return;
    }
    add(
        assignment.substring(0, equals).strip(),
        List.of(assignment.substring(equals + 1).strip().split("\\s*,\\s*")));
  }

  private void add(String name, List<String> texts) {
    String section = name.replaceFirst("\\..*", "");
    boolean known =
        Over.RECORDS.has(section) && SettingsReader.variables().contains(variable(name));
    if (!known) {
      problems.add("%s is no setting of %s".formatted(name, over.sections));
    } else if (!over.has(section)) {
      problems.add(
          "%s needs the records, as snapshots are counted by it already; must be a setting of %s"
              .formatted(name, over.sections));
    } else if (texts.isEmpty()) {
      problems.add(name + " had no values; must have at least one");
    } else {
      values.put(name, texts);
    }
  }

  private List<Map<String, String>> combined() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> setting : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : setting.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(combination);
          with.put(setting.getKey(), value);
          longer.add(with);
        }
      }
      combinations = longer;
      if (combinations.size() > MOST_COMBINATIONS) {
        return combinations;
      }
    }
    return combinations;
  }
}
