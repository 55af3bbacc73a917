package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.ResultSettings;
import io.stillwatch.measure.ReferenceSettings;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.PairSettings;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.window.Sliding;
import io.stillwatch.window.WindowSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings from a YAML file of sections and from the environment, where {@code
 * STILLWATCH_WINDOW_ROWS} stands for {@code window.rows} and goes before the file.
 */
public final class SettingsReader {
  /** Variables of the launcher and of the log. */
  private static final Set<String> OTHERS =
      Set.of(
          "STILLWATCH_HEAP", "STILLWATCH_JAVA_OPTIONS", "STILLWATCH_LOG", "STILLWATCH_LOG_OTHERS");

  private final JsonNode file;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private SettingsReader(JsonNode file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads the settings.
   *
   * @param file the YAML file, if there is one
   * @param environment the process's variables
   * @return settings without problems
   * @throws SettingsException if anything is wrong, with everything that is
   */
  public static AgentSettings read(Optional<Path> file, Map<String, String> environment)
      throws SettingsException {
    JsonNode tree =
        file.isPresent() ? SettingsFile.tree(file.get()) : JsonNodeFactory.instance.objectNode();
    return new SettingsReader(tree, environment).settings();
  }

  /** The variables that stand for settings, in the order of the sections. */
  static Set<String> variables() {
    SettingsReader reader = new SettingsReader(JsonNodeFactory.instance.objectNode(), Map.of());
    try {
      reader.settings();
    } catch (SettingsException e) {
      throw new IllegalStateException("the defaults must be without problems", e);
    }
    Set<String> variables = new LinkedHashSet<>();
    reader.sections.values().forEach(section -> variables.addAll(section.variables()));
    return variables;
  }

  private AgentSettings settings() throws SettingsException {
    KafkaSettings kafka = kafka(section("kafka"));
    HttpSettings http = http(section("http"));
    PathSettings path =
        new PathSettings(
            join(section("join")),
            window(section("window")),
            codebook(section("codebook")),
            pairs(section("pairs")),
            labels(section("labels")));
    ReferenceSettings reference = reference(section("reference"));
    AgentSettings settings =
        new AgentSettings(
            kafka,
            http,
            path.knowing(reference.given()),
            reference,
            control(section("control")),
            verdict(section("verdict")),
            metrics(section("metrics")));
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  private Section section(String name) {
    JsonNode node = file.path(name);
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      problems.add(name + " was " + Section.kind(node) + "; must be a map of settings");
    }
    Section section = new Section(name, node, environment, problems);
    sections.put(name, section);
    return section;
  }

  private void refuseUnknown() {
    file.fieldNames()
        .forEachRemaining(
            name -> {
              if (!sections.containsKey(name)) {
                problems.add(
                    name + " is not a section; there are " + String.join(", ", sections.keySet()));
              }
            });
    sections.values().forEach(Section::refuseUnknown);
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(Section.PREFIX) && !OTHERS.contains(variable))
        .filter(v -> sections.values().stream().noneMatch(s -> s.variables().contains(v)))
        .sorted()
        .forEach(variable -> problems.add("the variable " + variable + " is not a setting"));
  }

  private void note(String section, List<String> found) {
    found.forEach(problem -> problems.add(section + "." + problem));
  }

  private KafkaSettings kafka(Section section) {
    KafkaSettings usual = KafkaSettings.DEFAULT;
    KafkaSettings kafka =
        new KafkaSettings(
            section.text("bootstrap_servers", usual.bootstrapServers()),
            section.text("topic", usual.topic()),
            section.text("group", usual.group()),
            section.text("teachers_topic", usual.teachersTopic()),
            section.text("checkpoints_topic", usual.checkpointsTopic()),
            new ResultSettings(
                section.text("snapshots_topic", usual.results().snapshotsTopic()),
                section.text("measurements_topic", usual.results().measurementsTopic())),
            new DeadLetterSettings(
                section.text("dead_letters_topic", usual.deadLetters().topic()),
                section.whole("dead_letters_per_second", usual.deadLetters().perSecond())),
            new Secrets(environment, problems).in("kafka.client", section.texts("client")));
    note("kafka", kafka.problems());
    return kafka;
  }

