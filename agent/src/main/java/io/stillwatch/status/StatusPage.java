package io.stillwatch.status;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page as HTML: one file of text and one of style, no script, nothing from elsewhere. */
final class StatusPage {
  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="5">
      <title>Stillwatch</title>
      <link rel="stylesheet" href="style.css">
      </head>
      <body>
      <h1>Stillwatch</h1>
      <p class="%s" role="status">%s</p>
      %s
      <p class="foot">All numbers in nats, with 95 %% intervals. <a href="metrics">Metrics</a></p>
      </body>
      </html>
      """;

  private static final String TABLE =
      """
      <div class="wide"><table>
      <thead><tr><th>Run</th><th>Pair</th><th>Verdict</th>%s<th>Distilled</th><th>Redundancy</th><th>Gap</th>\
      <th>Most of it in</th>%s<th>Step</th><th>Samples</th><th>Task</th><th>Slice</th></tr></thead>
      <tbody>
      %s
      </tbody>
      </table></div>""";

  private static final String EMPTY =
      """
      <section>
      <h2>No measurement yet</h2>
      <p>Send sample batches to the topic the agent reads, with the activations of teacher and
      student and the labels. The first numbers appear when the first probe pass is complete or the
      first window is full.</p>
      <p>If batches are on their way, see <code>stillwatch_records_total</code> and
      <code>stillwatch_records_refused_total</code> in the <a href="metrics">metrics</a>: they say
      whether records arrive, and why one was refused.</p>
      </section>""";

  private StatusPage() {}

  /** The whole page. */
  static String html(Health health, List<PageRow> rows) {
    String body = rows.isEmpty() ? EMPTY : table(rows);
    return FRAME.formatted(health.ready() ? "good" : "bad", escaped(health.sentence()), body);
  }

  private static String table(List<PageRow> rows) {
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
