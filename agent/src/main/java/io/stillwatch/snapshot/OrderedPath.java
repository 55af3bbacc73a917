package io.stillwatch.snapshot;

import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.SampleJoiner;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.Windows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The ordered path of one run: batches in log order in, snapshots out. Decides nothing by clock or
 * load, so the same records give the same snapshots, bit for bit, live and replayed. Not
 * thread-safe.
 */
public final class OrderedPath {
  private final String run;
  private final SampleJoiner joiner;
  private final UnlabelledRows unlabelled;
  private final SuppliedCentres centres;
  private final Windows windows;
  private final Counting counting;

  /**
   * The path of a run that has not begun.
   *
   * @param run the run's id
   * @param settings without problems
   */
  public OrderedPath(String run, PathSettings settings) {
    this(run, settings, StaticTeachers.NONE);
  }

  /**
   * The path of a run that has not begun.
   *
   * @param run the run's id
   * @param settings without problems
   * @param teachers rows of teachers that were sent once
   */
  public OrderedPath(String run, PathSettings settings, StaticTeachers teachers) {
    this.run = run;
    this.unlabelled = new UnlabelledRows(settings.window());
    this.joiner = new SampleJoiner(settings.join(), teachers, Reduction::reduced, unlabelled);
    this.centres = settings.codebook().centres();
    this.windows = new Windows(settings.window());
    this.counting =
        new Counting(
            new RunCodebooks(settings.codebook()), unlabelled, settings.pairs(), settings.labels());
  }

  /**
   * Takes the run's next batch.
   *
   * @param batch a batch of this run
   * @param record the record that it was decoded from
   * @return what came of it
   */
  public PathResult accept(SampleBatch batch, RawRecord record) {
    var objection =
        Capacity.objection(batch)
            .or(() -> Capacity.mismatch(batch, centres))
            .or(() -> joiner.objection(batch));
    if (objection.isPresent()) {
      return new PathResult(objection, Map.of(), List.of(), List.of(), List.of());
    }
    RowCounts counts = new RowCounts();
    int attempt = joiner.attempt();
    long waiting = joiner.pendingRoleRows();
    Optional<List<Triple>> triples = joiner.join(batch, record, counts);
    Harvest harvest = new Harvest();
    if (joiner.attempt() != attempt) {
      close(attempt, harvest);
    }
    if (triples.isPresent()) {
      windows.add(
          batch,
          record.position().offset(),
          triples.get(),
          counts,
          window -> counting.count(window, new Attempt(run, joiner.attempt()), harvest));
    }
    unlabelled.trim();
    counts.add(RowOutcome.PENDING, joiner.pendingRoleRows() - waiting);
    return harvest.result(counts.byOutcome());
  }

  /**
   * Ends the run: an open pass is measured as it is.
   *
   * @return the last snapshots, if any
   */
  public PathResult finish() {
    Harvest harvest = new Harvest();
    RowCounts counts = new RowCounts();
    giveUp(counts);
    close(joiner.attempt(), harvest);
    return harvest.result(counts.byOutcome());
  }

  /**
   * Gives up without measuring what is open: somebody else goes on with the run.
   *
   * @return what becomes of the rows that waited
   */
  public Map<RowOutcome, Long> abandon() {
    RowCounts counts = new RowCounts();
    giveUp(counts);
    return counts.byOutcome();
  }

  private void giveUp(RowCounts counts) {
    long waiting = joiner.pendingRoleRows();
    joiner.giveUp(counts);
    counts.add(RowOutcome.PENDING, -waiting);
  }

  /**
   * The attempt that the run is at.
   *
   * @return the highest seen
   */
  public int attempt() {
    return joiner.attempt();
  }

  /**
   * The lowest offset of the run's partition that an open window or a waiting row still needs.
   *
   * @return empty where nothing is open
   */
  public OptionalLong firstNeededOffset() {
    return LongStream.concat(windows.firstOffset().stream(), joiner.firstOffset().stream()).min();
  }

  private void close(int attempt, Harvest harvest) {
    windows.close(window -> counting.count(window, new Attempt(run, attempt), harvest));
    counting.beginAnew();
  }
}
