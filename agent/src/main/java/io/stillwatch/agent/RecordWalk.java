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
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks records, one after the other, along the paths of their runs: the one way that the agent and
 * a replay go. Decides nothing by clock or load. Every record ends in the accounts, whatever it
 * holds. For one thread.
 */
final class RecordWalk {
  private static final Logger LOG = LoggerFactory.getLogger(RecordWalk.class);

  /** In the order of windows. */
  private static final Comparator<MeasurementId> IN_ORDER =
      Comparator.<MeasurementId>comparingInt(id -> id.attempt().number())
          .thenComparingLong(MeasurementId::hop);

  private final RunPaths paths;
  private final Accounts accounts;
  private final Outlet outlet;

  RecordWalk(RunPaths paths, Accounts accounts, Outlet outlet) {
    this.paths = paths;
    this.accounts = accounts;
    this.outlet = outlet;
  }

  /** Takes the next record of its partition. */
  void take(RawRecord record) {
    take(record, MessageDecoder.decode(record));
  }

  /** The same, where somebody has decoded it already. */
  void take(RawRecord record, Decoded decoded) {
    walk(record, decoded);
    paths.passed(record.position().partition(), record.position().offset());
    accounts.counted(paths.takeAbandoned());
    accounts.waiting(paths.takeWaiting());
  }

  private void walk(RawRecord record, Decoded decoded) {
    if (decoded instanceof Decoded.Refused refused) {
      refuse(record, refused.reason(), refused.detail());
      return;
    }
    var message = ((Decoded.Accepted) decoded).message();
    String run = message.attempt().run();
    try {
      if (message instanceof SampleBatch batch) {
        walk(record, batch);
      } else if (message instanceof RunEvent event) {
        walk(record, event);
      }
    } catch (CancellationException stops) {
      throw stops;
    } catch (RuntimeException e) {
      // One record must not stop all runs. Its own path may be half changed, so it begins anew.
      LOG.error(
          "the agent failed on {}; run {} begins anew; this is a bug", record.position(), run, e);
      paths.end(record.position().partition(), run);
      refuse(record, Refusal.FAILURE, e.toString());
    }
  }

  /** What an agent before has refused is not refused again. */
  private void refuse(RawRecord record, Refusal reason, String detail) {
    if (paths.isRebuilt(record)) {
      accounts.rebuilt(record);
    } else {
      accounts.refused(record, reason, detail);
    }
  }

  private void walk(RawRecord record, SampleBatch batch) {
    if (paths.passesOver(batch, record)) {
      accounts.rebuilt(record);
      return;
    }
    Optional<OrderedPath> path = paths.of(record, batch.attempt().run());
    if (path.isEmpty()) {
      refuse(record, Refusal.RUN_LIMIT, "the partition carries as many runs as it may");
      return;
    }
    PathResult result = path.get().accept(batch, record);
    if (result.objection().isPresent()) {
      var objection = result.objection().get();
      refuse(record, objection.reason(), objection.detail());
      return;
    }
    accounts.counted(record, batch, result.rows());
    accounts.conflictingLabels(result.conflictingLabels());
    handOn(result);
    if (!result.snapshots().isEmpty() || !result.rates().isEmpty()) {
      paths.measured(record.position().partition(), batch.attempt().run());
    }
  }

  private void walk(RawRecord record, RunEvent event) {
    if (paths.passesOver(event, record)) {
      accounts.rebuilt(record);
      return;
    }
    Partition partition = record.position().partition();
    String run = event.attempt().run();
    accounts.noted(record, event);
    if (event.type() == RunEvent.Type.STARTED) {
      outlet.start(event);
    }
    Optional<OrderedPath> path = paths.known(partition, run);
    boolean over = event.type() == RunEvent.Type.FINISHED;
    if (over && path.isPresent() && event.attempt().number() >= path.get().attempt()) {
      PathResult last = path.get().finish();
      accounts.counted(last.rows());
      handOn(last);
      paths.end(partition, run);
      outlet.finish(run);
    }
    outlet.happened(event, record.timestampMillis());
  }

  /** Of one view that has both, the later window must have the last word. */
  private void handOn(PathResult result) {
    Deque<SliceErrors> rates = new ArrayDeque<>(result.rates());
    for (Snapshot snapshot : result.snapshots()) {
      while (!rates.isEmpty() && IN_ORDER.compare(rates.peek().id(), snapshot.id()) < 0) {
        outlet.publish(rates.remove());
      }
      outlet.measure(snapshot);
    }
    rates.forEach(outlet::publish);
    result.leftOut().forEach(accounts::leftOut);
  }
}
