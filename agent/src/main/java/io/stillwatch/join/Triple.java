package io.stillwatch.join;

import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Position;
import java.util.Optional;

/**
 * One sample with its teacher, its student and its label. A view of one row of a batch: nothing is
 * copied.
 *
 * @param batch the complete batch that holds the row
 * @param row the row's number in the batch
 * @param ordinal the row's number among the admitted rows of its attempt, from 0
 * @param position the record's place in its log
 * @param timestampMillis the record's time, milliseconds since 1970 UTC
 */
public record Triple(
    SampleBatch batch, int row, long ordinal, Position position, long timestampMillis) {

  /**
   * When in the training.
   *
   * @return the batch's moment
   */
  public Moment moment() {
    return batch.moment();
  }

  /**
   * The sample's id.
   *
   * @return empty where the record names none
   */
  public Optional<Key> sample() {
    return batch.rows().samples().map(ids -> ids.get(row));
  }

  /**
   * What the sample belongs to.
   *
   * @return empty where the record names no groups
   */
  public Optional<Key> group() {
    return batch.rows().groups().map(ids -> ids.get(row));
  }

  /**
   * The sample's label for a task.
   *
   * @param task the label column
   * @return empty where the row has none
   */
  public Optional<Key> label(String task) {
    var column = batch.rows().labels().get(task);
    return column == null ? Optional.empty() : column.get(row);
  }

  /**
   * The sample's weight.
   *
   * @return in units of 2^-20
   */
  public long weight() {
    Rows rows = batch.rows();
    return rows.weights().map(w -> w[row]).orElse(Weight.ONE);
  }

  /**
   * A representation of the sample.
   *
   * @param role teacher or student
   * @param name {@code model/layer}
   * @return the batch's representation, to be read at {@link #row()}
   */
  public Optional<Representation> representation(Role role, String name) {
    return batch.activations().stream()
        .filter(a -> a.role() == role && a.name().equals(name))
        .findFirst();
  }
}
