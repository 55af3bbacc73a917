package io.stillwatch.benchmarks;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.WindowSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run of codes on the ordered path, as the agent has it. A sample has a difficulty, and the
 * student gets it right where it is able enough; so a better student keeps what it had. Over a
 * probe set the samples stay the same and some of them are drawn anew at every pass, which is what
 * a student does that trains on and learns nothing; windows are of new samples each. Not
 * thread-safe.
 */
final class SimulatedRun {
  private static final int LARGEST_PASS = 1_000_000;

  private final SimulatedWorld world;
  private final Random random;
  private final OrderedPath path;
  private final int[] labels;
  private final int[] teacher;
  private final int[] wrong;
  private final double[] difficulty;
  private int hop;

  /**
   * A run that has not begun.
   *
   * @param rows samples of the probe set, or of a window
   * @param seed of all that is drawn
   */
  SimulatedRun(SimulatedWorld world, int rows, long seed) {
    this.world = world;
    this.random = Seeds.random(seed);
    WindowSettings windows = new WindowSettings(rows, rows, LARGEST_PASS);
    this.path = new OrderedPath("run", new PathSettings(windows, new CodebookSettings()));
    this.labels = new int[rows];
    this.teacher = new int[rows];
    this.wrong = new int[rows];
    this.difficulty = new double[rows];
    drawAll();
  }

  private void drawAll() {
    for (int row = 0; row < labels.length; row++) {
      labels[row] = world.label(random);
      teacher[row] = world.teacher(labels[row], random);
      drawStudent(row);
    }
  }

  private void drawStudent(int row) {
    difficulty[row] = random.nextDouble();
    wrong[row] = world.wrong(teacher[row], random);
  }

  /** The next pass over the probe set; a share of the samples is answered anew. */
  Snapshot pass(double right, double redrawn) {
    for (int row = 0; hop > 0 && row < labels.length; row++) {
      if (random.nextDouble() < redrawn) {
        drawStudent(row);
      }
    }
    return accept(right, Optional.of(new PassPart("pass " + hop, 0, 1)));
  }

  /** The next window over training batches. */
  Snapshot window(double right) {
    drawAll();
    return accept(right, Optional.empty());
  }

  private Snapshot accept(double right, Optional<PassPart> pass) {
    Position position = new Position(new Partition("topic", 0), hop);
    List<Snapshot> found =
        path.accept(
                batch(right, new Moment(hop, OptionalDouble.empty(), pass, true)),
                new RawRecord(position, hop, new byte[0], new byte[0], Optional.empty()))
            .snapshots();
    hop++;
    return found.get(0);
  }

  private SampleBatch batch(double right, Moment moment) {
    int[] student =
        IntStream.range(0, labels.length)
            .map(row -> difficulty[row] < right ? labels[row] : wrong[row])
            .toArray();
    return new SampleBatch(
        new Attempt("run", 0),
        moment,
        new Rows(
            labels.length,
            Optional.of(
                IntStream.range(0, labels.length).mapToObj(i -> (Key) new Key.Whole(i)).toList()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(
                "label",
                IntStream.of(labels).mapToObj(y -> Optional.of((Key) new Key.Whole(y))).toList())),
        List.of(codes(Role.TEACHER, teacher), codes(Role.STUDENT, student)),
        Optional.empty(),
        0);
  }

  private static Representation codes(Role role, int[] codes) {
    return new Representation(
        role,
        role.name(),
        "codes",
        role == Role.TEACHER,
        Representation.Kind.CODES,
        new Values.Codes(codes.clone()));
  }
}
