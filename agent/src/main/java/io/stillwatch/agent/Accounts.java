package io.stillwatch.agent;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.Map;

/** Is told what becomes of every record and row, on the thread that walks them. */
interface Accounts {
  /** A record was read that an agent before had dealt with, whatever it holds. */
  void rebuilt(RawRecord record);

  /** Role-rows of a run that goes on wait for their counterparts, from before. */
  void waiting(long roleRows);

  /** A record was refused. */
  void refused(RawRecord record, Refusal reason, String detail);

  /** A batch was decoded, and its rows met their fate. */
  void counted(RawRecord record, SampleBatch batch, Map<RowOutcome, Long> rows);

  /** Rows that had waited met their fate. */
  void counted(Map<RowOutcome, Long> rows);

  /** Samples came with two different labels for one task. */
  void conflictingLabels(long samples);

  /** An event was decoded. */
  void noted(RawRecord record, RunEvent event);

  /** A pair of a window has no snapshot. */
  void leftOut(String why);
}
