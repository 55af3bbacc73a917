package io.stillwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.ReferenceSettings;
import io.stillwatch.measure.ReferenceSettings.Mix;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.npy.NpyBytes;
import io.stillwatch.sample.Values.Vectors;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.window.WindowSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {
  @TempDir private Path folder;

  private AgentSettings read(String yaml, Map<String, String> environment)
      throws SettingsException, IOException {
    Path file = Files.writeString(folder.resolve("stillwatch.yaml"), yaml);
    return SettingsReader.read(Optional.of(file), environment);
  }

  private List<String> problems(String yaml, Map<String, String> environment) {
    return catchThrowableOfType(SettingsException.class, () -> read(yaml, environment)).problems();
  }

  @Test
  void withoutFileAndEnvironmentEverySettingHasItsDefault() throws SettingsException {
    assertThat(SettingsReader.read(Optional.empty(), Map.of("HOME", "/", "STILLWATCH_LOG", "WARN")))
        .isEqualTo(AgentSettings.DEFAULT)
        .isEqualTo(
            new AgentSettings(
                new KafkaSettings(
                    "localhost:9092", "stillwatch", "stillwatch", "stillwatch-teachers", Map.of()),
                new HttpSettings("127.0.0.1", 10_473),
                new PathSettings(
                    new WindowSettings(2_000, 500, 200_000), new CodebookSettings(10, 10, 10, 100)),
                new ReferenceSettings(Mix.Named.FIRST, Map.of()),
                new ControlSettings("none"),
                new VerdictSettings(0.01, 0.15, 0.10, 0.9, 0.95, 10, 5),
                new MetricLimits(16, 8, 64, 0, 128, 600, 86_400)));
  }

  @Test
  void anEmptyFileIsTheDefaults() throws Exception {
    assertThat(read("# nothing yet\n", Map.of())).isEqualTo(AgentSettings.DEFAULT);
  }

  @Test
  void theFileGoesBeforeTheDefaultAndTheEnvironmentBeforeTheFile() throws Exception {
    AgentSettings settings =
        read(
            """
            kafka:
              bootstrap_servers: broker-1:9092, broker-2:9092
              topic: probes
              client:
                security.protocol: SSL
                fetch.max.bytes: 1000000
            window: {rows: 5000}
            verdict:
              progress_share: 0.02
            """,
            Map.of("STILLWATCH_KAFKA_TOPIC", "others", "STILLWATCH_WINDOW_HOP", "250"));

    assertThat(settings.kafka())
        .isEqualTo(
            new KafkaSettings(
                "broker-1:9092, broker-2:9092",
                "others",
                "stillwatch",
                "stillwatch-teachers",
                Map.of("security.protocol", "SSL", "fetch.max.bytes", "1000000")));
    assertThat(settings.path().window()).isEqualTo(new WindowSettings(5_000, 250, 200_000));
    assertThat(settings.verdict().progressShare()).isEqualTo(0.02);
    assertThat(settings.http()).isEqualTo(new HttpSettings());
  }

  @Test
  void deadLettersGoNowhereWhereTheirTopicIsEmpty() throws Exception {
    assertThat(AgentSettings.DEFAULT.kafka().deadLetters())
        .isEqualTo(new DeadLetterSettings("stillwatch-dead-letters", 100));
    assertThat(
            read("# nothing\n", Map.of("STILLWATCH_KAFKA_DEAD_LETTERS_TOPIC", ""))
                .kafka()
                .deadLetters()
                .areSent())
        .isFalse();
    assertThat(
            problems("kafka: {dead_letters_topic: a topic, dead_letters_per_second: 0}", Map.of()))
        .containsExactly(
            "kafka.dead_letters_topic was 'a topic'; must be 1 to 249 of A-Z a-z 0-9 . _ -",
            "kafka.dead_letters_per_second was 0; must be between 1 and 100000");
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    String yaml =
        """
        kafka:
          bootstrap_servers: localhost
          topics: typo
          client: [1]
        window:
          rows: many
          hop: 0
        http: 8080
        verdict:
          done_ratio: 2
        metric: {}
        """;

    assertThat(problems(yaml, Map.of("STILLWATCH_HTTP_PORT", "99999", "STILLWATCH_TYPO", "1")))
        .containsExactlyInAnyOrder(
            "kafka.client was a list; must be a map of names to texts",
            "kafka.bootstrap_servers was 'localhost'; must be host:port[,host:port]",
            "kafka.topics is not a setting; kafka has bootstrap_servers, checkpoints_topic, client, dead_letters_per_second, dead_letters_topic, group, teachers_topic, topic",
            "window.rows was 'many'; must be a whole number",
            "window.hop was 0; must be between 1 and rows",
            "http was a number; must be a map of settings",
            "http.port was 99999; must be between 0 (any free port) and 65535",
            "verdict.done_ratio was 2.0; must be between 0.01 and 1.0",
            "metric is not a section; there are kafka, http, join, window, codebook, pairs, labels, reference, control, verdict, metrics",
            "the variable STILLWATCH_TYPO is not a setting");
  }

  @Test
  void theReferenceIsOneWordOrProbabilitiesByTask() throws Exception {
    String byTask =
        """
        reference:
          labels:
            digit: {0: 0.25, "1": 0.75}
            parity: uniform
        """;
    assertThat(read(byTask, Map.of()).reference())
        .isEqualTo(
            new ReferenceSettings(
                Mix.Named.FIRST,
                Map.of(
                    "digit",
                    new Mix.Given(new TreeMap<>(Map.of("0", .25, "1", .75))),
                    "parity",
                    Mix.Named.UNIFORM)));
    assertThat(read("reference: {labels: window}", Map.of()).reference())
        .isEqualTo(new ReferenceSettings(Mix.Named.WINDOW, Map.of()));
    assertThat(read(byTask, Map.of("STILLWATCH_REFERENCE_LABELS", "uniform")).reference())
        .isEqualTo(new ReferenceSettings(Mix.Named.UNIFORM, Map.of()));
  }

  @Test
  void aReferenceThatIsNoneIsSaid() {
    assertThat(problems("reference: {labels: even}", Map.of()))
        .containsExactly(
            "reference.labels was 'even'; must be first, uniform, window or probabilities by label");
    assertThat(
            problems(
                "reference: {labels: {a: often, b: {x: 0.5, y: many}, c: {x: 0.5, y: 0.75}}}",
                Map.of()))
        .containsExactly(
            "reference.labels.a was 'often'; must be first, uniform, window or probabilities by"
                + " label",
            "reference.labels.b.y was \"many\"; must be a number",
            "reference.labels.b summed to 0.5; must be 1 to within 0.001",
            "reference.labels.c summed to 1.25; must be 1 to within 0.001");
  }

  @Test
  void theKindOfCodesIsChosenByName() throws Exception {
    assertThat(read("codebook: {kind: readout}", Map.of()).path().codebook().kind())
        .isEqualTo(CodebookSettings.Kind.READOUT);
    assertThat(problems("codebook: {kind: pca}", Map.of()))
        .containsExactly("codebook.kind was 'pca'; must be one of kmeans, paper, readout");
    assertThat(problems("codebook: {kind: paper, clusters: 20}", Map.of()))
        .containsExactly(
            "codebook.kind was paper, with 10 components and 20 clusters; "
                + "must be 10 and 10, or kind kmeans");
  }

  @Test
  void centresAreReadByLayer() throws Exception {
    String yaml = "codebook: {centres: {'student/*': [[0, 1.5], [1, 0]]}}";
    assertThat(read(yaml, Map.of()).path().codebook().centres().byLayer())
        .usingRecursiveComparison()
        .isEqualTo(Map.of("student/*", new Vectors(new float[] {0, 1.5f, 1, 0}, 2, 2)));
    assertThat(
            problems("codebook: {centres: {a: [[0, 1], [1]], b: [[0]], c: 3, d: [[x]]}}", Map.of()))
        .containsExactlyInAnyOrder(
            "codebook.centres.a: must all have as many numbers, at least 1",
            "codebook.centres.b were 1; must be between 2 and 1024",
            "codebook.centres.c: must be a list of lists of numbers, or the path of a file",
            "codebook.centres.d: held \"x\"; must be a number");
  }

  @Test
  void centresAreReadFromAFileOfNumPy() throws Exception {
    Path file = NpyBytes.of("<f4", new int[] {2, 3}, 0, 1, 2, 3, 4, 5).in(folder, "centres.npy");
    assertThat(
            read("codebook: {centres: {s/h: '%s'}}".formatted(file), Map.of())
                .path()
                .codebook()
                .centres()
                .byLayer())
        .usingRecursiveComparison()
        .isEqualTo(Map.of("s/h", new Vectors(new float[] {0, 1, 2, 3, 4, 5}, 2, 3)));
  }

  @Test
  void allProblemsOfFilesOfCentresAreSaidAtOnce() {
    Path notFinite =
        NpyBytes.of("<f4", new int[] {2, 1}, 0, Double.NaN).in(folder, "not-finite.npy");
    Path one = NpyBytes.of("<f4", new int[] {1, 2}, 0, 1).in(folder, "one.npy");
    Path many = NpyBytes.of("<f4", new int[] {1_025}, new double[1_025]).in(folder, "many.npy");
    Path wide =
        NpyBytes.of("<f4", new int[] {2, 262_145}, new double[524_290]).in(folder, "wide.npy");
    Path missing = folder.resolve("missing.npy");
    assertThat(
            problems(
                "codebook: {centres: {a: '%s', b: '%s', c: '%s', d: '%s', e: '%s'}}"
                    .formatted(notFinite, one, many, wide, missing),
                Map.of()))
        .containsExactlyInAnyOrder(
            "codebook.centres.a must be finite",
            "codebook.centres.b were 1; must be between 2 and 1024",
            "codebook.centres.c: "
                + many
                + ": had 1025 rows, one a centre; must have between 2 and 1024",
            "codebook.centres.d had 262145 numbers each; must have at most 262144",
            "codebook.centres.e: "
                + missing
                + ": was no file; must be one array saved by numpy.save");
  }

  @Test
  void aFileThatIsNoYamlIsSaidWithItsLine() {
    assertThat(problems("window:\n  rows: [1\n", Map.of()).get(0)).contains("is not YAML: line 2");
    assertThat(problems("window: {rows: 1, rows: 2}", Map.of()).get(0)).contains("Duplicate field");
    assertThat(problems("just a text", Map.of()).get(0)).contains("must be a map of sections");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    Path missing = folder.resolve("missing.yaml");
    assertThat(
            catchThrowableOfType(
                    SettingsException.class,
                    () -> SettingsReader.read(Optional.of(missing), Map.of()))
                .problems())
        .containsExactly(missing + " is not there; give the path of a YAML file");
  }
}
