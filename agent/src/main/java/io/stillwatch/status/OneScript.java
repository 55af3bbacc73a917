package io.stillwatch.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Modules as one script, for a file that can import nothing. Each becomes a function that is called
 * once, after those that it imports. Knows the two forms that the page's modules are written in: a
 * line of names from a neighbour, and a declaration that is exported.
 */
final class OneScript {
  private static final Pattern IMPORT =
      Pattern.compile("import \\{([^}]*)\\} from \"\\./(\\w+)\\.js\";");

  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:const|async function|function) (\\w+))");

  private static final Pattern LEFT = Pattern.compile("(?m)^(import|export)\\b|</script|<!--");

  private final UnaryOperator<String> read;
  private final Map<String, String> made = new LinkedHashMap<>();

  private OneScript(UnaryOperator<String> read) {
    this.read = read;
  }

  /**
   * The script of a module and of all that it needs.
   *
   * @param first name of the module
   * @param read the text of a module, by name
   */
  static String of(String first, UnaryOperator<String> read) {
    OneScript script = new OneScript(read);
    script.add(first, List.of());
    return "\"use strict\";\n" + String.join("", script.made.values());
  }

  private void add(String name, List<String> importers) {
    if (importers.contains(name)) {
      throw new IllegalStateException("the module " + name + " imports itself");
    }
    if (made.containsKey(name)) {
      return;
    }
    String text = read.apply(name);
    List<String> path = new ArrayList<>(importers);
    path.add(name);
    IMPORT.matcher(text).results().forEach(needed -> add(needed.group(2), path));
    made.put(name, called(name, text));
  }

  private static String called(String name, String text) {
    List<String> exported =
        EXPORT.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    String body =
        EXPORT.matcher(IMPORT.matcher(text).replaceAll("const {$1} = \\$$2;")).replaceAll("");
    if (LEFT.matcher(body).find()) {
      throw new IllegalStateException("the module " + name + " cannot stand in a file of HTML");
    }
    return "const $%s = (() => {\n%sreturn { %s };\n})();\n"
        .formatted(name, body, String.join(", ", exported));
  }
}
