package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ordered thread: reads records, has each walked, and lets go of what is not needed again. */
final class RecordLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
  private static final long POLL_MILLIS = 200;

  private final RecordSource source;
  private final RunPaths paths;
  private final Publisher publisher;
  private final Ledger ledger;
  private final RecordWalk walk;
  private volatile boolean stopping;
  private volatile Optional<String> failure = Optional.empty();
  private Map<Partition, Progress> offered = Map.of();

  RecordLoop(RecordSource source, RunPaths paths, Publisher publisher, Ledger ledger) {
    this.source = source;
    this.paths = paths;
    this.publisher = publisher;
    this.ledger = ledger;
    this.walk = new RecordWalk(paths, ledger, publisher);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        turn(source.poll(POLL_MILLIS));
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the agent stops reading", e);
      failure = Optional.of("The agent stopped reading: " + e + "; its log says more. Restart it.");
    }
  }

  private void turn(Polled polled) {
    paths.forget(polled.revoked());
    polled
        .assigned()
        .forEach((partition, known) -> publisher.goOn(paths.assigned(partition, known)));
    for (RawRecord record : polled.records()) {
      walk.take(record);
    }
    ledger.frontier(polled);
    keep(false);
    source.release(releasable());
  }

  private void keep(boolean now) {
    paths.takeEnded().forEach(publisher::afterwards);
    paths.due(now).forEach(publisher::keep);
    Map<Partition, Progress> progress = paths.progress();
    if (!progress.equals(offered)) {
      offered = progress;
      publisher.settle(progress);
    }
  }

  /** Hands on where all runs stand; once the loop has ended. */
  void keepAll() {
    keep(true);
  }

  /** What may be released: all before is published, and no dead letter is under way. */
  Map<Partition, Progress> releasable() {
    return ledger.heldBack(publisher.settled());
  }

  /** Why the loop ended by itself, if it did; any thread. */
  Optional<String> failure() {
    return failure;
  }

  /** Rows whose fate is known; any thread. */
  long rowsRead() {
    return ledger.rowsRead();
  }

  /** Asks the loop to end after its present turn; any thread. */
  void stop() {
    stopping = true;
  }
}
