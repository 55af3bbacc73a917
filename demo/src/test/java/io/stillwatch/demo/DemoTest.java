package io.stillwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.cli.Streams;
import io.stillwatch.cli.TopCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a newcomer starts it, but for 30 seconds. */
final class DemoTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ADDRESS = Pattern.compile("metrics are (\\S+)");
  private static final Pattern SERIES =
      Pattern.compile(
          "(?m)^(stillwatch_\\w+)\\{pair=\"(.*)\",run=\"(.*)\",slice=\"all\",.*} (\\S+)$");

  @TempDir private static Path folder;

  private static int exitCode;
  private static final List<JsonNode> MEASUREMENTS = new ArrayList<>();
  private static String scrape = "";

  @BeforeAll
  static void runTheDemo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    CompletableFuture<Integer> demo =
        CompletableFuture.supplyAsync(
            () ->
                TopCommand.commandLine(streams)
                    .addSubcommand(new DemoCommand(streams))
                    .execute(
                        "demo", "--for", "30s", "--json", "--picture", folder + "/curves.svg"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              keepScrape(err.toString(StandardCharsets.UTF_8));
              return demo.isDone();
            });
    exitCode = demo.get();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        MEASUREMENTS.add(JSON.readTree(line));
      }
    }
  }

  /** The latest of the fullest scrapes: at the end runs leave one by one. */
  private static void keepScrape(String said) {
    Matcher address = ADDRESS.matcher(said);
    if (!address.find()) {
      return;
    }
    try {
      String answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address.group(1))).build(),
                  BodyHandlers.ofString())
              .body();
      scrape = redundancies(answer) >= redundancies(scrape) ? answer : scrape;
    } catch (IOException | InterruptedException e) {
      // The agent is gone: the last scrape before counts.
    }
  }

  private static long redundancies(String answer) {
    return answer.lines().filter(line -> line.startsWith("stillwatch_redundancy_nats{")).count();
  }

  private static List<JsonNode> of(String run, String layer) {
    return MEASUREMENTS.stream()
        .filter(m -> m.get("run").textValue().equals(run))
        .filter(m -> m.get("pair").textValue().endsWith("/" + layer))
        .toList();
  }

  private static double nats(JsonNode measurement, String quantity) {
    return measurement.get("nats").get(quantity).doubleValue();
  }

  private static JsonNode last(List<JsonNode> measurements) {
    return measurements.get(measurements.size() - 1);
  }

  @Test
  void endsByItselfWithMeasurementsOfEveryRunAndLayer() {
    assertThat(exitCode).isZero();
    for (String run : List.of("distilled", "stalled", "nuisance")) {
      assertThat(of(run, "logits")).as(run).hasSameSizeAs(of(run, "hidden")).hasSize(51);
      assertThat(of(run, "logits").get(0).get("step").longValue()).as(run).isZero();
    }
  }

  @Test
  void theDistilledStudentTakesOverMoreThanHalfOfWhatWasLeft() {
    List<JsonNode> passes = of("distilled", "logits");
    JsonNode first = passes.get(0);
    JsonNode end = last(passes);
    assertThat(nats(end, "redundancy")).isGreaterThan(nats(first, "redundancy") + 1);
    assertThat(nats(end, "distillation_gap")).isLessThan(nats(first, "distillation_gap") / 2);
  }

  @Test
  void theStalledStudentFollowsToTheBitThenStaysAndIsCalledStalled() {
    List<JsonNode> distilled = of("distilled", "logits");
    List<JsonNode> stalled = of("stalled", "logits");
    for (int pass = 0; pass <= 25; pass++) {
      assertThat(stalled.get(pass).get("nats")).isEqualTo(distilled.get(pass).get("nats"));
    }
    assertThat(stalled.subList(25, 51))
        .extracting(m -> m.get("nats"))
        .containsOnly(stalled.get(25).get("nats"));
    assertThat(last(stalled).get("verdict").textValue()).isEqualTo("stalled");
    assertThat(nats(last(stalled), "distillation_gap"))
        .isGreaterThan(nats(last(distilled), "distillation_gap") + 0.2);
  }

  @Test
  void theUntrainedTeacherHasNothingToTransferWhileItsStudentLearns() {
    List<JsonNode> nuisance = of("nuisance", "logits");
    JsonNode end = last(nuisance);
    double trained = nats(last(of("distilled", "logits")), "teacher_information");
    assertThat(nats(end, "teacher_information")).isLessThan(trained / 5);
    assertThat(nats(end, "student_information"))
        .isGreaterThan(nats(nuisance.get(0), "student_information") + 1);
    assertThat(end.get("verdict").textValue()).isEqualTo("nothing_to_transfer");
    assertThat(end.has("distilled_ratio")).isFalse();
  }

  @Test
  void aFrozenTeachersInformationIsTheSameToTheLastBitAtEveryPass() {
    for (String run : List.of("distilled", "stalled", "nuisance")) {
      for (String layer : List.of("logits", "hidden")) {
        assertThat(of(run, layer))
            .as("%s %s", run, layer)
            .extracting(m -> m.get("plugin_nats").get("teacher_information").doubleValue())
            .hasSize(51)
            .containsOnly(
                of(run, layer).get(0).get("plugin_nats").get("teacher_information").doubleValue());
      }
    }
  }

  @Test
  void aScrapeDuringTheRunShowsTheNumbersOfTheLines() {
    Matcher series = SERIES.matcher(scrape);
    int compared = 0;
    while (series.find()) {
      String run = series.group(3);
      String layer = series.group(2).substring(series.group(2).lastIndexOf('/') + 1);
      if (series.group(1).equals("stillwatch_redundancy_nats")) {
        double shown = Double.parseDouble(series.group(4));
        assertThat(of(run, layer))
            .as("%s %s", run, layer)
            .anyMatch(m -> nats(m, "redundancy") == shown);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(6);
  }

  @Test
  void thePictureIsDrawn() throws IOException {
    assertThat(Files.readString(folder.resolve("curves.svg")))
        .startsWith("<svg")
        .contains("distilled", "stalled", "nuisance");
  }
}
