package io.stillwatch.window;

import io.stillwatch.join.JoinSettings;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.SampleBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The windows of one run: rows in log order in, full windows out. Rows of a probe pass go to the
 * window of their pass, all others to the sliding window. Not thread-safe.
 */
public final class Windows {
  private final WindowSettings settings;
  private final PassWindow passes;
  private SlidingWindow training;
  private long hop;

  /**
   * Empty windows.
   *
   * @param settings without problems
   * @param join how rows become whole
   */
  public Windows(WindowSettings settings, JoinSettings join) {
    this.settings = settings;
    this.passes = new PassWindow(settings.largestPass(), join);
    this.training = SlidingWindow.of(settings.training());
  }

  /**
   * Adds the rows of one record.
   *
   * @param batch the record; whether it is a part of a probe pass says where its rows belong
   * @param offset the record's offset
   * @param triples the rows that it made whole, in order; may be empty
   * @param counts takes the outcome of every row
   * @param full takes the windows that are full now, in order, one after the other
   */
  public void add(
      SampleBatch batch,
      long offset,
      List<Triple> triples,
      RowCounts counts,
      Consumer<Window> full) {
    if (batch.moment().pass().isPresent()) {
      String id = batch.moment().pass().get().id();
      if (passes.endsWith(batch, triples)) {
        closePass(full);
      }
      passes.add(batch, offset, triples, counts).ifPresent(rows -> full.accept(whole(id, rows)));
    } else {
      for (Triple triple : triples) {
        training.add(triple, counts, due -> full.accept(sliding(due)));
      }
    }
  }

  /**
   * Ends everything that is open and begins anew, with hop 0: a new attempt begins or the run is
   * over.
   *
   * @param last takes the pass that was open, incomplete as it is, where it has rows
   */
  public void close(Consumer<Window> last) {
    closePass(last);
    empty();
    hop = 0;
  }

  /** Forgets all rows without measuring what is open; hops are counted on. */
  public void empty() {
    passes.close();
    passes.forget();
    training = SlidingWindow.of(settings.training());
  }

  /**
   * Where the windows stand, between two records.
   *
   * @return a state
   */
  public WindowsState state() {
    return new WindowsState(hop, passes.state(), training.state());
  }

  /**
   * Goes on where other windows of the same settings stood; these must be new.
   *
   * @param state where
   * @param rows their rows by ordinal
   * @throws IllegalStateException if a row is missing
   */
  public void resume(WindowsState state, Map<Long, Triple> rows) {
    hop = state.hop();
    passes.resume(state.pass(), rows);
    training.resume(state.sliding(), rows);
  }

  /**
   * The lowest offset that an open window needs.
   *
   * @return empty where none is open
   */
  public OptionalLong firstOffset() {
    return LongStream.concat(passes.firstOffset().stream(), training.firstOffset().stream()).min();
  }

  private void closePass(Consumer<Window> full) {
    Optional<String> open = passes.openPass();
    passes.close().ifPresent(rows -> full.accept(whole(open.orElseThrow(), rows)));
  }

  private Window whole(String pass, List<Triple> rows) {
    return new Window(rows, rows, List.of(), hop++, Optional.of(pass), true);
  }

  private Window sliding(SlidingWindow.Hop due) {
    return new Window(
        due.rows(), due.entered(), due.left(), hop++, Optional.empty(), due.disjoint());
  }
}
