package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pure path: snapshots are measured on several threads at once, and published on one, in the
 * order in which they came. Positions go through the same queue, so that none is released before
 * all that rests on it is published.
 */
final class Publisher implements Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** Anything that waits for its turn; run events come as fast as a stranger likes. */
  private static final int MOST_WAITING = 4_096;

  private static final int SECONDS_TO_DRAIN = 30;

  private final ExecutorService measuring =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(), task -> new Thread(task, "measuring"));
  private final ExecutorService publishing =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "publishing"));
  private final Backlog backlog = Backlog.ofHeap();
  private final Semaphore turns = new Semaphore(MOST_WAITING);
  private final AtomicReference<Map<Partition, Progress>> settled = new AtomicReference<>(Map.of());
  private final Function<Snapshot, Finding> measurer;
  private final Verdicts verdicts;
  private final Controls controls;
  private final Metrics metrics;
  private final Keeping keeping;
  private final Sink sink;

  /**
   * Starts the threads.
   *
   * @param settings how to judge
   * @param measurer how to measure; on several threads at once
   * @param metrics where measurements and durations go
   * @param keeping where runs are kept
   * @param sink where all that is published goes too, on the publishing thread
   */
  Publisher(
      AgentSettings settings,
      Function<Snapshot, Finding> measurer,
      Metrics metrics,
      Keeping keeping,
      Sink sink) {
    this.measurer = measurer;
    this.verdicts = new Verdicts(settings.verdict());
    this.controls = new Controls(settings.control());
    this.metrics = metrics;
    this.keeping = keeping;
    this.sink = sink;
  }

  /**
   * Measures a snapshot and publishes it in its turn. Where too many are under way, one on which no
   * verdict rests is skipped and counted, and others wait.
   *
   * @throws CancellationException if the thread is interrupted while it waits
   */
  @Override
  public void measure(Snapshot snapshot) {
    String run = snapshot.id().attempt().run();
    inTurn(() -> keeping.results().snapshot(snapshot, controls.named(run)));
    if (!backlog.tryTake(snapshot)) {
      if (!snapshot.disjoint()) {
        metrics.solvesSkipped(1);
        return;
      }
      backlog.take(snapshot);
    }
    Future<Finding> finding = measuring.submit(() -> timed(snapshot));
    inTurn(
        () -> {
          try {
            publish(finding.get());
          } finally {
            backlog.giveBack(snapshot);
          }
        });
  }

  private Finding timed(Snapshot snapshot) {
    long start = System.nanoTime();
    Finding finding = measurer.apply(snapshot);
    metrics.estimateTook(Duration.ofNanos(System.nanoTime() - start));
    return finding;
  }

  private void publish(Finding finding) {
    Measurement measurement = controls.compared(verdicts.judged(finding));
    metrics.publish(measurement);
    sink.measured(measurement);
  }

  /** Publishes, in their turn, the rates of a slice that is defined through the label. */
  @Override
  public void publish(SliceErrors slice) {
    inTurn(
        () -> {
          metrics.publish(slice);
          sink.counted(slice);
        });
  }

  /** A run starts: once all before is published, its control is pinned. */
  @Override
  public void start(RunEvent started) {
    inTurn(() -> controls.started(started));
  }

  @Override
  public void happened(RunEvent event, long timestampMillis) {
    inTurn(() -> sink.happened(event, timestampMillis));
  }

  /** A run has said its last word: once all before is published, its series leave. */
  @Override
  public void finish(String run) {
    inTurn(
        () -> {
          metrics.runFinished(run);
          verdicts.forget(run);
          controls.forget(run);
        });
  }

  /** Runs go on: their verdicts and controls are what they were, and so is when they were seen. */
  void goOn(Map<String, RunCheckpoint> runs) {
    runs.forEach(
        (run, checkpoint) ->
            inTurn(
                () -> {
                  checkpoint.path().forEach(path -> metrics.runGoesOn(run, path.lastMillis()));
                  verdicts.resume(run, checkpoint.verdicts());
                  controls.resume(run, checkpoint.control());
                }));
  }

  /** Writes down where a run stands, once all before is published. */
  void keep(RunPaths.Due due) {
    String run = due.standing().run();
    inTurn(
        () -> keeping.keep(due.standing(), verdicts.state(run), controls.state(run), due.claim()));
  }

  /** Does something once all before is published. */
  void afterwards(Runnable step) {
    inTurn(step::run);
  }

  /** Says which positions can be released once all before is published, and safe in its topic. */
  void settle(Map<Partition, Progress> progress) {
    inTurn(() -> keeping.results().afterAll(() -> settled.set(progress)));
  }

  /** The latest positions that can be released; any thread. */
  Map<Partition, Progress> settled() {
    return settled.get();
  }

  /** Waits until all before is published, or for so long. */
  void await(Duration timeout) {
    CountDownLatch before = new CountDownLatch(1);
    inTurn(before::countDown);
    try {
      if (!before.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("measurements are still under way after {} ms", timeout.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    void run() throws ExecutionException, InterruptedException;
  }

  /** Waits while too much waits. */
  private void inTurn(Step step) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the agent stops");
    }
    publishing.execute(
        () -> {
          try {
            step.run();
          } catch (ExecutionException e) {
            LOG.error("a snapshot could not be measured; this is a bug", e.getCause());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            LOG.error("a measurement could not be published; this is a bug", e);
          } finally {
            turns.release();
          }
        });
  }

  /** Publishes what is under way, then ends the threads. */
  @Override
  public void close() {
    publishing.shutdown();
    try {
      if (!publishing.awaitTermination(SECONDS_TO_DRAIN, TimeUnit.SECONDS)) {
        LOG.warn("measurements were still under way after {} s and are lost", SECONDS_TO_DRAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publishing.shutdownNow();
    measuring.shutdownNow();
  }
}
