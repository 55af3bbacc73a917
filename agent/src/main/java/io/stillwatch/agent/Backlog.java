package io.stillwatch.agent;

import io.stillwatch.snapshot.Snapshot;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * How many snapshots may wait to be measured: so many, and fewer where their tables are so large
 * that memory would run out. Any thread.
 */
final class Backlog {
  private static final int MOST_SNAPSHOTS = 256;

  /** What a cell of a snapshot and of the tables made of it take, roughly. */
  private static final int BYTES_OF_A_CELL = 100;

  /** Share of the heap that they may have. */
  private static final int SHARE = 8;

  private final int cells;
  private final Semaphore room;

  /** A backlog of so many cells. */
  Backlog(int cells) {
    this.cells = Math.max(MOST_SNAPSHOTS, cells);
    this.room = new Semaphore(this.cells);
  }

  /** A backlog that fits the heap. */
  static Backlog ofHeap() {
    return new Backlog(
        (int)
            Math.min(
                Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE / BYTES_OF_A_CELL));
  }

  /** Takes the room of a snapshot, where there is any now. */
  boolean tryTake(Snapshot snapshot) {
    return room.tryAcquire(size(snapshot));
  }

  /**
   * Takes the room of a snapshot, and waits for it.
   *
   * @throws CancellationException if the waiting thread is interrupted
   */
  void take(Snapshot snapshot) {
    try {
      room.acquire(size(snapshot));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the agent stops");
    }
  }

  /** Gives back what was taken for a snapshot. */
  void giveBack(Snapshot snapshot) {
    room.release(size(snapshot));
  }

  private int size(Snapshot snapshot) {
    int overlap = snapshot.overlap().map(by -> by.cells().size()).orElse(0);
    int size = snapshot.cells().size() + snapshot.unlabelled().size() + overlap;
    return Math.min(cells, Math.max(size, cells / MOST_SNAPSHOTS));
  }
}