  private HttpSettings http(Section section) {
    HttpSettings usual = new HttpSettings();
    HttpSettings http =
        new HttpSettings(
            section.text("address", usual.address()),
            section.whole("port", usual.port()),
            WebConfigReader.read(section.text("web_config", "none"), problems));
    note("http", http.problems());
    return http;
  }

  private WindowSettings window(Section section) {
    WindowSettings usual = WindowSettings.DEFAULT;
    WindowSettings window =
        new WindowSettings(sliding(section), section.whole("largest_pass", usual.largestPass()));
    note("window", window.problems());
    return window;
  }

  /** Every kind has a length of its own name; all are read, so that none is unknown. */
  private Sliding sliding(Section section) {
    int rows = section.whole("rows", 2_000);
    int steps = section.whole("steps", 100);
    int seconds = section.whole("seconds", 600);
    int lateness = section.whole("lateness", 10);
    String over = section.text("over", "rows");
    return switch (over) {
      case "steps" -> new Sliding.LastSteps(steps, section.whole("hop", 10));
      case "seconds" -> new Sliding.LastSeconds(seconds, section.whole("hop", 60), lateness);
      default -> {
        if (!over.equals("rows")) {
          problems.add("window.over was " + over + "; must be rows, steps or seconds");
        }
        yield new Sliding.LastRows(rows, section.whole("hop", 500));
      }
    };
  }

  private JoinSettings join(Section section) {
    JoinSettings usual = JoinSettings.DEFAULT;
    JoinSettings join =
        new JoinSettings(
            section.whole("rows", usual.rows()),
            section.whole("steps", usual.steps()),
            section.flag("apart", usual.apart()));
    note("join", join.problems());
    return join;
  }

  private PairSettings pairs(Section section) {
    PairSettings pairs =
        new PairSettings(
            section.list("select"), section.flag("joint", PairSettings.DEFAULT.joint()));
    note("pairs", pairs.problems());
    return pairs;
  }

  private CodebookSettings codebook(Section section) {
    CodebookSettings usual = new CodebookSettings();
    CodebookSettings codebook =
        new CodebookSettings(
            section.choice("kind", usual.kind(), CodebookSettings.Kind.values()),
            section.whole("components", usual.components()),
            section.whole("clusters", usual.clusters()),
            section.whole("restarts", usual.restarts()),
            section.whole("iterations", usual.iterations()),
            new CentresReader(section, problems).read());
    note("codebook", codebook.problems());
    return codebook;
  }

  private LabelSettings labels(Section section) {
    LabelSettings labels =
        new LabelSettings(
            section.whole("bins", LabelSettings.DEFAULT.bins()), section.list("dependent_slices"));
    note("labels", labels.problems());
    return labels;
  }

  private ReferenceSettings reference(Section section) {
    ReferenceSettings reference = new ReferenceReader(section, problems).read();
    note("reference", reference.problems());
    return reference;
  }

  private ControlSettings control(Section section) {
    ControlSettings control =
        new ControlSettings(section.text("file", ControlSettings.DEFAULT.file()));
    note("control", control.problems());
    return control;
  }

  private VerdictSettings verdict(Section section) {
    VerdictSettings usual = VerdictSettings.DEFAULT;
    VerdictSettings verdict =
        new VerdictSettings(
            section.number("progress_share", usual.progressShare()),
            section.number("floor_share", usual.floorShare()),
            section.number("blind_share", usual.blindShare()),
            section.number("ceiling_share", usual.ceilingShare()),
            section.number("done_ratio", usual.doneRatio()),
            section.whole("passes", usual.passes()),
            section.whole("windows", usual.windows()));
    note("verdict", verdict.problems());
    return verdict;
  }

  private MetricLimits metrics(Section section) {
    MetricLimits usual = new MetricLimits();
    MetricLimits metrics =
        new MetricLimits(
            section.whole("runs", usual.runs()),
            section.whole("pairs_per_run", usual.pairsPerRun()),
            section.whole("views_per_run", usual.viewsPerRun()),
            section.whole("classes", usual.classes()),
            section.whole("label_length", usual.labelLength()),
            section.whole("silence_seconds", usual.silenceSeconds()),
            section.whole("remembered_seconds", usual.rememberedSeconds()));
    note("metrics", metrics.problems());
    return metrics;
  }
}
