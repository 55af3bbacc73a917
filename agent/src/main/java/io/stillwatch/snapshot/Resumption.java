package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * A run that goes on where another path of it stood. Its records from the state's basis up to the
 * state's next one are read again; they count nothing and bring no snapshot. Then there is a path
 * whose every later snapshot is what the other one's would have been, to the last bit. Not
 * thread-safe.
 */
public final class Resumption {
  private final PathState state;
  private final Map<String, Codebook> stored = new HashMap<>();
  private final OrderedPath path;

  /**
   * Begins to read.
   *
   * @param run the run's id
   * @param settings as those of the other path
   * @param teachers rows of teachers that were sent once
   * @param state where the other path stood
   * @param codebooks those that the state names, by fingerprint
   */
  public Resumption(
      String run,
      PathSettings settings,
      StaticTeachers teachers,
      PathState state,
      Map<String, StoredCodebook> codebooks) {
    this.state = state;
    codebooks.forEach((print, numbers) -> stored.put(print, numbers.codebook()));
    this.path = new OrderedPath(run, settings, teachers);
    path.readFrom(state);
  }

  /**
   * The first record that is needed.
   *
   * @return an offset of the run's partition
   */
  public long basis() {
    return state.basis();
  }

  /**
   * The first record that is to be accepted by the path, not read.
   *
   * @return an offset of the run's partition
   */
  public long next() {
    return state.next();
  }

  /**
   * Reads a batch of the run again, in log order; what lies before the basis is passed over.
   *
   * @param batch the batch
   * @param record the record that it was decoded from, before {@link #next}
   */
  public void read(SampleBatch batch, RawRecord record) {
    if (record.position().offset() >= state.basis()) {
      path.read(batch, record);
    }
  }

  /**
   * The path, once every record before {@link #next} was read.
   *
   * @return a path that goes on
   * @throws IllegalStateException if records or codebooks are missing, with what
   */
  public OrderedPath path() {
    path.goOn(state, stored);
    return path;
  }
}
