package io.stillwatch.demo;

import io.stillwatch.demo.publishing.BatchProducer;
import io.stillwatch.demo.publishing.ProbePass;
import io.stillwatch.demo.publishing.RunEvents;
import io.stillwatch.demo.training.Digits;
import io.stillwatch.demo.training.Distillation;
import io.stillwatch.demo.training.Distillations;
import io.stillwatch.demo.training.Pace;
import io.stillwatch.demo.training.Split;
import io.stillwatch.demo.training.Teachers;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The three distillations, sending what they do to a topic, as any training would. */
final class Trainings implements AutoCloseable {
  private final BatchProducer producer;
  private final Digits heldOut;
  private final Distillations distillations;

  /**
   * Trains the teacher; a few seconds. Nothing is sent yet.
   *
   * @param say what goes on is said there
   * @throws UncheckedIOException if the topic is not there; the message says what to do
   */
  Trainings(String bootstrapServers, String topic, PrintStream say) {
    producer = new BatchProducer(bootstrapServers, topic);
    if (!producer.reachesTopic()) {
      producer.close();
      throw new UncheckedIOException(
          "the topic %s was not found at %s; check that a broker answers there, and create the topic with stillwatch topics"
              .formatted(topic, bootstrapServers),
          new IOException("no topic"));
    }
    Split split = Split.of(Digits.load());
    heldOut = split.heldOut();
    Teachers teachers = Teachers.of(split.training());
    say.printf(
        "trained the teacher: it names %.1f %% of %d held-out digits rightly%n",
        100 * teachers.trained().accuracy(heldOut), heldOut.count());
    distillations = Distillations.of(teachers, split.training());
  }

  /** The runs, in the order in which they are shown. */
  List<String> runs() {
    return distillations.runs().stream().map(Distillation::run).toList();
  }

  /**
   * Trains the students side by side, evaluating them as it goes. Ends early where its thread is
   * interrupted.
   *
   * @param duration how long it should take
   * @return passes of each run
   */
  int run(Duration duration) {
    distillations.runs().forEach(run -> producer.send(RunEvents.started(run)));
    return distillations.run(
        duration,
        Pace.wallClock(),
        (run, pass) -> ProbePass.parts(run, pass, heldOut).forEach(producer::send));
  }

  /** Records that are known not to have reached the topic. */
  long undelivered() {
    return producer.undelivered();
  }

  /** Ends the runs, and waits some seconds until all is sent. */
  @Override
  public void close() {
    distillations.runs().forEach(run -> producer.send(RunEvents.finished(run)));
    producer.close();
  }
}
