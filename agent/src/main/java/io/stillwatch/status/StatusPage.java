package io.stillwatch.status;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page as HTML. It is whole without scripts: the latest numbers as a table. Its scripts put the
 * live page in that table's place.
 */
final class StatusPage {
  private static final String FRAME = PageFiles.text("page.html");
  private static final String LIVE = PageFiles.text("live.html");
  private static final String EMPTY = PageFiles.text("empty.html");

  private static final String TABLE =
      """
      <div class="wide"><table>
      <thead><tr><th>Run</th><th>Pair</th><th>Verdict</th>%s<th>Distilled</th><th>Redundancy</th><th>Gap</th>\
      <th>Most of it in</th>%s<th>Step</th><th>Samples</th><th>Task</th><th>Slice</th></tr></thead>
      <tbody>
      %s
      </tbody>
      </table></div>""";

  private StatusPage() {}

  /** The whole page; the mark stands behind the names that its scripts show. */
  static String html(Health health, List<PageRow> rows, String mark) {
    String body = rows.isEmpty() ? EMPTY : table(rows);
    String state = health.ready() ? "good" : "bad";
    return FRAME.formatted(escaped(mark), state, escaped(health.sentence()), body, LIVE);
  }

  static String table(List<PageRow> rows) {
    boolean hinted = rows.stream().anyMatch(row -> !row.hints().isEmpty());
    boolean controlled = rows.stream().anyMatch(row -> !row.overControl().isEmpty());
    return TABLE.formatted(
        hinted ? "<th>Beside it</th>" : "",
        controlled ? "<th>Over control</th>" : "",
        rows.stream().map(row -> row(row, hinted, controlled)).collect(Collectors.joining("\n")));
  }

  private static String row(PageRow row, boolean hinted, boolean controlled) {
    String shape = row.verdict().toLowerCase(Locale.ROOT).replaceAll("[^a-z_]", "");
    return "<tr>"
        + cell("text", row.run())
        + cell("text", row.pair())
        + cell("verdict " + shape, row.verdict().replace('_', ' '))
        + (hinted ? cell("text", row.hints()) : "")
        + cell("number", row.distilledRatio())
        + cell("number", row.redundancy())
        + cell("number", row.gap())
        + cell("text", row.gapByClass())
        + (controlled ? cell("text", row.overControl()) : "")
        + cell("number", row.step())
        + cell("number", row.samples())
        + cell("text", row.task())
        + cell("text", row.slice())
        + "</tr>";
  }

  private static String cell(String shape, String text) {
    return "<td class=\"" + shape + "\">" + escaped(text) + "</td>";
  }

  /**
   * Text as HTML shows it. Marks of direction and other controls are replaced, so that a name
   * cannot turn its neighbours around.
   */
  static String escaped(String text) {
    StringBuilder html = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isVisible(point) ? point : '\uFFFD');
              }
            });
    return html.toString();
  }

  private static boolean isVisible(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }
}
