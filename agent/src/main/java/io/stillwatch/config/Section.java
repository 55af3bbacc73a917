package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One section of the settings, read key by key: the environment before the file before the default.
 * What is wrong is noted, and the default is used to go on, so that all problems are found at once.
 */
final class Section {
  /** The prefix of variables. */
  static final String PREFIX = "STILLWATCH_";

  private final String name;
  private final JsonNode file;
  private final Map<String, String> environment;
  private final List<String> problems;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> knownInFile = new TreeSet<>();

  Section(String name, JsonNode file, Map<String, String> environment, List<String> problems) {
    this.name = name;
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  String text(String key, String otherwise) {
    return value(key, otherwise, "a text", text -> text);
  }

  int whole(String key, int otherwise) {
    return value(key, otherwise, "a whole number", Integer::parseInt);
  }

  /** Texts by commas; none by default. */
  List<String> list(String key) {
    String text = text(key, "");
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
  }

  boolean flag(String key, boolean otherwise) {
    String text = text(key, Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(name + "." + key + " was " + text + "; must be true or false");
    }
    return text.equals("true");
  }

  double number(String key, double otherwise) {
    return value(key, otherwise, "a number", Double::parseDouble);
  }

  /** One of an enumeration's names, in lower case. */
  <E extends Enum<E>> E choice(String key, E otherwise, E[] choices) {
    List<String> words =
        Arrays.stream(choices).map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();
    String word = value(key, otherwise.name().toLowerCase(Locale.ROOT), "a text", text -> text);
    int found = words.indexOf(word.toLowerCase(Locale.ROOT));
    if (found < 0) {
      problems.add(
          "%s.%s was '%s'; must be one of %s".formatted(name, key, word, String.join(", ", words)));
      return otherwise;
    }
    return choices[found];
  }

  /** Texts by name; in the file only. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new TreeMap<>();
    mapInFile(key, "texts")
        .forEach(
            (entry, node) -> {
              if (node.isValueNode() && !node.isNull()) {
                texts.put(entry, node.asText());
              } else {
                problems.add("%s.%s.%s must be a text".formatted(name, key, entry));
              }
            });
    return texts;
  }

  /** What the file has by name; in the file only. */
  Map<String, JsonNode> mapInFile(String key, String what) {
    knownInFile.add(key);
    Map<String, JsonNode> nodes = new TreeMap<>();
    JsonNode node = file.path(key);
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      problems.add(name + "." + key + " was " + kind(node) + "; must be a map of names to " + what);
    }
    node.properties().forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    return nodes;
  }

  /** What the file has by name; empty where it has no map, or the environment has a text. */
  Map<String, JsonNode> map(String key) {
    known.add(key);
    Map<String, JsonNode> nodes = new TreeMap<>();
    if (!environment.containsKey(variable(key))) {
      file.path(key).properties().forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    }
    return nodes;
  }

  private <T> T value(String key, T otherwise, String what, Function<String, T> parsed) {
    known.add(key);
    Optional<String> text =
        Optional.ofNullable(environment.get(variable(key))).or(() -> inFile(key, what));
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return parsed.apply(text.get().strip());
    } catch (NumberFormatException e) {
      problems.add("%s.%s was '%s'; must be %s".formatted(name, key, text.get(), what));
      return otherwise;
    }
  }

  private Optional<String> inFile(String key, String what) {
    JsonNode node = file.path(key);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (node.isValueNode() && !node.isNull()) {
      return Optional.of(node.asText());
    }
    problems.add("%s.%s was %s; must be %s".formatted(name, key, kind(node), what));
    return Optional.empty();
  }

  /** What stands in a wrong place may be a secret, so its kind is said and not what it is. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      case NULL, MISSING -> "nothing";
      case NUMBER -> "a number";
      default -> node.asText().isEmpty() ? "nothing" : "a text";
    };
  }

  private String variable(String key) {
    return PREFIX + (name + "_" + key).toUpperCase(Locale.ROOT);
  }

  /** Notes keys of the file that nobody asked for. */
  void refuseUnknown() {
    knownInFile.addAll(known);
    file.fieldNames()
        .forEachRemaining(
            key -> {
              if (!knownInFile.contains(key)) {
                problems.add(
                    "%s.%s is not a setting; %s has %s"
                        .formatted(name, key, name, String.join(", ", knownInFile)));
              }
            });
  }

  /** The variables of the environment that stand for settings of this section. */
  Set<String> variables() {
    Set<String> variables = new TreeSet<>();
    known.forEach(key -> variables.add(variable(key)));
    return variables;
  }
}
