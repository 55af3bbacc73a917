package io.stillwatch.cli;

import io.stillwatch.agent.Agent;
import io.stillwatch.agent.PacedSource;
import io.stillwatch.agent.Replay;
import io.stillwatch.agent.ReplayTotals;
import io.stillwatch.cli.SweepOptions.Tried;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.Sweep;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    description =
        "Measures recorded records again, as fast as it goes, and prints the lines that run --json"
            + " printed, equal to the last bit. Reads a recording, a spool of the Python client, or"
            + " a part of a topic without joining its group. With --snapshots it measures what the"
            + " agent counted, and needs no records.")
final class ReplayCommand implements Callable<Integer> {
  private static final double MOST_SPEED = 1e6;
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private SweepOptions sweep;

  @Mixin private TopicOptions range;

  @Option(
      names = "--snapshots",
      description =
          "Replay snapshots: the topic kafka.snapshots_topic, or a --topic or recording of such.")
  private boolean snapshots;

  @Option(
      names = "--skip-damaged",
      description = "Count damaged frames and go on, instead of failing.")
  private boolean skipDamaged;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description =
          "Play the records live into the metrics and the page of an agent, so many times as fast as"
              + " they came, under run names marked as replayed.")
  private Double speed;

  @Option(
      names = "--openmetrics",
      paramLabel = "FILE",
      description =
          "Also write what /metrics would have shown, with the times of the records, for promtool tsdb"
              + " create-blocks-from openmetrics.")
  private Path openMetrics;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also write one file of HTML that needs no other: what happened when, in words and in the"
              + " page's pictures. Several settings make a run each.")
  private Path report;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A recording or spool; a topic is read where there is none.")
  private Path file;

  ReplayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    checkArguments();
    List<Tried> tried =
        sweep.read(snapshots ? Sweep.Over.SNAPSHOTS : Sweep.Over.RECORDS, streams.err());
    if (tried.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (tried.size() > 1 && (openMetrics != null || speed != null)) {
      throw usage("several settings were given with --openmetrics or --speed; must be one");
    }
    AgentSettings first = tried.get(0).settings();
    KafkaSettings kafka =
        range.over(
            first.kafka(),
            snapshots && file == null
                ? first.kafka().results().snapshotsTopic()
                : first.kafka().topic());
    if (!kafka.problems().isEmpty()) {
      throw usage(String.join("; ", kafka.problems()));
    }
    ReplayLines lines =
        new ReplayLines(
            streams.out(),
            first.metrics(),
            new ReplayLines.Files(Optional.ofNullable(openMetrics), Optional.ofNullable(report)));
    try (ReplayedRecords records = records(kafka)) {
      boolean whole = done(records, tried, lines);
      lines.end(source(kafka), streams.err());
      return whole ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException e) {
      streams.err().println("stillwatch replay: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private boolean done(ReplayedRecords records, List<Tried> tried, ReplayLines lines)
      throws IOException, InterruptedException {
    if (snapshots) {
      return new ReplayedSnapshots(tried, lines, streams.err()).replayed(records);
    }
    return speed == null
        ? replayed(records, tried, lines)
        : played(records, tried.get(0).settings(), lines);
  }

  private void checkArguments() {
    if (file != null && range.given()) {
      throw usage("a FILE was given with options of a topic; must be one of them");
    }
    if (file == null && range.topic().isEmpty() && !snapshots) {
      throw usage("neither a FILE nor a --topic was given; must be one of them");
    }
    if (snapshots && speed != null) {
      throw usage("--speed was given with --snapshots; must be with records");
    }
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw usage("FILE was " + file + "; must be a file that can be read");
    }
    checkWritable("--openmetrics", openMetrics);
    checkWritable("--report", report);
    if (report != null && speed != null) {
      throw usage("--report was given with --speed; must be without, as fast as it goes");
    }
    if (speed != null && !(speed > 0 && speed <= MOST_SPEED)) {
      throw usage("--speed was " + speed + "; must be above 0 and at most " + MOST_SPEED);
    }
  }

  private void checkWritable(String option, Path path) {
    if (path != null && Files.isDirectory(path)) {
      throw usage(option + " was " + path + ", a directory; must be a file");
    }
    if (path != null && !Files.isWritable(path.toAbsolutePath().getParent())) {
      throw usage(option + " was " + path + "; must be in a directory to write to");
    }
  }

  /** Where the records are from, for people. */
  private String source(KafkaSettings kafka) {
    return file == null ? "the topic " + kafka.topic() : file.getFileName().toString();
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private ReplayedRecords records(KafkaSettings kafka) throws IOException {
    if (file != null) {
      return new RecordsOfFile(file, skipDamaged);
    }
    return snapshots
        ? RecordsOfTopic.alone(kafka, range)
        : RecordsOfTopic.afterTeachers(kafka, range);
  }

  private boolean replayed(ReplayedRecords records, List<Tried> tried, ReplayLines lines)
      throws IOException {
    List<Replay.Lane> lanes =
        tried.stream().map(t -> new Replay.Lane(t.settings(), lines.marked(t.mark()))).toList();
    Progress progress = new Progress("replaying", streams.err());
    try (Replay replay = new Replay(lanes)) {
      Optional<RawRecord> next = records.next();
      while (next.isPresent() && !lines.pipeClosed()) {
        replay.take(next.get());
        progress.record(next.get(), records.share());
        next = records.next();
      }
      List<ReplayTotals> totals = replay.finished();
      progress.done();
      streams.err().printf("replayed %s%n", progress.sum());
      for (int i = 0; i < totals.size(); i++) {
        ReplaySummary.of(totals.get(i)).forEach(streams.err()::println);
        lines.accounted(tried.get(i).mark(), totals.get(i));
      }
      Optional<String> losses = records.losses();
      losses.ifPresent(streams.err()::println);
      lines.accounted(losses.stream().toList());
    }
    return !lines.pipeClosed();
  }

  private boolean played(ReplayedRecords records, AgentSettings settings, ReplayLines lines)
      throws InterruptedException {
    PacedSource source = new PacedSource(records::next, speed, settings.kafka().teachersTopic());
    Agent agent = Agent.replay(settings, source, lines.marked(Map.of()));
    Thread stop = new Thread(agent::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(stop);
    try (agent) {
      streams.err().printf("the page is %s, metrics are %smetrics%n", agent.url(), agent.url());
      while (agent.health().live() && !source.awaitEnd(MILLIS_BETWEEN_LOOKS)) {
        if (lines.pipeClosed()) {
          return false;
        }
      }
      records.losses().ifPresent(streams.err()::println);
      if (!agent.health().live()) {
        streams.err().println(agent.health().sentence());
      }
      return agent.health().live();
    } finally {
      ShutdownHooks.remove(stop);
    }
  }
}
