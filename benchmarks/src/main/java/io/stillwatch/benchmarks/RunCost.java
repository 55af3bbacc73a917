package io.stillwatch.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.PathState;
import io.stillwatch.snapshot.Resumption;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageDecoder;
import io.stillwatch.wire.MessageEncoder;
import io.stillwatch.wire.StateCodec;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code runs}: what a run holds and costs, which is what docs/scale.md plans with. */
@Command(
    name = "runs",
    description = "Heap, CPU time, checkpoint and recovery of a run, by the kind of its layers.")
final class RunCost implements Callable<Integer> {
  private static final int WINDOWS = 4;
  private static final String RUN = "run";

  private final PrintStream out;

  @Option(names = "--runs", paramLabel = "N", description = "Runs that are held at once.")
  private int runs = 50;

  RunCost(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.printf("%n### What a run costs, by its layers: %d runs, windows as by default%n%n", runs);
    Markdown.head(
        out,
        "layers",
        "record bytes a row",
        "heap KiB a run",
        "decoding us a row",
        "counting us a row",
        "estimate ms",
        "checkpoint bytes",
        "codebooks bytes",
        "recovery ms");
    for (RunKind kind : RunKind.values()) {
      measured(kind, Math.min(3, runs));
      out.println(measured(kind, runs));
    }
    return ExitCode.OK;
  }

  private static String measured(RunKind kind, int count) {
    List<byte[]> records =
        kind.batches(WINDOWS).stream()
            .map(batch -> MessageEncoder.encode(batch, Encoding.CBOR))
            .toList();
    int rows = decoded(records).stream().mapToInt(batch -> batch.rows().count()).sum();
    long size = records.stream().mapToLong(value -> value.length).sum();
    PathSettings settings = AgentSettings.DEFAULT.path();
    List<OrderedPath> paths = new ArrayList<>();
    List<Snapshot> snapshots = new ArrayList<>();
    long before = usedBytes();
    double decoding = 0;
    double counting = 0;
    for (int run = 0; run < count; run++) {
      double start = CpuClock.millis();
      List<SampleBatch> batches = decoded(records);
      double between = CpuClock.millis();
      OrderedPath path = new OrderedPath(RUN, settings);
      List<Snapshot> emitted = followed(path, batches);
      counting += CpuClock.millis() - between;
      decoding += between - start;
      paths.add(path);
      if (run == 0) {
        snapshots.addAll(emitted);
      }
    }
    long heldBytes = usedBytes() - before;
    PathState state = paths.get(0).state(records.size());
    Map<String, StoredCodebook> codebooks = paths.get(0).codebooks();
    return Markdown.line(
        kind.title(),
        Text.grouped((int) (size / rows)),
        Text.grouped((int) (heldBytes / count / 1024)),
        Text.number(1e3 * decoding / count / rows),
        Text.number(1e3 * counting / count / rows),
        Text.number(estimateMillis(snapshots)),
        Text.grouped(StateCodec.bytes(state).length),
        Text.grouped(codebooks.values().stream().mapToInt(c -> StateCodec.bytes(c).length).sum()),
        Text.number(recoveryMillis(settings, state, codebooks, records)));
  }

  private static List<SampleBatch> decoded(List<byte[]> records) {
    List<SampleBatch> batches = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Decoded decoded = MessageDecoder.decode(record(records.get(i), i));
      batches.add((SampleBatch) ((Decoded.Accepted) decoded).message());
    }
    return batches;
  }

  private static List<Snapshot> followed(OrderedPath path, List<SampleBatch> batches) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      snapshots.addAll(path.accept(batches.get(i), record(new byte[0], i)).snapshots());
    }
    return snapshots;
  }

  private static double estimateMillis(List<Snapshot> snapshots) {
    double start = CpuClock.millis();
    snapshots.forEach(SnapshotMeasurer::measure);
    return (CpuClock.millis() - start) / snapshots.size();
  }

  /** From the basis to the state's next record, with the decoding. */
  private static double recoveryMillis(
      PathSettings settings,
      PathState state,
      Map<String, StoredCodebook> codebooks,
      List<byte[]> records) {
    double start = CpuClock.millis();
    Resumption again = new Resumption(RUN, settings, StaticTeachers.NONE, state, codebooks);
    int basis = (int) again.basis();
    List<SampleBatch> batches = decoded(records.subList(basis, (int) again.next()));
    for (int i = 0; i < batches.size(); i++) {
      again.read(batches.get(i), record(new byte[0], basis + i));
    }
    again.path();
    return CpuClock.millis() - start;
  }

  private static RawRecord record(byte[] value, long offset) {
    Position position = new Position(new Partition("topic", 0), offset);
    return new RawRecord(position, offset, RUN.getBytes(UTF_8), value, Optional.empty());
  }

  /** After a collection. */
  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
