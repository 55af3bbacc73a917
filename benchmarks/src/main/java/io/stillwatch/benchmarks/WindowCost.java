package io.stillwatch.benchmarks;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.WindowSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code windows}: what a sample costs on the ordered path, by the length of its window. */
@Command(
    name = "windows",
    description = "Cost of a sample, from decoded record to snapshot, by the length of the window.")
final class WindowCost implements Callable<Integer> {
  private static final List<Integer> LENGTHS = List.of(1_000, 3_000, 10_000, 30_000, 100_000);
  private static final int BATCH = 100;
  private static final int CLASSES = 10;
  private static final int LARGEST_PASS = 1_000_000;

  private final PrintStream out;

  @Option(names = "--hop", paramLabel = "N", description = "Rows between two snapshots.")
  private int hop = 1_000;

  @Option(names = "--rows", paramLabel = "N", description = "Rows that are timed.")
  private int timedRows = 100_000;

  WindowCost(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.printf("%n### Cost of a sample by the length of its window, a snapshot every %d%n%n", hop);
    Markdown.head(out, "rows in the window", "us a sample");
    for (boolean warm : new boolean[] {true, false}) {
      for (int length : warm ? LENGTHS.subList(0, 1) : LENGTHS) {
        double micros = microsPerSample(length);
        if (!warm) {
          out.println(Markdown.line(Text.grouped(length), Text.number(micros)));
        }
      }
    }
    return ExitCode.OK;
  }

  /** Once the window is full; of codes, as the cost of coding knows no window. */
  private double microsPerSample(int length) {
    OrderedPath path =
        new OrderedPath(
            "run",
            new PathSettings(
                new WindowSettings(length, hop, LARGEST_PASS), new CodebookSettings()));
    Random random = Seeds.random(Seeds.of("windows", Integer.toString(length)));
    long step = 0;
    for (int row = 0; row < length; row += BATCH) {
      accept(path, batch(random, step), step++);
    }
    List<SampleBatch> batches = IntStream.range(0, 50).mapToObj(i -> batch(random, 0)).toList();
    double start = CpuClock.millis();
    for (int row = 0; row < timedRows; row += BATCH) {
      SampleBatch batch = batches.get(row / BATCH % batches.size());
      accept(path, at(batch, step), step++);
    }
    return 1e3 * (CpuClock.millis() - start) / timedRows;
  }

  private static void accept(OrderedPath path, SampleBatch batch, long offset) {
    Position position = new Position(new Partition("topic", 0), offset);
    path.accept(batch, new RawRecord(position, offset, new byte[0], new byte[0], Optional.empty()));
  }

  private static SampleBatch at(SampleBatch batch, long step) {
    return new SampleBatch(
        batch.attempt(), moment(step), batch.rows(), batch.activations(), batch.teacher(), 0);
  }

  private static Moment moment(long step) {
    return new Moment(step, OptionalDouble.empty(), Optional.empty(), false);
  }

  private static SampleBatch batch(Random random, long step) {
    int[] labels = random.ints(BATCH, 0, CLASSES).toArray();
    List<Optional<Key>> column =
        IntStream.of(labels).mapToObj(label -> Optional.of((Key) new Key.Whole(label))).toList();
    return new SampleBatch(
        new Attempt("run", 0),
        moment(step),
        new Rows(
            BATCH,
            Optional.of(IntStream.range(0, BATCH).mapToObj(i -> (Key) new Key.Whole(i)).toList()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("label", column)),
        List.of(layer(Role.TEACHER, labels, random), layer(Role.STUDENT, labels, random)),
        Optional.empty(),
        0);
  }

  private static Representation layer(Role role, int[] labels, Random random) {
    int[] codes =
        IntStream.of(labels)
            .map(label -> random.nextInt(10) < 7 ? label : random.nextInt(CLASSES))
            .toArray();
    return new Representation(
        role, "model", "layer", true, Representation.Kind.CODES, new Values.Codes(codes));
  }
}
