package io.stillwatch.source;

/**
 * The place of one record.
 *
 * @param partition the log that holds it
 * @param offset its number in that log, from 0
 */
public record Position(Partition partition, long offset) {
  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
