package io.stillwatch.join;

import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/**
 * Decides which rows of a run's batches count. One instance a run; log order in, triples out.
 *
 * <p>A record with both roles and labels is complete. The rows of others wait for their
 * counterparts of the same step, pass and sample ({@link JoinSettings}). Where teacher and student
 * are sampled apart each role has a joiner of its own, for which every record is whole. Not
 * thread-safe.
 */
public final class SampleJoiner {
  private final RunForms forms;
  private final JoinSettings settings;
  private final StaticTeachers teachers;
  private final UnaryOperator<SampleBatch> keeping;
  private final ObjLongConsumer<Triple> unlabelled;
  private final PendingSamples pending;
  private int attempt;
  private long highestStep;
  private long admitted;
  private long passedOver;

  /**
   * A joiner of a run that has not begun.
   *
   * @param settings without problems
   */
  public SampleJoiner(JoinSettings settings) {
    this(settings, StaticTeachers.NONE, batch -> batch, (row, labelledBefore) -> {});
  }

  /**
   * A joiner of a run that has not begun.
   *
   * @param settings without problems
   * @param teachers rows that were sent once
   * @param keeping what is kept of a batch whose rows were checked, with the same rows
   * @param unlabelled takes every row that is whole but for a label, which no window counts, and
   *     how many labelled rows of its attempt came before it
   */
  public SampleJoiner(
      JoinSettings settings,
      StaticTeachers teachers,
      UnaryOperator<SampleBatch> keeping,
      ObjLongConsumer<Triple> unlabelled) {
    this.keeping = keeping;
    this.unlabelled = unlabelled;
    this.teachers = teachers;
    this.settings = settings;
    this.forms = new RunForms(settings);
    this.pending = new PendingSamples(settings);
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
    return forms.objection(batch);
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
    forms.keep(batch);
    advance(batch, counts);
    List<Triple> triples =
        settings.isWhole(batch) ? rows(batch, record, counts) : joined(batch, record, counts);
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
   * The lowest offset of a row that was joined and is remembered, so that it is known where it
   * comes again.
   *
   * @return empty where none is
   */
  public OptionalLong firstRemembered() {
    return pending.firstRemembered();
  }

  /**
   * The attempt that the run is at.
   *
   * @return the highest seen
   */
  public int attempt() {
    return attempt;
  }

  /**
   * Where the joiner stands, between two records. What waits for its counterpart is no part of it:
   * whoever goes on with the run joins again from {@link #firstOffset} and {@link
   * #firstRemembered}.
   *
   * @return a state
   */
  public JoinState state() {
    return new JoinState(attempt, highestStep, admitted, -passedOver);
  }

  /**
   * What the run has shown that must stay the same.
   *
   * @return a state
   */
  public FormsState forms() {
    return forms.state();
  }

  /**
   * Goes on where another joiner of the run stood.
   *
   * @param state where, before a record that comes next
   * @param shown what the run has shown by then, or later
   */
  public void resume(JoinState state, FormsState shown) {
    attempt = state.attempt();
    highestStep = state.highestStep();
    admitted = state.admitted();
    passedOver = -state.unlabelled();
    forms.restore(shown);
  }

  /** What is not whole may be behind by as many steps as it could have waited. */
  private boolean isLate(SampleBatch batch) {
    int number = batch.attempt().number();
    long behind = settings.isWhole(batch) ? 0 : settings.steps();
    return number < attempt || (number == attempt && batch.moment().step() < highestStep - behind);
  }

  private void advance(SampleBatch batch, RowCounts counts) {
    if (batch.attempt().number() > attempt) {
      attempt = batch.attempt().number();
      admitted = 0;
      passedOver = 0;
      highestStep = 0;
      giveUp(counts);
    }
    highestStep = Math.max(highestStep, batch.moment().step());
  }

  private List<Triple> rows(SampleBatch batch, RawRecord record, RowCounts counts) {
    List<Triple> triples = new ArrayList<>(batch.rows().count());
    SampleBatch kept = keeping.apply(batch);
    for (int row = 0; row < batch.rows().count(); row++) {
      if (!isFinite(batch, row)) {
        counts.add(RowOutcome.NOT_FINITE, batch.roleRowsOfOne());
      } else {
        admit(
            new Triple(
                List.of(new Triple.Part(kept, row)),
                (int) batch.roleRowsOfOne(),
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
    SampleBatch kept = keeping.apply(batch);
    Optional<List<Key>> samples = batch.rows().samples();
    for (int i = 0; i < batch.rows().count(); i++) {
      int row = i;
      if (samples.isEmpty()) {
        counts.add(RowOutcome.UNMATCHED, batch.roleRowsOfOne());
      } else if (!isFinite(batch, row)) {
        counts.add(RowOutcome.NOT_FINITE, batch.roleRowsOfOne());
      } else {
        Key sample = samples.get().get(row);
        withStaticTeacher(kept, row, sample, record)
            .or(() -> pending.offer(kept, row, sample, record, counts))
            .ifPresent(triple -> admit(triple, triples, counts));
      }
    }
    return triples;
  }

  /** A student's row that names a static teacher needs nobody else. */
  private Optional<Triple> withStaticTeacher(
      SampleBatch batch, int row, Key sample, RawRecord record) {
    if (batch.teacher().isEmpty() || batch.has(Role.TEACHER)) {
      return Optional.empty();
    }
    return teachers
        .row(batch.teacher().get(), sample)
        .map(
            teacher ->
                new Triple(
                    List.of(new Triple.Part(batch, row), teacher),
                    1,
                    0,
                    record.position().offset(),
                    record.timestampMillis()));
  }

  private void admit(Triple triple, List<Triple> admittedRows, RowCounts counts) {
    if (triple.hasConflictingLabels()) {
      counts.addConflictingLabels();
    }
    if (isLabelled(triple)) {
      admittedRows.add(triple.withOrdinal(admitted++));
    } else {
      counts.add(RowOutcome.UNLABELLED, triple.roleRows());
      unlabelled.accept(triple.withOrdinal(--passedOver), admitted);
    }
  }

  private static boolean isLabelled(Triple triple) {
    for (Triple.Part part : triple.parts()) {
      for (List<Optional<Key>> column : part.batch().rows().labels().values()) {
        if (column.get(part.row()).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFinite(SampleBatch batch, int row) {
    for (Representation activation : batch.activations()) {
      if (!activation.values().isFinite(row)) {
        return false;
      }
    }
    return true;
  }
}
