package io.stillwatch.agent;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ordered thread: reads records, has each walked, and lets go of what is not needed again. */
final class RecordLoop implements Runnable, RecordSource.Parting {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
  private static final long POLL_MILLIS = 200;
  private static final Duration TO_PART = Duration.ofSeconds(5);
  private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

  private final RecordSource source;
  private final RunPaths paths;
  private final Publisher publisher;
  private final Ledger ledger;
  private final RecordWalk walk;
  private volatile boolean stopping;
  private volatile boolean ended;
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
        turn(source.poll(POLL_MILLIS, this));
      }
      ended = true;
    } catch (CancellationException stopped) {
      LOG.debug("stopped in the midst of records; they are read again at the next start");
    } catch (RuntimeException | Error e) {
      LOG.error("the agent stops reading", e);
      failure = Optional.of("The agent stopped reading: " + e + "; its log says more. Restart it.");
    }
  }

  private void turn(Polled polled) {
    if (!polled.revoked().isEmpty()) {
      leave(polled.revoked());
    }
    polled
        .assigned()
        .forEach((partition, known) -> publisher.goOn(paths.assigned(partition, known)));
    for (RawRecord record : polled.records()) {
      walk.take(record);
    }
    ledger.frontier(polled);
    paths.due(Set.of()).forEach(publisher::keep);
    settle();
    source.release(releasable());
    paths.released(source.released());
  }

  /** Makes an end of partitions, as far as that is quick: all of them is published and kept. */
  @Override
  public Map<Partition, Progress> from(Set<Partition> going) {
    paths.due(going).forEach(publisher::keep);
    publisher.await(TO_PART);
    paths.awaitKept(TO_PART);
    settle();
    publisher.await(TO_PART);
    Map<Partition, Progress> last = new HashMap<>(releasable());
    last.keySet().retainAll(going);
    return last;
  }

  @Override
  public void tooLateFor(Set<Partition> gone) {
    paths.endTenures(gone);
  }

  /** What this agent settled of partitions must not be released where it gets them back. */
  private void leave(Set<Partition> gone) {
    paths.forget(gone).forEach(publisher::finish);
    settle();
    publisher.await(FOREVER);
  }

  private void settle() {
    Map<Partition, Progress> progress = paths.progress();
    if (!progress.equals(offered)) {
      offered = progress;
      publisher.settle(progress);
    }
  }

  /** Hands on where all runs stand, where the loop has ended between two records. */
  void keepAll() {
    if (ended) {
      from(paths.partitions());
    }
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
