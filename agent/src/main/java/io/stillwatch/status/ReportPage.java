package io.stillwatch.status;

import io.stillwatch.summary.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The page with its data, in one file: what happened as text, which wants no script, and the page's
 * own scripts with the points that they draw. Its policy lets nothing in but what it holds.
 */
public final class ReportPage {
  private static final String FRAME = PageFiles.text("report.html");
  private static final String LIVE = PageFiles.text("live.html");
  private static final String STYLE = PageFiles.uplotStyle() + PageFiles.text("style.css");
  private static final String ICON = PageFiles.text("icon.svg");
  private static final String CHARTS = PageFiles.uplotScript();

  /** In the place of what the agent says: what the file holds. */
  private static final String SCRIPT =
      OneScript.of("app", name -> PageFiles.text((name.equals("feed") ? "held" : name) + ".js"));

  private ReportPage() {}

  /**
   * What is in a report.
   *
   * @param source where it is all from, for people
   * @param version of the agent
   * @param summaries a run each
   * @param complete whether they tell of all runs and views
   * @param ledger what became of every record, a sentence each
   * @param rows the latest measurement of every view, for people
   * @param latest the same as lines of JSON
   * @param drawn the points of every view
   */
  public record Content(
      String source,
      String version,
      List<RunSummary> summaries,
      boolean complete,
      List<String> ledger,
      List<PageRow> rows,
      Map<PageView, String> latest,
      PageData drawn) {}

  /**
   * Writes it.
   *
   * @param content what is in it
   * @param out takes HTML; is not closed
   * @throws IOException if it does not take it
   */
  public static void write(Content content, Appendable out) throws IOException {
    out.append(
        FRAME.formatted(
            policy(),
            StatusPage.escaped(content.source()),
            Base64.getEncoder().encodeToString(Answer.utf8(ICON)),
            STYLE,
            SummaryHtml.of(content),
            content.rows().isEmpty() ? "" : StatusPage.table(content.rows()),
            LIVE,
            StatusPage.escaped(content.version())));
    out.append("<script type=\"application/json\" id=\"data\">");
    data(content, out);
    out.append("</script>\n<script>").append(CHARTS).append("</script>\n<script>");
    out.append(SCRIPT).append("</script>\n</body>\n</html>\n");
  }

  private static String policy() {
    return "default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hash(CHARTS), hash(SCRIPT), hash(STYLE));
  }

  private static String hash(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Answer.utf8(text));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void data(Content content, Appendable out) throws IOException {
    out.append("{\"views\":[");
    String between = "\n";
    for (PageView view : content.drawn().views()) {
      out.append(between).append("{\"latest\":").append(inScript(content.latest().get(view)));
      out.append(",\"points\":[");
      lines(content.drawn().lines(view), out);
      out.append("]}");
      between = ",\n";
    }
    out.append("],\n\"events\":[");
    lines(content.drawn().events(), out);
    out.append("]}");
  }

  private static void lines(List<byte[]> lines, Appendable out) throws IOException {
    String between = "\n";
    for (byte[] line : lines) {
      out.append(between).append(inScript(new String(line, StandardCharsets.UTF_8)));
      between = ",\n";
    }
  }

  /** In JSON this character stands within strings alone; in a script it could end the script. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }
}
