package io.stillwatch.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page of {@code docs/recipes} as a test reads it.
 *
 * @param name the file's name
 * @param text the whole page
 */
record Recipe(String name, String text) {
  static final Path DOCS = Path.of("..", "docs");
  private static final Path RECIPES = DOCS.resolve("recipes");

  /** Columns that say which view a row of the page's table is of. */
  private static final List<String> VIEW = List.of("step", "pair", "task", "slice");

  /**
   * A row of the page's table.
   *
   * @param view step, pair, task and slice, those that the table has
   * @param numbers by the column's heading
   */
  record Stated(Map<String, String> view, Map<String, Double> numbers) {}

  /** All pages but the index, in order. */
  static Stream<Recipe> all() throws IOException {
    try (Stream<Path> files = Files.list(RECIPES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .sorted()
          .toList()
          .stream()
          .map(Recipe::of);
    }
  }

  static Recipe of(String name) {
    try {
      return new Recipe(name, Files.readString(RECIPES.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The fenced blocks in a language. */
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  Optional<String> settings() {
    return blocks("yaml").stream().findFirst();
  }

  /** What the page says that its records give: the table whose first column is a view's. */
  List<Stated> stated() {
    List<List<String>> rows = text.lines().filter(l -> l.startsWith("|")).map(Recipe::row).toList();
    int head =
        IntStream.range(0, rows.size())
            .filter(i -> VIEW.contains(rows.get(i).get(0)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " has no table of views"));
    List<String> headings = rows.get(head);
    return rows.stream()
        .skip(head + 2L)
        .takeWhile(row -> row.size() == headings.size())
        .map(row -> stated(headings, row))
        .toList();
  }

  private static List<String> row(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static Stated stated(List<String> headings, List<String> row) {
    Map<String, String> view = new LinkedHashMap<>();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      if (VIEW.contains(headings.get(i))) {
        view.put(headings.get(i), row.get(i));
      } else {
        numbers.put(headings.get(i), Double.valueOf(row.get(i)));
      }
    }
    return new Stated(view, numbers);
  }

  @Override
  public String toString() {
    return name;
  }
}
