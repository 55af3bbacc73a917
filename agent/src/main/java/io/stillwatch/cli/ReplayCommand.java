package io.stillwatch.cli;

import io.stillwatch.agent.Replay;
import io.stillwatch.agent.ReplayTotals;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsException;
import io.stillwatch.config.Sweep;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.RatesWriter;
import io.stillwatch.wire.SettingMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch replay}: records again, with the numbers that the agent had. */
@Command(
    name = "replay",
    description = {
      "Measures recorded records again, as fast as it goes: JSON lines as run --json prints them,",
      "equal to the last bit. Reads a recording, a spool of the Python client, or a part of a topic",
      "without joining its group."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file of settings: those that the agent had.")
  private Path config;

  @Mixin private TopicOptions range;

  @Option(
      names = "--skip-damaged",
      description = "Count damaged frames and go on, instead of failing.")
  private boolean skipDamaged;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE,...",
      description =
          "Values of a setting, such as window.rows=1000,2000. Several are tried in one pass, in all"
              + " combinations; each line is marked with its setting then.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--sweep",
      paramLabel = "FILE",
      description = "The same from a YAML file: names of settings with lists of values.")
  private Path sweep;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A recording or spool; a topic is read where there is none.")
  private Path file;

  private boolean pipeClosed;

  ReplayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (file != null && range.given()) {
      throw usage("a FILE was given with options of a topic; must be one of them");
    }
    if (file == null && range.topic().isEmpty()) {
      throw usage("neither a FILE nor a --topic was given; must be one of them");
    }
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw usage("FILE was " + file + "; must be a file that can be read");
    }
    List<Replay.Lane> lanes;
    try {
      lanes = lanes();
    } catch (SettingsException e) {
      Settings.say(e, streams.err());
      return ExitCode.USAGE;
    }
    try (ReplayedRecords records = records(lanes.get(0).settings().kafka())) {
      return replayed(records, lanes) ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException e) {
      streams.err().println("stillwatch replay: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private ReplayedRecords records(KafkaSettings kafka) throws IOException {
    return file != null
        ? new RecordsOfFile(file, skipDamaged)
        : new RecordsOfTopic(range.over(kafka), range);
  }

  private List<Replay.Lane> lanes() throws SettingsException {
    Optional<Path> settings = Optional.ofNullable(config);
    List<Map<String, String>> combinations =
        Sweep.combinations(Optional.ofNullable(sweep), assignments);
    List<Replay.Lane> lanes = new ArrayList<>();
    for (Map<String, String> combination : combinations) {
      AgentSettings one = Sweep.settings(settings, System.getenv(), combination);
      lanes.add(new Replay.Lane(one, new Lines(combinations.size() > 1 ? combination : Map.of())));
    }
    return lanes;
  }

  private boolean replayed(ReplayedRecords records, List<Replay.Lane> lanes) throws IOException {
    Progress progress = new Progress("replaying", streams.err());
    try (Replay replay = new Replay(lanes)) {
      Optional<RawRecord> next = records.next();
      while (next.isPresent() && !pipeClosed) {
        RawRecord record = next.get();
        replay.take(record);
        progress.record(record.key().length + record.value().length, records.share());
        next = records.next();
      }
      List<ReplayTotals> totals = replay.finished();
      progress.done();
      say(progress, totals);
      records.losses().ifPresent(streams.err()::println);
    }
    return !pipeClosed;
  }

  private void say(Progress progress, List<ReplayTotals> totals) {
    streams.err().printf("replayed %s%n", progress.sum());
    for (ReplayTotals one : totals) {
      ReplaySummary.of(one).forEach(line -> streams.err().println("  " + line));
      one.leftOut().forEach(why -> streams.err().println("  not measured: " + why));
    }
  }

  /** Prints what is found as lines of JSON, marked by the setting that found it. */
  private final class Lines implements Replay.Sink {
    private final Map<String, String> setting;

    private Lines(Map<String, String> setting) {
      this.setting = setting;
    }

    @Override
    public void measured(Measurement measurement) {
      print(MeasurementWriter.line(measurement));
    }

    @Override
    public void counted(SliceErrors slice) {
      print(RatesWriter.line(slice));
    }

    private void print(String line) {
      streams.out().println(SettingMark.marked(setting, line));
      pipeClosed = streams.out().checkError();
    }
  }
}
