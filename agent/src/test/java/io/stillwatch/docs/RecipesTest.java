package io.stillwatch.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.config.SettingsReader;
import io.stillwatch.docs.Recipe.Stated;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes are true: their records, sent with their settings, say what their tables say. */
final class RecipesTest {
  private static final Pattern RUN = Pattern.compile("\"run\": \"([^\"]+)\"");
  private static final Pattern METRIC = Pattern.compile("stillwatch_[a-z_]+");
  private static final Pattern MATCHED = Pattern.compile("(pair|task|slice)=\"([^\"]+)\"");

  /** Half of the last digit that a page gives. */
  private static final Offset<Double> EXACT = within(5.001e-4);

  @TempDir private Path directory;

  static Stream<Recipe> recipes() throws Exception {
    return Recipe.all();
  }

  private PathSettings settings(Recipe recipe) throws Exception {
    if (recipe.settings().isEmpty()) {
      return SettingsReader.read(Optional.empty(), Map.of()).path();
    }
    Path file = Files.writeString(directory.resolve("stillwatch.yaml"), recipe.settings().get());
    return SettingsReader.read(Optional.of(file), Map.of()).path();
  }

  /** Sends a page's records in their order. */
  private List<Finding> sent(Recipe recipe) throws Exception {
    List<String> records = recipe.blocks("json");
    assertThat(records).isNotEmpty();
    String run = first(RUN, records.get(0));
    OrderedPath path = new OrderedPath(run, settings(recipe));
    List<Finding> findings = new ArrayList<>();
    for (int offset = 0; offset < records.size(); offset++) {
      RawRecord record = record(run, offset, records.get(offset));
      PathResult result = path.accept(decoded(record), record);
      assertThat(result.objection()).isEmpty();
      assertThat(result.leftOut()).isEmpty();
      result.snapshots().forEach(snapshot -> findings.add(SnapshotMeasurer.measure(snapshot)));
    }
    return findings;
  }

  private static RawRecord record(String run, long offset, String json) {
    return new RawRecord(
        new Position(new Partition("stillwatch", 0), offset),
        offset,
        run.getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8),
        Optional.empty());
  }

  private static SampleBatch decoded(RawRecord record) {
    Decoded decoded = MessageDecoder.decode(record);
    assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
    return (SampleBatch) ((Decoded.Accepted) decoded).message();
  }

  private static String first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theRecordsGiveTheViewsAndTheValuesOfThePage(Recipe recipe) throws Exception {
    List<Finding> findings = sent(recipe);
    List<Stated> stated = recipe.stated();
    assertThat(findings).hasSameSizeAs(stated);
    for (Stated row : stated) {
      List<Finding> found = findings.stream().filter(f -> isOf(f, row.view())).toList();
      assertThat(found).as("measurements of %s", row.view()).hasSize(1);
      row.numbers()
          .forEach(
              (name, value) ->
                  assertThat(number(found.get(0), name))
                      .as("%s of %s", name, row.view())
                      .isCloseTo(value, EXACT));
    }
  }

  private static boolean isOf(Finding finding, Map<String, String> view) {
    MeasurementId id = finding.snapshot().id();
    Map<String, String> own =
        Map.of(
            "step", Long.toString(finding.snapshot().span().lastStep()),
            "pair", id.pair(),
            "task", id.task(),
            "slice", id.slice());
    return own.entrySet().containsAll(view.entrySet());
  }

  /** The table's own value: the rows are in exact proportions, so that it is the model's. */
  private static double number(Finding finding, String name) {
    Decomposition nats = finding.estimates().plugin();
    return switch (name) {
      case "gap" -> nats.distillationGap();
      case "redundancy" -> nats.redundancy();
      case "student unique" -> nats.studentUnique();
      case "teacher information" -> nats.teacherInformation();
      case "student information" -> nats.studentInformation();
      case "copying" -> nats.copying();
      case "copying of all rows" -> finding.allRows().orElseThrow().pluginCopying();
      case "nuisance copying" -> nats.nuisanceCopying();
      case "teacher error" -> finding.errors().orElseThrow().teacher();
      case "error inheritance" -> finding.errors().orElseThrow().inherited().orElseThrow();
      default -> throw new AssertionError("no number is called " + name);
    };
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theMetricsOfThePageExist(Recipe recipe) throws Exception {
    String page = Files.readString(Recipe.DOCS.resolve("metrics.md"));
    Set<String> documented = named(page).collect(Collectors.toSet());
    assertThat(named(recipe.text())).isNotEmpty().allMatch(documented::contains);
  }

  private static Stream<String> named(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theQueriesSelectViewsOfThePage(Recipe recipe) throws Exception {
    List<MeasurementId> ids = sent(recipe).stream().map(f -> f.snapshot().id()).toList();
    String queries = String.join("\n", recipe.blocks("promql"));
    assertThat(queries).isNotEmpty();
    MATCHED
        .matcher(queries)
        .results()
        .forEach(
            label ->
                assertThat(ids)
                    .as(label.group())
                    .anyMatch(id -> part(id, label.group(1)).equals(label.group(2))));
  }

  private static String part(MeasurementId id, String label) {
    return switch (label) {
      case "pair" -> id.pair();
      case "task" -> id.task();
      default -> id.slice();
    };
  }

  @Test
  void everyFamilyHasItsPage() throws Exception {
    List<MatchResult> rows =
        Pattern.compile("(?m)^\\| (F\\d+) \\| .* \\| \\[.*\\]\\((.+)\\) \\|$")
            .matcher(Recipe.of("README.md").text())
            .results()
            .toList();
    assertThat(rows.stream().map(row -> row.group(1)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 16).mapToObj(i -> "F" + i).toList());
    assertThat(rows.stream().map(row -> row.group(2)))
        .containsExactlyInAnyOrderElementsOf(Recipe.all().map(Recipe::name).toList());
  }
}
