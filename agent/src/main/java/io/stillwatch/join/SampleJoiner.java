package io.stillwatch.join;

import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which rows of a run's batches count. One instance a run; log order in, triples out.
 *
 * <p>A record with both roles and labels is complete. The rows of others wait for their
 * counterparts of the same step, pass and sample ({@link JoinSettings}). Not thread-safe.
 */
public final class SampleJoiner {
  private final Map<String, Form> forms = new HashMap<>();
  private final JoinSettings settings;
  private final PendingSamples pending;
  private int attempt;
  private long highestStep;
  private long admitted;

  /**
   * A joiner of a run that has not begun.
   *
   * @param settings without problems
   */
  public SampleJoiner(JoinSettings settings) {
    this.settings = settings;
    this.pending = new PendingSamples(settings);
  }

  /** What a representation must stay during a run. */
  private record Form(Representation.Kind kind, int dimension) {
    static Form of(Representation representation) {
      int dimension =
          representation.values() instanceof Values.Vectors vectors ? vectors.dimension() : 0;
      return new Form(representation.kind(), dimension);
    }

    @Override
    public String toString() {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return kind == Representation.Kind.CODES ? name : name + " of " + dimension + " numbers";
    }
  }

  /**
   * Why a batch cannot be joined at all.
   *
   * @param reason for the ledger
   * @param detail for people
   */
  public record Objection(Refusal reason, String detail) {}

  /**
   * Whether a batch contradicts what the run sent before. Changes nothing.
   *
   * @param batch a batch of this run
   * @return empty where it fits
   */
  public Optional<Objection> objection(SampleBatch batch) {
    for (Representation representation : batch.activations()) {
      Form known = forms.get(nameOf(representation));
      Form form = Form.of(representation);
      if (known != null && !known.equals(form)) {
        return Optional.of(
            new Objection(
                Refusal.REPRESENTATION_CHANGED,
                "%s was %s; must stay %s, as the run sent it first"
                    .formatted(nameOf(representation), form, known)));
      }
    }
    return Optional.empty();
  }

  /**
   * Joins one batch to which there is no objection.
   *
   * @param batch a batch of this run, in log order
   * @param record where it lay
   * @param counts takes the outcome of every role-row that does not come back as a triple
   * @return the rows that a window may count, in order, where the batch has its place in a window;
   *     it has one too where none of its rows can be counted
   */
  public Optional<List<Triple>> join(SampleBatch batch, RawRecord record, RowCounts counts) {
    if (isLate(batch)) {
      counts.add(RowOutcome.LATE, batch.roleRows());
      return Optional.empty();
    }
    for (Representation representation : batch.activations()) {
      forms.putIfAbsent(nameOf(representation), Form.of(representation));
    }
    advance(batch, counts);
    List<Triple> triples =
        batch.isComplete() ? rows(batch, record, counts) : joined(batch, record, counts);
    pending.evict(highestStep, counts);
    return Optional.of(triples);
  }

  /**
   * Ends the waiting: the run or its attempt is over.
   *
   * @param counts takes the role-rows that stay without a counterpart
   */
  public void giveUp(RowCounts counts) {
    pending.giveUp(counts);
  }

  /**
   * How many role-rows wait for a counterpart.
   *
   * @return the change of this number is the outcome {@link RowOutcome#PENDING}
   */
  public long pendingRoleRows() {
    return pending.roleRows();
  }

  /**
   * The lowest offset of a row that waits.
   *
   * @return empty where none does
   */
  public OptionalLong firstOffset() {
    return pending.firstOffset();
  }

  /**
   * The attempt that the run is at.
   *
   * @return the highest seen
   */
  public int attempt() {
    return attempt;
  }

  /** What is not whole may be behind by as many steps as it could have waited. */
  private boolean isLate(SampleBatch batch) {
    int number = batch.attempt().number();
    long behind = batch.isComplete() ? 0 : settings.steps();
    return number < attempt || (number == attempt && batch.moment().step() < highestStep - behind);
  }

  private void advance(SampleBatch batch, RowCounts counts) {
    if (batch.attempt().number() > attempt) {
      attempt = batch.attempt().number();
      admitted = 0;
      highestStep = 0;
      giveUp(counts);
    }
    highestStep = Math.max(highestStep, batch.moment().step());
  }

  private List<Triple> rows(SampleBatch batch, RawRecord record, RowCounts counts) {
    List<Triple> triples = new ArrayList<>(batch.rows().count());
    for (int row = 0; row < batch.rows().count(); row++) {
      if (!isFinite(batch, row)) {
        counts.add(RowOutcome.NOT_FINITE, 2);
      } else {
        admit(
            new Triple(
                List.of(new Triple.Part(batch, row)),
                0,
                record.position().offset(),
                record.timestampMillis()),
            triples,
            counts);
      }
    }
    return triples;
  }

  private List<Triple> joined(SampleBatch batch, RawRecord record, RowCounts counts) {
    List<Triple> triples = new ArrayList<>();
    Optional<List<Key>> samples = batch.rows().samples();
    for (int row = 0; row < batch.rows().count(); row++) {
      if (samples.isEmpty()) {
        counts.add(RowOutcome.UNMATCHED, batch.roleRowsOfOne());
      } else if (!isFinite(batch, row)) {
        counts.add(RowOutcome.NOT_FINITE, batch.roleRowsOfOne());
      } else {
        pending
            .offer(batch, row, samples.get().get(row), record, counts)
            .ifPresent(triple -> admit(triple, triples, counts));
      }
    }
    return triples;
  }

  private void admit(Triple triple, List<Triple> admittedRows, RowCounts counts) {
    if (isLabelled(triple)) {
      admittedRows.add(
          new Triple(triple.parts(), admitted++, triple.firstOffset(), triple.timestampMillis()));
    } else {
      counts.add(RowOutcome.UNLABELLED, 2);
    }
  }

  private static boolean isLabelled(Triple triple) {
    return triple.parts().stream()
        .flatMap(
            part ->
                part.batch().rows().labels().values().stream()
                    .map(column -> column.get(part.row())))
        .anyMatch(Optional::isPresent);
  }

  private static boolean isFinite(SampleBatch batch, int row) {
    return batch.activations().stream().allMatch(a -> a.values().isFinite(row));
  }

  private static String nameOf(Representation representation) {
    return (representation.role() == Role.TEACHER ? "teacher " : "student ")
        + representation.name();
  }
}
