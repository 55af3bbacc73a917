package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.RunEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final String MARKUP = "<script>alert(1)</script>";
  private static final String CLOSING = "</script><!-- <b>\"'&\u202e";
  private static final int PASSES = 14;

  private static final Pattern BLOCK =
      Pattern.compile("(?s)<(script|style)([^>]*)>(.*?)</(?:script|style)>");

  /** A run that learns a class every other pass, or stands still from a pass on. */
  private static Replayed log(List<String> runs, int until) {
    Replayed log = new Replayed();
    for (String run : runs) {
      log.send(
          new RunEvent(
              new Attempt(run, 0),
              RunEvent.Type.STARTED,
              Optional.empty(),
              new TreeMap<>(Map.of("</script>", MARKUP))),
          0);
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (String run : runs) {
        int known = Math.min(pass / 2, until);
        List<String> slices = new ArrayList<>(Collections.nCopies(450, "day"));
        slices.addAll(Collections.nCopies(450, run.equals(MARKUP) ? CLOSING : "night"));
        log.send(
            Batches.of(900)
                .run(run)
                .step(100L * pass)
                .pass("p" + pass, 0, 1)
                .slices(slices)
                .codes(7, y -> Math.min(y, known)),
            60_000L * pass);
      }
    }
    return log;
  }

  private static String html(Replayed log, List<Map<String, String>> settings) throws IOException {
    Report report = new Report();
    List<Replay.Lane> lanes =
        settings.stream().map(s -> new Replay.Lane(AgentSettings.DEFAULT, report.of(s))).toList();
    List<ReplayTotals> totals = log.replay(lanes);
    for (int i = 0; i < totals.size(); i++) {
      report.came(settings.get(i), totals.get(i).runs());
    }
    report.accounted("records all");
    StringBuilder html = new StringBuilder();
    report.write("some.swrec", html);
    return html.toString();
  }

  private static String html(String... runs) throws IOException {
    return html(log(List.of(runs), 3), List.of(Map.of()));
  }

  private static String data(String html) {
    return BLOCK
        .matcher(html)
        .results()
        .filter(block -> block.group(2).contains("application/json"))
        .map(block -> block.group(3))
        .findFirst()
        .orElseThrow();
  }

  private static long count(String html, String text) {
    return Pattern.compile(Pattern.quote(text)).matcher(html).results().count();
  }

  @Test
  void namesFromRecordsAreTextWhereverTheyStand() throws IOException {
    String html = html("plain", MARKUP, CLOSING, "蒸留の実験");
    // Where ./check finds it for a browser.
    Files.writeString(Path.of("target", "report.html"), html);
    assertThat(html)
        .doesNotContain(MARKUP, CLOSING, "<b>\"'&")
        .contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>", "<bdi>蒸留の実験</bdi>")
        .doesNotContain("\u202e\n");
    assertThat(count(html, "<script")).isEqualTo(3);
    assertThat(count(html, "</script>")).isEqualTo(3);
    assertThat(count(html, "<!--")).isZero();
    assertThat(data(html)).doesNotContain("<").contains("\\u003cscript>alert(1)\\u003c/script>");
  }

  @Test
  void itsPolicyLetsInWhatItHoldsAndNothingElse() throws Exception {
    String html = html("run");
    String policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(html)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(policy)
        .startsWith("default-src 'none'; ")
        .doesNotContain("unsafe", "http", "*", "'self'");
    List<MatchResult> blocks =
        BLOCK
            .matcher(html)
            .results()
            .filter(block -> !block.group(2).contains("application/json"))
            .toList();
    assertThat(blocks).hasSize(3);
    for (MatchResult block : blocks) {
      byte[] sum =
          MessageDigest.getInstance("SHA-256")
              .digest(block.group(3).getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(sum) + "'");
    }
    assertThat(html.replaceAll("(?s)<(script|style).*?</(script|style)>", ""))
        .doesNotContain("http:", "https:", " style=", " onclick=", " src=");
  }

  @Test
  void withoutScriptsItSaysWhatHappenedAndTheLatestNumbers() throws IOException {
    String text = html("run").replaceAll("(?s)<(script|style).*?</(script|style)>", "");
    assertThat(text)
        .contains("Report of <bdi>some.swrec</bdi>")
        .contains("1 run: 1 ")
        .contains("Measured at steps 0 to 1,300: 14 probe passes of 900 samples each.")
        .contains("15 records came of the run; it never said that it has finished")
        .contains("before the first measurement · started · &lt;/script&gt;: &lt;script&gt;")
        .contains("records all")
        .contains("<th>Verdict</th>", "<td class=\"number\">1300</td>");
  }

  @Test
  void everySettingMakesRunsOfItsOwn() throws IOException {
    String html =
        html(
            log(List.of("run"), 3),
            List.of(Map.of("window.rows", "1"), Map.of("window.rows", "2")));
    assertThat(html)
        .contains("2 runs: ", "<bdi>run (window.rows=1)</bdi>", "<bdi>run (window.rows=2)</bdi>")
        .doesNotContain("<bdi>run</bdi>");
    assertThat(data(html))
        .contains("\"run\":\"run (window.rows=1)\"", "\"run\":\"run (window.rows=2)\"");
    assertThat(count(html, "15 records came of the run")).isEqualTo(2);
  }

  @Test
  void theSameRecordsMakeTheSameFile() throws IOException {
    assertThat(html("a", "b")).isEqualTo(html("a", "b"));
  }

  @Test
  void aReplayOfNothingSaysSo() throws IOException {
    String html = html(new Replayed(), List.of(Map.of()));
    assertThat(html).contains("No run was found: nothing was measured");
    assertThat(data(html)).isEqualTo("{\"views\":[],\n\"events\":[]}");
  }

  @Test
  void aLongRunIsThinnedAndItsSummaryIsNot() throws IOException {
    Replayed log = new Replayed();
    for (int pass = 0; pass < 1_100; pass++) {
      log.send(Batches.of(60).run("long").step(pass).pass("p" + pass, 0, 1).codes(3, y -> y), pass);
    }
    String html = html(log, List.of(Map.of()));
    assertThat(html).contains("1,100 probe passes of 60 samples each");
    assertThat(count(data(html), "\"hop\":")).isBetween(256L, 514L);
    assertThat(data(html)).contains("\"step\":1099");
    assertThat(html.length()).isLessThan(600_000);
  }
}
