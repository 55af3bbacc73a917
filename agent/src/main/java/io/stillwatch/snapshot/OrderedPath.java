package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.join.RowCounts;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.HashMap;
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
  /** A run that was silent for longer, by the time of its records, begins with empty windows. */
  public static final long SILENT_MILLIS = 3_600_000;

  private final String run;
  private final SuppliedCentres centres;
  private final Memory memory;
  private final List<Lane> lanes;
  private long lastMillis = Long.MIN_VALUE;

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
    if (settings.join().apart()) {
      ApartCounting counting = new ApartCounting(settings);
      this.memory = counting;
      // The teacher's first, so that a record with both shows the student's window both.
      this.lanes =
          List.of(
              new Lane(
                  Optional.of(Role.TEACHER), settings, StaticTeachers.NONE, counting.teacher()),
              new Lane(
                  Optional.of(Role.STUDENT), settings, StaticTeachers.NONE, counting.student()));
    } else {
      Counting counting = new Counting(settings);
      this.memory = counting;
      this.lanes = List.of(new Lane(Optional.empty(), settings, teachers, counting));
    }
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
    if (isAfterSilence(record)) {
      lanes.forEach(lane -> lane.beginAfresh(counts));
    }
    lastMillis = Math.max(lastMillis, record.timestampMillis());
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
    lanes.forEach(lane -> lane.giveUp(counts));
    // The student's before its teacher is gone.
    for (int i = lanes.size() - 1; i >= 0; i--) {
      lanes.get(i).close(new Attempt(run, lanes.get(i).attempt()), harvest);
    }
    return harvest.result(counts);
  }

  private boolean isAfterSilence(RawRecord record) {
    return lastMillis != Long.MIN_VALUE && record.timestampMillis() - lastMillis > SILENT_MILLIS;
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
   * The lowest offset of the run's partition that is needed to go on: by an open window, a row that
   * waits or is remembered, the last pass, or a teacher that is sampled apart.
   *
   * @return empty where nothing is needed
   */
  public OptionalLong firstNeededOffset() {
    return lanes.stream().flatMapToLong(lane -> lane.firstOffset().stream()).min();
  }

  /**
   * Where the path stands, between two records: with {@link #codebooks} and the records from its
   * basis on, {@link Resumption} makes a path that goes on alike, to the last bit.
   *
   * @param next the offset of the partition's next record
   * @return a state
   */
  public PathState state(long next) {
    long basis = firstNeededOffset().orElse(next);
    return new PathState(
        basis,
        next,
        lastMillis,
        lanes.stream().map(lane -> lane.state(next)).toList(),
        memory.vocabulary().state(),
        memory.joined(),
        memory.apart());
  }

  /**
   * The fitted codebooks that the state names, by fingerprint.
   *
   * @return as they are stored
   */
  public Map<String, StoredCodebook> codebooks() {
    Map<String, StoredCodebook> stored = new HashMap<>(memory.vocabulary().stored());
    memory
        .passed()
        .forEach(
            (print, codebook) ->
                StoredCodebook.of(codebook).ifPresent(numbers -> stored.put(print, numbers)));
    return stored;
  }

  /** Begins to read again what another path of the run needs. */
  void readFrom(PathState state) {
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).readFrom(state.lanes().get(i));
    }
  }

  /** Reads a record again that could be accepted. */
  void read(SampleBatch batch, RawRecord record) {
    if (Capacity.objection(batch).isEmpty() && Capacity.mismatch(batch, centres).isEmpty()) {
      lanes.forEach(lane -> lane.read(batch, record));
    }
  }

  /** Goes on where the other path stood, with everything read again. */
  void goOn(PathState state, Map<String, Codebook> stored) {
    memory.resume(state, lanes.stream().map(Lane::again).toList(), stored);
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).goOn(state.lanes().get(i));
    }
    lastMillis = state.lastMillis();
  }
}
