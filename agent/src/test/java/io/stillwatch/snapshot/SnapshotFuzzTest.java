package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stillwatch.wire.Memory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a snapshot or refused, in bounded memory; what is one can be written and read
 * again. {@code JAZZER_FUZZ=1} goes on from what is here.
 */
final class SnapshotFuzzTest {
  /** Moves are counted into two tables when they are made, and a table is copied once. */
  private static final long TABLES_BYTES = 5L * Long.BYTES * PathSettings.MOST_CELLS;

  static Stream<byte[]> snapshots() {
    return Stream.concat(
        LongStream.range(0, 30).mapToObj(seed -> SnapshotBytes.of(RandomSnapshots.of(seed))),
        Stream.of(new byte[] {'S', 'W', 'S', 1, -1, -1, -1, -1, 7}));
  }

  @MethodSource("snapshots")
  @FuzzTest
  void anyBytesAreASnapshotOrRefused(byte[] input) throws SnapshotFormatException {
    Snapshot snapshot;
    try {
      snapshot = Memory.bounded(input.length, TABLES_BYTES, () -> SnapshotBytes.read(input));
    } catch (SnapshotFormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    assertThat(SnapshotBytes.read(SnapshotBytes.of(snapshot))).isEqualTo(snapshot);
  }
}
