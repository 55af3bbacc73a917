package io.stillwatch.cli;

import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.util.Optional;

/** Records to be replayed, from wherever they come. */
interface ReplayedRecords extends AutoCloseable {
  /** The next one; empty at the end. */
  Optional<RawRecord> next() throws IOException;

  /** How much was read, 0 to 1. */
  double share();

  /** What had to be left out, in a sentence; empty where nothing was. */
  Optional<String> losses();

  @Override
  void close() throws IOException;
}
