package io.stillwatch.snapshot;

import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ordered path of one run: batches in log order in, snapshots out. Decides nothing by clock or
 * load, so the same records give the same snapshots, bit for bit, live and replayed. Not
 * thread-safe.
 */
public final class OrderedPath {
  private final String run;
  private final SuppliedCentres centres;
  private final List<Lane> lanes;

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
    this.centres = settings.codebook().centres();
    this.lanes = settings.join().apart() ? apart(settings) : List.of(joined(settings, teachers));
  }

  private static Lane joined(PathSettings settings, StaticTeachers teachers) {
    return new Lane(Optional.empty(), settings, teachers, new Counting(settings));
  }

  /** The teacher's first, so that a record with both shows the student's window both. */
  private static List<Lane> apart(PathSettings settings) {
    ApartCounting counting = new ApartCounting(settings);
    return List.of(
        new Lane(Optional.of(Role.TEACHER), settings, StaticTeachers.NONE, counting.teacher()),
        new Lane(Optional.of(Role.STUDENT), settings, StaticTeachers.NONE, counting.student()));
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
            .or(() -> lanes.stream().flatMap(lane -> lane.objection(batch).stream()).findFirst());
    if (objection.isPresent()) {
      return new PathResult(objection, Map.of(), 0, List.of(), List.of(), List.of());
    }
    RowCounts counts = new RowCounts();
    Harvest harvest = new Harvest();
    lanes.forEach(lane -> lane.accept(batch, record, counts, harvest));
    return harvest.result(counts);
  }

  /**
   * Ends the run: an open pass is measured as it is.
   *
   * @return the last snapshots, if any
   */
  public PathResult finish() {
    Harvest harvest = new Harvest();
    RowCounts counts = new RowCounts();
    for (Lane lane : lanes) {
      lane.giveUp(counts);
      lane.close(new Attempt(run, lane.attempt()), harvest);
    }
    return harvest.result(counts);
  }

  /**
   * Gives up without measuring what is open: somebody else goes on with the run.
   *
   * @return what becomes of the rows that waited
   */
  public Map<RowOutcome, Long> abandon() {
    RowCounts counts = new RowCounts();
    lanes.forEach(lane -> lane.giveUp(counts));
    return counts.byOutcome();
  }

  /**
   * The attempt that the run is at; where teacher and student are sampled apart the student's.
   *
   * @return the highest seen
   */
  public int attempt() {
    return lanes.get(lanes.size() - 1).attempt();
  }

  /**
   * The lowest offset of the run's partition that an open window or a waiting row still needs, or
   * the latest window of a teacher that is sampled apart.
   *
   * @return empty where nothing is needed
   */
  public OptionalLong firstNeededOffset() {
    return lanes.stream().flatMapToLong(lane -> lane.firstOffset().stream()).min();
  }
}
