package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusServerTest {
  private static final HttpSettings FREE_PORT = new HttpSettings("127.0.0.1", 0);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<PageRow> rows = new ArrayList<>();
  private final PageData data = new PageData("");
  private volatile Health health = Health.good();
  private final StatusServer server =
      new StatusServer(
          FREE_PORT,
          new StatusServer.Content(() -> "stillwatch_up 1\n", () -> health, () -> rows, data));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void metricsAreServedAsPrometheusWantsThem() throws Exception {
    HttpResponse<String> answer = get("metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("stillwatch_up 1\n");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void healthIsACodeAndASentence() throws Exception {
    assertThat(get("-/healthy").statusCode()).isEqualTo(200);
    assertThat(get("-/ready").body()).isEqualTo("All is well.\n");
    health = Health.waiting("The broker does not answer; see that it runs.");
    assertThat(get("-/healthy").statusCode()).isEqualTo(200);
    assertThat(get("-/ready").statusCode()).isEqualTo(503);
    assertThat(get("-/ready").body()).isEqualTo("The broker does not answer; see that it runs.\n");
    health = Health.dead("The disk is full; make room and start again.");
    assertThat(get("-/healthy").statusCode()).isEqualTo(503);
  }

  @Test
  void anEmptyPageSaysWhatToDo() throws Exception {
    HttpResponse<String> page = get("");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("All is well.", "No measurement yet", "confluent_kafka")
        .doesNotContain("<table>", "random() <");
  }

  @Test
  void thePageShowsEveryRowInOrder() throws Exception {
    rows.add(row("first", "stalled"));
    rows.add(row("second", "nothing_to_transfer"));
    String page = get("").body();
    assertThat(page)
        .containsSubsequence("<td class=\"text\">first</td>", "<td class=\"text\">second</td>")
        .contains("<td class=\"verdict stalled\">stalled</td>")
        .contains("<td class=\"verdict nothing_to_transfer\">nothing to transfer</td>")
        .doesNotContain("No measurement yet");
  }

  @Test
  void nothingFromARecordBecomesMarkup() throws Exception {
    String evil = "<script>'\"&\u202E</script>";
    rows.add(row(evil, "\" onload=\"x"));
    health = Health.waiting(evil);
    assertThat(get("").body())
        .contains("&lt;script&gt;&#39;&quot;&amp;\uFFFD&lt;/script&gt;")
        .contains("<td class=\"verdict onloadx\">&quot; onload=&quot;x</td>")
        .doesNotContain("<script>")
        .doesNotContain("\u202E");
  }

  @Test
  void aColumnForControlsIsThereWhereSomeRunNamesOne() throws Exception {
    rows.add(row("first", "stalled"));
    assertThat(get("").body()).doesNotContain("Over control");
    rows.add(row("taught", "distilling"));

    assertThat(get("").body()).contains("<th>Over control</th>", "+0.2 over alone");
  }

  @Test
  void aColumnForHintsIsThereWhereSomeRunHasOne() throws Exception {
    rows.add(row("first", "stalled"));
    assertThat(get("").body()).doesNotContain("Beside it");
    rows.add(row("taught", "distilling"));

    assertThat(get("").body()).contains("<th>Beside it</th>", "student damaged: it was better");
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    rows.add(row("r", "done"));
    assertThat(get("").body())
        .doesNotContain(
            "http://", "https://", "src=\"//", "style=", " onclick", "<style", "<script>");
    HttpResponse<String> style = get("style.css");
    assertThat(style.headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
    assertThat(style.body())
        .contains("prefers-color-scheme: dark")
        .doesNotContain("url(", "@import");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "metrics", "-/ready", "style.css", "api/runs", "nowhere"})
  void everyAnswerIsGuarded(String path) throws Exception {
    var headers = get(path).headers();
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValue("default-src 'self'; frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theLatestLinesAreAnArray() throws Exception {
    assertThat(get("api/runs").body()).isEqualTo("[]");
    data.measured(new PageView("a", "p", "t", "s"), 1, "{\"n\":1}");
    data.measured(new PageView("b", "p", "t", "s"), 1, "{\"run\":\"\u00e9\"}");

    HttpResponse<String> runs = get("api/runs");
    assertThat(runs.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(runs.body()).isEqualTo("[{\"n\":1},\n{\"run\":\"\u00e9\"}]");
  }

  @Test
  void aViewHasItsLinesAndTheEventsOfItsRun() throws Exception {
    PageView view = new PageView("a&b=c", "t/l>s/l", "\u00e9", "all");
    data.measured(view, 3, "{\"n\":1}");
    data.measured(view, 4, "{\"n\":2}");
    data.happened("a&b=c", "{}");

    assertThat(get("api/history?run=a%26b%3Dc&pair=t%2Fl%3Es%2Fl&task=%C3%A9&slice=all").body())
        .isEqualTo(
            "{\"measurements\":[{\"n\":1},\n{\"n\":2}],\n\"events\":[{\"step\":4,\"event\":{}}]}");
    assertThat(get("api/history?run=x&pair=p&task=t&slice=s").body())
        .isEqualTo("{\"measurements\":[],\n\"events\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?run=a", "?run=a&pair=p&task=t", "?run=a&pair&task=&&slice="})
  void aHistoryOfNothingInParticularIsRefusedWithASentence(String query) throws Exception {
    HttpResponse<String> answer = get("api/history" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("run, pair, task and slice must be given");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app.js", "chart.js", "feed.js", "parts.js", "run.js", "runs.js", "words.js"})
  void scriptsComeFromTheJarAndMakeNoMarkup(String script) throws Exception {
    HttpResponse<String> answer = get(script);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(answer.body())
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        .doesNotContain("http:", "https:");
  }

  @Test
  void theChartLibraryComesFromTheJar() throws Exception {
    assertThat(get("uplot.js").body()).contains("uPlot");
    assertThat(get("uplot.css").body()).contains(".uplot");
    assertThat(get("icon.svg").headers().firstValue("Content-Type")).hasValue("image/svg+xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics/", "-/", "index.html", "style.css/../metrics", "%2e%2e/etc"})
  void unknownPathsAreNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void onlyGetAndHeadAreAnswered(String method) throws Exception {
    HttpResponse<String> answer =
        send(request("metrics").method(method, BodyPublishers.ofString("x")).build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    HttpResponse<String> answer =
        send(request("metrics").method("HEAD", BodyPublishers.noBody()).build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("16");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aFailingSupplierIsAnAnswerWithoutItsDetails() throws Exception {
    try (StatusServer failing =
        new StatusServer(
            FREE_PORT,
            new StatusServer.Content(
                () -> {
                  throw new IllegalStateException("secret");
                },
                Health::good,
                List::of,
                new PageData("")))) {
      HttpResponse<String> answer =
          send(HttpRequest.newBuilder(URI.create(failing.url() + "metrics")).build());
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("secret").contains("log");
    }
  }

  @Test
  void aTakenPortIsNamedWithWhatToDo() {
    HttpSettings taken = new HttpSettings("127.0.0.1", server.port());
    assertThatThrownBy(() -> started(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + server.port() + " at 127.0.0.1 cannot be used")
        .hasMessageContaining("choose another http.port");
  }

  @Test
  void anAddressOfNobodyIsNamed() {
    assertThatThrownBy(() -> started(new HttpSettings("no such host", 0)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("http.address was no such host");
  }

  private static void started(HttpSettings settings) {
    new StatusServer(
            settings, new StatusServer.Content(() -> "", Health::good, List::of, new PageData("")))
        .close();
  }

  @Test
  void manyAtOnceAreAllAnswered() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (StatusServer slow =
        new StatusServer(
            FREE_PORT,
            new StatusServer.Content(
                () -> awaited(open), Health::good, List::of, new PageData("")))) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(slow.url() + "metrics")).build();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(client.sendAsync(request, BodyHandlers.ofString()));
      }
      open.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("opened");
      }
    }
  }

  private static String awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS) ? "opened" : "not opened";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Test
  void badSettingsAreAllNamed() {
    assertThat(new HttpSettings().problems()).isEmpty();
    assertThat(new HttpSettings(" ", 70_000).problems())
        .containsExactly(
            "address was empty; must be a host name or an IP address such as 127.0.0.1",
            "port was 70000; must be between 0 (any free port) and 65535");
  }

  private static PageRow row(String run, String verdict) {
    return new PageRow(
        run,
        "teacher/logits>student/logits",
        "class",
        "all",
        "400",
        "500",
        "1.2",
        ".3",
        "seven 0.2",
        "0.8",
        run.equals("taught") ? "+0.2 over alone" : "",
        verdict,
        run.equals("taught") ? "student damaged: it was better" : "");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
