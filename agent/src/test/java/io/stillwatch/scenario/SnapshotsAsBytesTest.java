package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PairSettings;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.SnapshotBytes;
import io.stillwatch.snapshot.SnapshotFormatException;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.Sliding;
import io.stillwatch.window.WindowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ordered path makes of untidy streams goes through its bytes unchanged. */
final class SnapshotsAsBytesTest {
  private static List<Snapshot> snapshots(Streams.Kind kind, long seed) {
    boolean apart = kind.name().startsWith("APART");
    OrderedPath path =
        new OrderedPath(
            Probe.RUN,
            new PathSettings(
                apart ? new JoinSettings(10, 10, true) : JoinSettings.DEFAULT,
                new WindowSettings(new Sliding.LastRows(200, 50), 10_000),
                new CodebookSettings(3, 4, 2, 20),
                new PairSettings(List.of(), true),
                LabelSettings.DEFAULT));
    List<Snapshot> snapshots = new ArrayList<>();
    List<Streams.Sent> stream = Streams.of(kind, seed);
    for (int i = 0; i < stream.size(); i++) {
      RawRecord record =
          new RawRecord(
              new Position(new Partition("t", 0), i),
              stream.get(i).millis(),
              new byte[0],
              new byte[0],
              Optional.empty());
      snapshots.addAll(path.accept(stream.get(i).batch(), record).snapshots());
    }
    return snapshots;
  }

  @ParameterizedTest
  @EnumSource(Streams.Kind.class)
  void everySnapshotComesBackAsItWas(Streams.Kind kind) throws SnapshotFormatException {
    for (long seed = 0; seed < 3; seed++) {
      List<Snapshot> snapshots = snapshots(kind, seed);
      assertThat(snapshots).as("seed %d", seed).hasSizeGreaterThan(5);
      for (Snapshot snapshot : snapshots) {
        byte[] bytes = SnapshotBytes.of(snapshot);
        assertThat(SnapshotBytes.read(bytes)).as("seed %d", seed).isEqualTo(snapshot);
        assertThat(bytes.length).as("bytes of %s, seed %d", snapshot.id(), seed).isLessThan(4_096);
      }
    }
  }

  @Test
  void amongThemIsEveryPartThatASnapshotMayHave() {
    List<Snapshot> all = new ArrayList<>();
    for (Streams.Kind kind : Streams.Kind.values()) {
      all.addAll(snapshots(kind, 0));
    }
    List<Predicate<Snapshot>> parts =
        List.of(
            s -> s.moves().isPresent(),
            s -> s.overlap().isPresent(),
            s -> s.apart().isPresent(),
            s -> !s.unlabelled().isEmpty(),
            s -> s.id().pair().contains("+"),
            s -> s.codebooks().studentHealth().isPresent(),
            s -> s.span().pass().isEmpty(),
            s -> !s.disjoint());
    assertThat(parts).allMatch(part -> all.stream().anyMatch(part));
  }
}
