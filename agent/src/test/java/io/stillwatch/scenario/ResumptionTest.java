package io.stillwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.join.JoinSettings;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.LabelSettings;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PairSettings;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.PathState;
import io.stillwatch.snapshot.Resumption;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.Sliding;
import io.stillwatch.window.WindowSettings;
import io.stillwatch.wire.StateCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A path that stops after any record and goes on from its state and the records that this names
 * brings the very snapshots that it would have brought: for every kind of window, join, codebook
 * and label, with rows that come late, twice, without a label and in other attempts.
 */
final class ResumptionTest {
  private static final Sliding ROWS = new Sliding.LastRows(200, 50);

  /** A stream and how it is taken. */
  private record Case(String name, PathSettings settings, Streams.Kind kind) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, Sliding window, Streams.Kind kind) {
    return of(name, JoinSettings.DEFAULT, window, CodebookSettings.Kind.KMEANS, kind);
  }

  private static Case of(
      String name,
      JoinSettings join,
      Sliding window,
      CodebookSettings.Kind codebook,
      Streams.Kind kind) {
    CodebookSettings usual = new CodebookSettings();
    return new Case(
        name,
        new PathSettings(
            join,
            new WindowSettings(window, 10_000),
            new CodebookSettings(codebook, 3, 4, 2, 20, usual.centres()),
            new PairSettings(List.of(), true),
            LabelSettings.DEFAULT),
        kind);
  }

  static Stream<Case> cases() {
    JoinSettings apart = new JoinSettings(10, 10, true);
    JoinSettings few = new JoinSettings(150, 6);
    return Stream.of(
        of("rows", ROWS, Streams.Kind.COMPLETE),
        of("steps", new Sliding.LastSteps(7, 2), Streams.Kind.COMPLETE),
        of("time", new Sliding.LastSeconds(20, 5, 3), Streams.Kind.COMPLETE),
        of("partial rows", ROWS, Streams.Kind.PARTIAL),
        of("partial steps", new Sliding.LastSteps(7, 2), Streams.Kind.PARTIAL),
        of("partial time", new Sliding.LastSeconds(20, 5, 3), Streams.Kind.PARTIAL),
        of("few wait", few, ROWS, CodebookSettings.Kind.KMEANS, Streams.Kind.PARTIAL),
        of("passes", ROWS, Streams.Kind.PASSES),
        of("partial passes", ROWS, Streams.Kind.PARTIAL_PASSES),
        of(
            "readouts",
            JoinSettings.DEFAULT,
            ROWS,
            CodebookSettings.Kind.READOUT,
            Streams.Kind.PASSES),
        of(
            "readouts over rows",
            JoinSettings.DEFAULT,
            ROWS,
            CodebookSettings.Kind.READOUT,
            Streams.Kind.COMPLETE),
        of("apart", apart, ROWS, CodebookSettings.Kind.KMEANS, Streams.Kind.APART),
        of("apart passes", apart, ROWS, CodebookSettings.Kind.KMEANS, Streams.Kind.APART_PASSES));
  }

  private static Optional<List<Snapshot>> accepted(
      OrderedPath path, SampleBatch batch, RawRecord record) {
    PathResult result = path.accept(batch, record);
    return result.objection().isPresent() ? Optional.empty() : Optional.of(result.snapshots());
  }

  private static RawRecord record(int offset, long millis) {
    return new RawRecord(
        new Position(new Partition("t", 0), offset),
        millis,
        new byte[0],
        new byte[0],
        Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aPathThatGoesOnElsewhereBringsTheSameSnapshots(Case of) {
    for (long seed = 0; seed < 2; seed++) {
      List<Streams.Sent> stream = Streams.of(of.kind, seed);
      List<List<Snapshot>> expected = new ArrayList<>();
      OrderedPath path = new OrderedPath(Probe.RUN, of.settings);
      List<byte[]> states = new ArrayList<>();
      List<Map<String, byte[]>> codebooks = new ArrayList<>();
      for (int i = 0; i < stream.size(); i++) {
        Streams.Sent sent = stream.get(i);
        expected.add(accepted(path, sent.batch(), record(i, sent.millis())).orElse(List.of()));
        states.add(StateCodec.bytes(path.state(i + 1)));
        codebooks.add(new HashMap<>());
        int last = i;
        path.codebooks()
            .forEach((print, stored) -> codebooks.get(last).put(print, StateCodec.bytes(stored)));
      }
      assertThat(expected.stream().flatMap(List::stream)).hasSizeGreaterThan(5);

      Random random = Seeds.random(seed);
      for (int trial = 0; trial < 6; trial++) {
        int stopped = random.nextInt(stream.size() - 1);
        assertGoesOn(of, stream, stopped, states.get(stopped), codebooks.get(stopped), expected);
      }
    }
  }

  private static void assertGoesOn(
      Case of,
      List<Streams.Sent> stream,
      int stopped,
      byte[] state,
      Map<String, byte[]> codebooks,
      List<List<Snapshot>> expected) {
    Map<String, StoredCodebook> stored = new HashMap<>();
    codebooks.forEach(
        (print, bytes) ->
            stored.put(print, StateCodec.read(bytes, StoredCodebook.class).orElseThrow()));
    Resumption resumption =
        new Resumption(
            Probe.RUN,
            of.settings,
            StaticTeachers.NONE,
            StateCodec.read(state, PathState.class).orElseThrow(),
            stored);
    for (int i = (int) resumption.basis(); i < resumption.next(); i++) {
      resumption.read(stream.get(i).batch(), record(i, stream.get(i).millis()));
    }
    OrderedPath path = resumption.path();
    for (int i = stopped + 1; i < stream.size(); i++) {
      List<Snapshot> found =
          accepted(path, stream.get(i).batch(), record(i, stream.get(i).millis()))
              .orElse(List.of());
      assertThat(found)
          .as("stopped after record %d, reading from %d, at %d", stopped, resumption.basis(), i)
          .isEqualTo(expected.get(i));
    }
  }
}
