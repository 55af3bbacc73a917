package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Records again, by one setting or several at once, along the very path on which the agent walks
 * them. Nothing is decided by a clock or by load, and nothing is skipped: every measurement that
 * was published live comes again, equal to the last bit. Records of the topic of static teachers
 * are kept for those that name them. For one thread, which hands the results on as well.
 */
public final class Replay implements AutoCloseable {
  private final ExecutorService measuring = MeasuringThreads.ofCommand();
  private final InTurn inTurn = new InTurn();
  private final List<ReplayLane> lanes;

  /**
   * One way to look at the records.
   *
   * @param settings without problems
   * @param sink takes what is found by them
   */
  public record Lane(AgentSettings settings, Sink sink) {}

  /**
   * Begins before the first record.
   *
   * @param lanes at least one
   */
  public Replay(List<Lane> lanes) {
    this.lanes = lanes.stream().map(lane -> new ReplayLane(lane, measuring, inTurn)).toList();
  }

  /**
   * Takes the next record of its partition.
   *
   * @param record in the order of the log
   */
  public void take(RawRecord record) {
    Decoded decoded = MessageDecoder.decode(record);
    lanes.forEach(lane -> lane.take(record, decoded));
    // Not within the walk: what goes wrong there is laid to the record.
    inTurn.advance();
  }

  /**
   * Waits until all is handed on that the records so far have filled.
   *
   * @return what became of them, by lane
   */
  public List<ReplayTotals> finished() {
    inTurn.await();
    return lanes.stream().map(ReplayLane::totals).toList();
  }

  @Override
  public void close() {
    measuring.shutdownNow();
  }
}
