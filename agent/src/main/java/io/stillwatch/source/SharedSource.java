package io.stillwatch.source;

/**
 * A log whose partitions are shared among a group: whoever does not ask in time loses its place.
 */
public interface SharedSource extends RecordSource {
  /**
   * Keeps the place in the group without asking for records, for a reader that has enough to do.
   *
   * @param timeoutMillis how long
   * @param parting is told before partitions go
   * @return what changed hands meanwhile; hardly ever records
   */
  Polled rest(long timeoutMillis, Parting parting);
}
