package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsException;
import io.stillwatch.config.SettingsReader;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.MeasurementWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An agent whose estimates stand still for a while, over windows of 40 records of which one ends
 * with every record.
 */
final class UnderLoadTest {
  private static final int ROWS = 50;
  private static final int WINDOW = 40;
  private static final int RECORDS = 420;

  /** By then more windows have ended than may wait, and soon one ends that may not be skipped. */
  private static final int MANY = 310;

  private static final CountDownLatch GO_ON = new CountDownLatch(1);
  private static AgentSettings settings;
  private static LoopRun run;
  private static Map<String, String> replayed;

  @BeforeAll
  static void readUnderLoad() throws SettingsException {
    settings =
        SettingsReader.read(
            Optional.empty(),
            Map.of(
                "STILLWATCH_WINDOW_ROWS", Integer.toString(WINDOW * ROWS),
                "STILLWATCH_WINDOW_HOP", Integer.toString(ROWS)));
    run = LoopRun.of(settings, UnderLoadTest::standingStill, RECORDS, UnderLoadTest::read);
    replayed = new HashMap<>();
    try (Replay replay = new Replay(List.of(new Replay.Lane(settings, sink())))) {
      LongStream.range(0, RECORDS).mapToObj(UnderLoadTest::record).forEach(replay::take);
      replay.finished();
    }
  }

  private static Sink sink() {
    return Sink.of(m -> replayed.put(m.id().text(), MeasurementWriter.line(m)), rates -> {});
  }

  private static RawRecord read(long number) {
    if (number == MANY) {
      Thread loop = Thread.currentThread();
      Thread watching = new Thread(() -> goOnOnceItWaits(loop));
      watching.setDaemon(true);
      watching.start();
    }
    return record(number);
  }

  private static void goOnOnceItWaits(Thread loop) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> loop.getState() == Thread.State.WAITING || !loop.isAlive());
    GO_ON.countDown();
  }

  private static Finding standingStill(Snapshot snapshot) {
    try {
      GO_ON.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return SnapshotMeasurer.measure(snapshot, settings.reference());
  }

  /** The student learns, one label in so many more. */
  private static RawRecord record(long number) {
    Random random = Seeds.random(number);
    int[] labels = IntStream.range(0, ROWS).map(i -> i % 4).toArray();
    int[] states =
        IntStream.of(labels).map(y -> random.nextInt(2 * RECORDS) < number ? y : 0).toArray();
    return Log.record(
        number,
        Batches.of(ROWS)
            .run("r")
            .step(number)
            .withoutIds()
            .with(labels, Batches.codes(Role.TEACHER, labels), Batches.codes(Role.STUDENT, states)),
        Log.START_MILLIS + number);
  }

  @Test
  void everyWindowIsMeasuredOrCountedAsSkipped() {
    assertThat(run.failure()).isEmpty();
    assertThat(replayed).hasSize(RECORDS - WINDOW + 1);
    assertThat(run.sum("stillwatch_solves_skipped_total"))
        .isPositive()
        .isEqualTo((double) replayed.size() - run.measurements().size());
  }

  @Test
  void noWindowOnWhichAVerdictRestsIsSkipped() {
    assertThat(run.measurements().stream().filter(m -> (m.span().lastStep() + 1) % WINDOW == 0))
        .hasSize(RECORDS / WINDOW);
  }

  @Test
  void whatIsMeasuredIsWhatAReplayMeasuresWhichSkipsNothingVerdictIncluded() {
    assertThat(run.lines("r"))
        .hasSize(run.measurements().size())
        .allSatisfy(line -> assertThat(replayed).containsValue(line));
  }

  @Test
  void rowsAreCountedWhateverIsSkipped() {
    assertThat(run.rows("counted")).isEqualTo(2L * RECORDS * ROWS);
  }
}
