package io.stillwatch.agent;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import io.stillwatch.summary.RunTally;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The accounts of a replay, to be said at its end. */
final class ReplayAccounts implements Accounts {
  private static final int MOST_SENTENCES = 1_000;
  private static final int MOST_RUNS = 1_000;

  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final Map<RowOutcome, Long> rows = new EnumMap<>(RowOutcome.class);
  private final Map<String, RunTally> runs = new LinkedHashMap<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private long decoded;
  private long roleRows;
  private long conflictingLabels;
  private long lines;

  @Override
  public void waiting(long waitingRows) {
    roleRows += waitingRows;
  }

  @Override
  public void rebuilt(RawRecord record) {
    throw new IllegalStateException("a replay reads nothing again; this is a bug");
  }

  @Override
  public void refused(RawRecord record, Refusal reason, String detail) {
    refused.merge(reason, 1L, Long::sum);
  }

  @Override
  public void counted(RawRecord record, SampleBatch batch, Map<RowOutcome, Long> outcomes) {
    came(batch.attempt().run(), batch.dropped());
    roleRows += batch.roleRows();
    counted(outcomes);
  }

  @Override
  public void counted(Map<RowOutcome, Long> outcomes) {
    outcomes.forEach((outcome, count) -> rows.merge(outcome, count, Long::sum));
  }

  @Override
  public void conflictingLabels(long samples) {
    conflictingLabels += samples;
  }

  @Override
  public void noted(RawRecord record, RunEvent event) {
    came(event.attempt().run(), 0);
  }

  private void came(String run, long dropped) {
    decoded++;
    if (runs.containsKey(run) || runs.size() < MOST_RUNS) {
      runs.merge(run, RunTally.NONE.with(dropped), (known, one) -> known.with(dropped));
    }
  }

  @Override
  public void leftOut(String why) {
    if (leftOut.size() < MOST_SENTENCES) {
      leftOut.add(why);
    }
  }

  /** A measurement, or rates, were handed on. */
  void line() {
    lines++;
  }

  ReplayTotals totals() {
    long records = decoded + refused.values().stream().mapToLong(count -> count).sum();
    return new ReplayTotals(
        records,
        decoded,
        Map.copyOf(refused),
        roleRows,
        Map.copyOf(rows),
        conflictingLabels,
        lines,
        Collections.unmodifiableMap(new LinkedHashMap<>(runs)),
        List.copyOf(leftOut));
  }
}
