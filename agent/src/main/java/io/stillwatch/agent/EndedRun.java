package io.stillwatch.agent;

import io.stillwatch.source.RawRecord;

/**
 * A run that is over. Until its records cannot be read again, whoever reads the partition must know
 * that they are of no use. For the ordered thread, but for what is safe.
 */
final class EndedRun {
  private static final long NOTHING = Long.MAX_VALUE;

  private final long next;
  private volatile long needed;

  /**
   * A run that has ended just now.
   *
   * @param next its records before this offset are of no use
   * @param needed whoever goes on with the run reads from here, until its end is safe
   */
  EndedRun(long next, long needed) {
    this.next = next;
    this.needed = needed;
  }

  /** A run of which it is safe that it is over. */
  EndedRun(long next) {
    this(next, NOTHING);
  }

  /** Its end is safe; any thread. */
  void safe() {
    needed = NOTHING;
  }

  /** The lowest offset that it still holds back; beyond all where there is none. */
  long needed() {
    return needed;
  }

  /** Whether the run was over before a record of it. */
  boolean isOverBefore(RawRecord record) {
    return record.position().offset() < next;
  }

  /** Whether nobody reads its records again, who begins at an offset. */
  boolean isBehind(long lowest) {
    return needed == NOTHING && next <= lowest;
  }
}
