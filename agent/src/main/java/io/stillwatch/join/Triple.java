package io.stillwatch.join;

import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Weight;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One sample with its teacher, its student and its label; with one of the two where they are
 * sampled apart. A view of one row of one batch, or of several batches that were joined: nothing is
 * copied. Where two of them say the same thing the first wins.
 *
 * @param parts at least one, in log order; those of a static teacher last
 * @param roleRows what the row counts in the ledger: 2, or 1 where its teacher is static or sampled
 *     apart
 * @param ordinal the row's number among the admitted rows of its attempt, from 0; of a row without
 *     any label -1, -2 and so on
 * @param firstOffset the lowest offset of the records that hold the parts
 * @param timestampMillis the last record's time, milliseconds since 1970 UTC
 */
public record Triple(
    List<Part> parts, int roleRows, long ordinal, long firstOffset, long timestampMillis) {

  /**
   * A row of one batch.
   *
   * @param batch the batch
   * @param row the row's number in it
   */
  public record Part(SampleBatch batch, int row) {
    Optional<Key> label(String task) {
      List<Optional<Key>> column = batch.rows().labels().get(task);
      return column == null ? Optional.empty() : column.get(row);
    }

    Optional<Key> entry(Optional<List<Key>> column) {
      return column.map(keys -> keys.get(row));
    }
  }

  /**
   * A representation, and where in it the sample is.
   *
   * @param representation of a whole batch
   * @param row the sample's row
   */
  public record Reading(Representation representation, int row) {}

  /** The same row, admitted. */
  Triple withOrdinal(long number) {
    return new Triple(parts, roleRows, number, firstOffset, timestampMillis);
  }

  /**
   * When in the training: what the first part says, which all share but for the epoch.
   *
   * @return the moment
   */
  public Moment moment() {
    return parts.get(0).batch().moment();
  }

  /**
   * Whether every part was kept out of the student's training.
   *
   * @return false where one was not
   */
  public boolean heldOut() {
    for (Part part : parts) {
      if (!part.batch().moment().heldOut()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The sample's id.
   *
   * @return empty where the record names none
   */
  public Optional<Key> sample() {
    return first(part -> part.entry(part.batch().rows().samples()));
  }

  /**
   * What the sample belongs to.
   *
   * @return empty where no record names a group
   */
  public Optional<Key> group() {
    return first(part -> part.entry(part.batch().rows().groups()));
  }

  /**
   * The slice that the sample is in.
   *
   * @return empty where no record names one
   */
  public Optional<String> slice() {
    return first(part -> part.batch().rows().slices().map(slices -> slices.get(part.row())));
  }

  /**
   * The tasks that the sample may have labels for.
   *
   * @return names of label columns, sorted
   */
  public Set<String> tasks() {
    Set<String> tasks = new TreeSet<>();
    parts.forEach(part -> tasks.addAll(part.batch().rows().labels().keySet()));
    return tasks;
  }

  /**
   * The sample's label for a task.
   *
   * @param task the label column
   * @return empty where the row has none
   */
  public Optional<Key> label(String task) {
    for (Part part : parts) {
      Optional<Key> label = part.label(task);
      if (label.isPresent()) {
        return label;
      }
    }
    return Optional.empty();
  }

  /** Whether two of the parts give different labels for one task. */
  boolean hasConflictingLabels() {
    return parts.size() > 1
        && tasks().stream()
            .anyMatch(
                task -> parts.stream().flatMap(p -> p.label(task).stream()).distinct().count() > 1);
  }

  /**
   * The sample's weight.
   *
   * @return in units of 2^-20
   */
  public long weight() {
    for (Part part : parts) {
      Optional<long[]> weights = part.batch().rows().weights();
      if (weights.isPresent()) {
        return weights.get()[part.row()];
      }
    }
    return Weight.ONE;
  }

  /**
   * A representation of the sample.
   *
   * @param role teacher or student
   * @param name {@code model/layer}
   * @return empty where no part has it
   */
  public Optional<Reading> representation(Role role, String name) {
    for (Part part : parts) {
      for (Representation representation : part.batch().activations()) {
        if (representation.role() == role && representation.isNamed(name)) {
          return Optional.of(new Reading(representation, part.row()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether some part has a representation.
   *
   * @param role teacher or student
   * @param name {@code model/layer}
   * @return what {@link #representation} finds
   */
  public boolean has(Role role, String name) {
    for (Part part : parts) {
      for (Representation representation : part.batch().activations()) {
        if (representation.role() == role && representation.isNamed(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * All representations of a role.
   *
   * @param role teacher or student
   * @return in the order sent
   */
  public List<Representation> representations(Role role) {
    return parts.stream()
        .flatMap(part -> part.batch().activations().stream())
        .filter(representation -> representation.role() == role)
        .toList();
  }

  private <T> Optional<T> first(Function<Part, Optional<T>> found) {
    for (Part part : parts) {
      Optional<T> value = found.apply(part);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
