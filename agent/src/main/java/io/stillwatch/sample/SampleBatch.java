package io.stillwatch.sample;

import java.util.List;
import java.util.Optional;

/**
 * A decoded sample batch: every representation has as many rows as {@code rows} says.
 *
 * @param attempt run and attempt
 * @param moment when in the training
 * @param rows ids, groups, weights, slices and labels
 * @param activations in the order sent; may be empty where the record carries labels alone
 * @param teacher the id of a static teacher whose representation was sent once, if named
 * @param dropped samples that the client lost since its last record
 */
public record SampleBatch(
    Attempt attempt,
    Moment moment,
    Rows rows,
    List<Representation> activations,
    Optional<String> teacher,
    long dropped)
    implements Message {

  /**
   * Whether the batch carries a role.
   *
   * @param role teacher or student
   * @return true if some activation is that role's
   */
  public boolean has(Role role) {
    for (Representation activation : activations) {
      if (activation.role() == role) {
        return true;
      }
    }
    return false;
  }

  /**
   * The batch as if it carried one role alone.
   *
   * @param role teacher or student
   * @return the same rows with that role's activations
   */
  public SampleBatch only(Role role) {
    return new SampleBatch(
        attempt,
        moment,
        rows,
        activations.stream().filter(a -> a.role() == role).toList(),
        teacher,
        dropped);
  }

  /**
   * Whether the batch needs no other record to be counted.
   *
   * @return true if it carries both roles and labels
   */
  public boolean isComplete() {
    return has(Role.TEACHER) && has(Role.STUDENT) && !rows.labels().isEmpty();
  }

  /**
   * Rows times roles: the unit of the ledger.
   *
   * @return the number of role-rows
   */
  public long roleRows() {
    return rows.count() * roleRowsOfOne();
  }

  /**
   * The number of roles: what one row counts in the ledger.
   *
   * @return 0 where the record carries labels alone, else 1 or 2
   */
  public long roleRowsOfOne() {
    return (has(Role.TEACHER) ? 1L : 0L) + (has(Role.STUDENT) ? 1L : 0L);
  }
}
