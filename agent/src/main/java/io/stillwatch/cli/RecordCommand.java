package io.stillwatch.cli;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.TopicRange;
import io.stillwatch.kafka.WholeTopic;
import io.stillwatch.recording.RecordingWriter;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch record}: a topic's records to a file, byte for byte. */
@Command(
    name = "record",
    description = {
      "Writes a topic's records to a file, byte for byte, for stillwatch replay.",
      "Joins no group and commits nothing: an agent that reads the topic does not notice. The records"
          + " of the topic of static teachers come first. Ends where the topic ended at the start;"
          + " whatever stops it, what was written can be read."
    })
final class RecordCommand implements Callable<Integer> {
  private final Streams streams;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stopping;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file of settings.")
  private Path config;

  @Mixin private TopicOptions range;

  @Option(names = "--follow", description = "Go on behind the end, until it is stopped.")
  private boolean follow;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Parameters(paramLabel = "FILE", description = "Where to write; the usual name ends in .swrec.")
  private Path file;

  RecordCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (Files.exists(file) && !force) {
      throw new ParameterException(
          spec.commandLine(), file + " is there already; --force replaces it");
    }
    if (follow && range.until().isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--follow was given with --until; must be one of them");
    }
    Optional<AgentSettings> settings = Settings.read(Optional.ofNullable(config), streams.err());
    if (settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    KafkaSettings kafka = range.over(settings.get().kafka());
    if (!kafka.problems().isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("; ", kafka.problems()));
    }
    Thread stop = new Thread(this::stop, "shutdown");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      record(kafka);
      return ExitCode.OK;
    } catch (IOException e) {
      streams.err().println("stillwatch record: " + e.getMessage());
      return ExitCode.SOFTWARE;
    } finally {
      closed.countDown();
      ShutdownHooks.remove(stop);
    }
  }

  /** Told to stop: the process must not end before the file is whole. */
  private void stop() {
    stopping = true;
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(KafkaSettings kafka) throws IOException {
    // Opened before the file is: a broker that is away must not cost a recording.
    try (TopicRange topic = TopicRange.open(kafka, range.from(), range.until())) {
      List<RawRecord> teachers = new WholeTopic(kafka, kafka.teachersTopic()).added();
      Progress progress = new Progress("recording", streams.err());
      long bytes;
      try (RecordingWriter writer = RecordingWriter.create(file, force)) {
        for (RawRecord teacher : teachers) {
          write(teacher, writer, progress, 0);
        }
        copy(topic, writer, progress);
        writer.flush();
        bytes = writer.bytesWritten();
      }
      progress.done();
      streams
          .err()
          .printf("%s holds %s of %s, %,d bytes%n", file, progress.sum(), kafka.topic(), bytes);
    }
  }

  private void copy(TopicRange topic, RecordingWriter writer, Progress progress)
      throws IOException {
    long most = Math.max(1, topic.offsets());
    long records = 0;
    while (!stopping && (follow || !topic.isOver())) {
      List<RawRecord> polled = follow ? topic.pollOn() : topic.poll();
      for (RawRecord record : polled) {
        records++;
        write(record, writer, progress, follow ? -1 : Math.min(1, (double) records / most));
      }
      if (polled.isEmpty()) {
        writer.flush();
      }
    }
  }

  private static void write(
      RawRecord record, RecordingWriter writer, Progress progress, double share)
      throws IOException {
    writer.write(record);
    progress.record(record, share);
  }
}
