package io.stillwatch.join;

import io.stillwatch.join.SampleJoiner.Objection;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Rows of static teachers by sample. Where a teacher is named that is not known, what was sent
 * since is read: at its first, second, fourth, eighth row and so on, as one that is misspelt will
 * never come. A teacher is best sent before its students. Not thread-safe.
 */
public final class TeacherRows implements StaticTeachers {
  /** The most rows of all teachers together. */
  static final int MOST_ROWS = 2_000_000;

  private final Consumer<TeacherRows> more;
  private final UnaryOperator<SampleBatch> keeping;
  private final Map<String, Map<Key, Triple.Part>> rows = new HashMap<>();
  private final Map<String, RunForms> forms = new HashMap<>();
  private final Map<String, Long> missed = new HashMap<>();
  private int count;

  /**
   * No rows yet.
   *
   * @param more adds what was sent since it was asked last
   * @param keeping what is kept of a batch, with the same rows
   */
  public TeacherRows(Consumer<TeacherRows> more, UnaryOperator<SampleBatch> keeping) {
    this.keeping = keeping;
    this.more = more;
  }

  /**
   * Keeps the rows of one record. A sample that is sent again takes the place of the one before.
   *
   * @param batch a record of the teachers' topic; its run is the teacher's id
   * @return why nothing of it was kept
   */
  public Optional<Objection> add(SampleBatch batch) {
    String teacher = batch.attempt().run();
    Optional<List<Key>> samples = batch.rows().samples();
    if (samples.isEmpty() || !batch.has(Role.TEACHER) || batch.has(Role.STUDENT)) {
      return Optional.of(
          new Objection(
              Refusal.MISSING_FIELD,
              "a static teacher's record must have samples and a teacher's activations alone"));
    }
    if (count + samples.get().size() > MOST_ROWS) {
      return Optional.of(
          new Objection(
              Refusal.TOO_LARGE,
              "static teachers had more than " + MOST_ROWS + " rows; send fewer samples"));
    }
    RunForms form = forms.computeIfAbsent(teacher, id -> new RunForms(JoinSettings.DEFAULT));
    Optional<Objection> objection = form.objection(batch);
    if (objection.isEmpty()) {
      form.keep(batch);
      keep(teacher, batch, samples.get());
    }
    return objection;
  }

  /** A row that is not finite is none. */
  private void keep(String teacher, SampleBatch batch, List<Key> samples) {
    SampleBatch kept = keeping.apply(batch);
    Map<Key, Triple.Part> known = rows.computeIfAbsent(teacher, id -> new HashMap<>());
    for (int i = 0; i < samples.size(); i++) {
      int row = i;
      if (batch.activations().stream().allMatch(a -> a.values().isFinite(row))) {
        count += known.put(samples.get(row), new Triple.Part(kept, row)) == null ? 1 : 0;
      }
    }
  }

  @Override
  public Optional<Triple.Part> row(String teacher, Key sample) {
    if (!rows.containsKey(teacher) && Long.bitCount(missed.merge(teacher, 1L, Long::sum)) == 1) {
      more.accept(this);
    }
    return Optional.ofNullable(rows.getOrDefault(teacher, Map.of()).get(sample));
  }
}
