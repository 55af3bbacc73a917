package io.stillwatch.agent;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ordered thread: reads records, walks each along the path of its run, and hands the snapshots
 * on. Every record ends in the ledger, whatever it holds.
 */
final class RecordLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
  private static final long POLL_MILLIS = 200;

  /** In the order of windows. */
  private static final Comparator<MeasurementId> IN_ORDER =
      Comparator.<MeasurementId>comparingInt(id -> id.attempt().number())
          .thenComparingLong(MeasurementId::hop);

  private final RecordSource source;
  private final RunPaths paths;
  private final Publisher publisher;
  private final Ledger ledger;
  private volatile boolean stopping;
  private volatile Optional<String> failure = Optional.empty();
  private Map<Partition, Long> offered = Map.of();

  RecordLoop(RecordSource source, RunPaths paths, Publisher publisher, Ledger ledger) {
    this.source = source;
    this.paths = paths;
    this.publisher = publisher;
    this.ledger = ledger;
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
    for (RawRecord record : polled.records()) {
      take(record);
      paths.passed(record.position().partition(), record.position().offset());
      ledger.counted(paths.takeAbandoned());
    }
    ledger.frontier(polled);
    Map<Partition, Long> lowestNeeded = paths.lowestNeeded();
    if (!lowestNeeded.equals(offered)) {
      offered = lowestNeeded;
      publisher.settle(lowestNeeded);
    }
    source.release(releasable());
  }

  private void take(RawRecord record) {
    Decoded decoded = MessageDecoder.decode(record);
    if (decoded instanceof Decoded.Refused refused) {
      ledger.refused(record, refused.reason(), refused.detail());
      return;
    }
    var message = ((Decoded.Accepted) decoded).message();
    String run = message.attempt().run();
    try {
      if (message instanceof SampleBatch batch) {
        take(record, batch);
      } else if (message instanceof RunEvent event) {
        take(record, event);
      }
    } catch (RuntimeException e) {
      // One record must not stop all runs. Its own path may be half changed, so it begins anew.
      LOG.error(
          "the agent failed on {}; run {} begins anew; this is a bug", record.position(), run, e);
      paths.end(record.position().partition(), run);
      ledger.refused(record, Refusal.FAILURE, e.toString());
    }
  }

  private void take(RawRecord record, SampleBatch batch) {
    String run = batch.attempt().run();
    Optional<OrderedPath> path =
        paths.of(record.position().partition(), run, record.timestampMillis());
    if (path.isEmpty()) {
      ledger.refused(record, Refusal.RUN_LIMIT, "the partition carries as many runs as it may");
      return;
    }
    PathResult result = path.get().accept(batch, record);
    if (result.objection().isPresent()) {
      var objection = result.objection().get();
      ledger.refused(record, objection.reason(), objection.detail());
      return;
    }
    ledger.counted(record, batch, result.rows());
    ledger.conflictingLabels(result.conflictingLabels());
    handOn(result);
  }

  private void take(RawRecord record, RunEvent event) {
    Partition partition = record.position().partition();
    String run = event.attempt().run();
    ledger.noted(record, event);
    if (event.type() == RunEvent.Type.STARTED) {
      publisher.start(event);
    }
    Optional<OrderedPath> path = paths.known(partition, run);
    boolean over = event.type() == RunEvent.Type.FINISHED;
    if (over && path.isPresent() && event.attempt().number() >= path.get().attempt()) {
      PathResult last = path.get().finish();
      ledger.counted(last.rows());
      handOn(last);
      paths.end(partition, run);
      publisher.finish(run);
    }
  }

  /** Of one view that has both, the later window must have the last word. */
  private void handOn(PathResult result) {
    Deque<SliceErrors> rates = new ArrayDeque<>(result.rates());
    for (Snapshot snapshot : result.snapshots()) {
      while (!rates.isEmpty() && IN_ORDER.compare(rates.peek().id(), snapshot.id()) < 0) {
        publisher.publish(rates.remove());
      }
      publisher.measure(snapshot);
    }
    rates.forEach(publisher::publish);
    result.leftOut().forEach(ledger::leftOut);
  }

  /** What may be released: all before is published, and no dead letter is under way. */
  Map<Partition, Long> releasable() {
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
