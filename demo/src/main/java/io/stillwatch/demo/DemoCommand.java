package io.stillwatch.demo;

import io.stillwatch.cli.Streams;
import io.stillwatch.demo.display.Curves;
import io.stillwatch.demo.display.Ink;
import io.stillwatch.demo.display.Screen;
import io.stillwatch.measure.Measurement;
import io.stillwatch.wire.MeasurementWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch demo}: real distillations, metered live through a real Kafka. */
@Command(
    name = "demo",
    description = {
      "Starts a Kafka broker, trains three students on real data, and meters them live.",
      "Nothing is simulated, and nothing is left behind."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofSeconds(15);
  private static final Duration BETWEEN_PLAIN_TABLES = Duration.ofSeconds(5);
  private static final String PAIR = "teacher/logits>student/logits";
  private static final String TITLE = "Three distillations of handwritten digits, metered live";

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "End by itself after so long, such as 60s or 2m; at least 15s. A slow machine takes longer.")
  private Duration duration;

  @Option(names = "--json", description = "Print every measurement as a line of JSON.")
  private boolean json;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Write the curves as an SVG picture at the end.")
  private Path picture;

  @Option(
      names = "--kafka",
      paramLabel = "SERVERS",
      description = {
        "Only train, and send to the topic stillwatch of these brokers (host:port);",
        "an agent elsewhere meters."
      })
  private String kafka;

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    long startNanos = System.nanoTime();
    checkOptions();
    Quiet.please();
    return kafka == null ? demonstrate(startNanos) : train();
  }

  private void checkOptions() {
    if (duration != null && duration.compareTo(SHORTEST) < 0) {
      throw new ParameterException(
          spec.commandLine(), "--for was " + duration.toSeconds() + "s; must be at least 15s");
    }
    if (kafka != null && (json || picture != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--kafka only trains: leave --json and --picture out, the agent there has the measurements");
    }
  }

  private int demonstrate(long startNanos) throws IOException {
    try (Interruption interruption = new Interruption();
        Demonstration demonstration = Demonstration.start(streams.err(), this::print)) {
      Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
      watch(demonstration, duration == null ? USUAL : duration.minus(spent));
      if (picture != null) {
        Files.writeString(picture, Curves.svg(TITLE, demonstration.ofPair(PAIR)));
      }
      if (duration == null) {
        streams.err().println("the trainings are over; the page stays until you press Ctrl-C");
        interruption.await();
      }
    } catch (InterruptedException e) {
      streams.err().println("stopped");
    }
    return ExitCode.OK;
  }

  private int train() {
    Trainings sending = new Trainings(kafka, Demonstration.TOPIC, streams.err());
    try (Interruption interruption = new Interruption();
        sending) {
      streams.err().printf("sending to the topic %s of %s%n", Demonstration.TOPIC, kafka);
      int passes = sending.run(duration == null ? USUAL : duration);
      streams.err().printf("sent %d passes of %s%n", passes, String.join(", ", sending.runs()));
      if (duration == null) {
        streams.err().println("the trainings are over; the runs end when you press Ctrl-C");
        interruption.await();
      }
    } catch (InterruptedException e) {
      streams.err().println("stopped");
    }
    return told(sending.undelivered());
  }

  private int told(long undelivered) {
    if (undelivered == 0) {
      return ExitCode.OK;
    }
    streams
        .err()
        .printf(
            "%d records did not reach the topic %s of %s: those passes are incomplete%n",
            undelivered, Demonstration.TOPIC, kafka);
    return ExitCode.SOFTWARE;
  }

  private void watch(Demonstration demonstration, Duration time) throws InterruptedException {
    if (json) {
      demonstration.run(time);
      return;
    }
    boolean terminal = Boolean.getBoolean("stillwatch.terminal");
    Screen screen = new Screen(streams.out(), terminal, BETWEEN_PLAIN_TABLES, System::nanoTime);
    new LiveDisplay(demonstration, screen, Ink.of(terminal, System.getenv())).run(time);
  }

  private void print(Measurement measurement) {
    if (json) {
      streams.out().println(MeasurementWriter.line(measurement));
      streams.out().flush();
    }
  }
}
