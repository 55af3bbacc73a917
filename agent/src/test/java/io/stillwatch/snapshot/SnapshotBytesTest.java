package io.stillwatch.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.TableShape;
import io.stillwatch.wire.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A snapshot comes back from its bytes as it was, and nothing else comes back from others. */
final class SnapshotBytesTest {
  private static final int SEEDS = 2_000;

  /** The tables of moves, which are counted when they are made: twice all cells. */
  private static final long TABLES_BYTES = 5L * Long.BYTES * PathSettings.MOST_CELLS;

  private static Snapshot snapshot(String run, Cell... cells) {
    return new Snapshot(
        new MeasurementId(new Attempt(run, 0), "t/a>s/a", "label", "all", 3),
        new Span(7, OptionalDouble.empty(), Optional.of("p"), 5, 2.5, true, 1_700_000_000_000L),
        new Codebooks("argmax", "argmax", OptionalDouble.empty()),
        new TableShape(2, 2, 2),
        List.of("0", "1"),
        List.of(3L << 20, 2L << 20),
        List.of(cells),
        List.of(),
        5,
        Optional.of(List.of(0, 1)),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static Snapshot small() {
    return snapshot("r", new Cell(0, 0, 0, 1, 3L << 20), new Cell(4, 1, 1, 1, 2L << 20));
  }

  @Test
  void everyKindOfSnapshotComesBackAsItWas() throws SnapshotFormatException {
    for (long seed = 0; seed < SEEDS; seed++) {
      Snapshot snapshot = RandomSnapshots.of(seed);
      byte[] bytes = SnapshotBytes.of(snapshot);
      assertThat(SnapshotBytes.read(bytes)).as("seed %d", seed).isEqualTo(snapshot);
      assertThat(SnapshotBytes.of(RandomSnapshots.of(seed))).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  /** Written out by hand from the description of the form; a change of it is another version. */
  @Test
  void theFormIsWhatItSaysItIs() {
    String expected =
        """
        535753 01                                          SWS, version
        01.72 00 07.742f613e732f61 05.6c6162656c 03.616c6c 06    id: hop 3, zigzag
        0e 00 01.01.70 4014000000000000 4004000000000000 01      span: step 7, zigzag
        80a0abfef962                                       1 700 000 000 000 ms, zigzag
        06.6172676d6178 06.6172676d6178 00 00 00           codebooks
        02 02 02                                           shape
        02 01.30 01.31                                     labels
        808040 02 03 02                                    first mix: unit 2^20, two weights
        02 03 03 808040 02                                 axes of the cells, unit, number
        0a 03                                              ((0*2+0)*3+1)*3+2 = 5, zigzag
        a801 02                                            ((4*2+1)*3+2)*3+2 = 89, less 5
        01 02 02 01 00                                     no cells without a label
        4014000000000000                                   effective rows
        01 02 00 02                                        right codes 0 and 1, zigzag
        00 01 00 00                                        moves, disjoint, overlap, apart
        """
            .replaceAll("(?m) {4}.*$", "")
            .replaceAll("[. \\n]", "");
    assertThat(HexFormat.of().formatHex(SnapshotBytes.of(small()))).isEqualTo(expected);
  }

  @Test
  void bytesThatAreCutAnywhereAreRefused() {
    for (long seed = 0; seed < 20; seed++) {
      byte[] bytes = SnapshotBytes.of(RandomSnapshots.of(seed));
      for (int length = 0; length < bytes.length; length += 1 + length / 50) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> SnapshotBytes.read(cut))
            .as("seed %d, %d of %d bytes", seed, length, bytes.length)
            .isInstanceOf(SnapshotFormatException.class);
      }
    }
  }

  @Test
  void whereAnyByteIsAnotherThereIsAnotherSnapshotOrNoneInBoundedMemory() {
    for (long seed = 0; seed < 20; seed++) {
      Snapshot snapshot = RandomSnapshots.of(seed);
      byte[] bytes = SnapshotBytes.of(snapshot);
      for (int at = 0; at < bytes.length; at += 1 + at / 100) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) (1 << at % 8);
        Snapshot read = readOrNull(other);
        assertThat(read).as("seed %d, byte %d", seed, at).isNotEqualTo(snapshot);
      }
    }
  }

  private static Snapshot readOrNull(byte[] bytes) {
    try {
      return Memory.bounded(bytes.length, TABLES_BYTES, () -> SnapshotBytes.read(bytes));
    } catch (SnapshotFormatException refused) {
      return null;
    }
  }

  @Test
  void anotherVersionAndAnotherThingAreToldApart() {
    byte[] later = SnapshotBytes.of(small());
    later[3] = 2;
    assertThatThrownBy(() -> SnapshotBytes.read(later))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessage("the version was 2; must be 1");
    assertThatThrownBy(() -> SnapshotBytes.read("{\"run\":".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("this is no snapshot");
    byte[] bytes = SnapshotBytes.of(small());
    assertThatThrownBy(() -> SnapshotBytes.read(Arrays.copyOf(bytes, bytes.length + 2)))
        .hasMessage("bytes were 2 behind a snapshot of %d; must be none".formatted(bytes.length));
  }

  @Test
  void halfASurrogatePairCannotBeWritten() {
    assertThatThrownBy(() -> SnapshotBytes.of(snapshot("r\ud83e", new Cell(0, 0, 0, 0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  @Test
  void aTableThatNobodyCouldMeasureIsRefused() {
    assertRefused("was outside of", new Cell(0, 0, 2, 0, 1));
    assertRefused("was outside of", new Cell(0, 2, 0, 0, 1));
    assertRefused("was outside of", new Cell(0, 0, Cell.NONE, 0, 1));
    assertRefused("was no count", new Cell(PathSettings.BLOCKS, 0, 0, 0, 1));
    assertRefused("was no count", new Cell(0, 0, 0, 0, 0));
    assertRefused("a table was empty");
    assertRefused(
        "overflow", new Cell(0, 0, 0, 0, Long.MAX_VALUE), new Cell(0, 0, 0, 1, Long.MAX_VALUE));
  }

  private static void assertRefused(String why, Cell... cells) {
    assertThatThrownBy(() -> SnapshotBytes.read(SnapshotBytes.of(snapshot("r", cells))))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining(why);
  }
}
