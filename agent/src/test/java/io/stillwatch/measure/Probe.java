package io.stillwatch.measure;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.Codebooks;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.snapshot.Span;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * One run over a fixed set of samples of ten classes, for tests: sample i has the label i mod 10.
 * The teacher knows every label unless said. Every look at the student gives a snapshot, as the
 * ordered path would: a pass is compared with the pass before.
 */
final class Probe {
  static final int CLASSES = 10;
  private static final TableShape SHAPE = new TableShape(CLASSES, CLASSES, CLASSES);

  private final String run;
  private final int[] teacher;
  private int attempt;
  private long hop;
  private OptionalDouble ceilingNats = OptionalDouble.empty();
  private double effectiveRows;
  private int[] lastPass;

  private Probe(String run, int[] teacher) {
    this.run = run;
    this.teacher = teacher;
    this.effectiveRows = teacher.length;
  }

  static Probe of(String run, int samples) {
    return new Probe(run, codes(samples, (i, label) -> label));
  }

  /** With a teacher that tosses coins. */
  static Probe untaught(String run, int samples) {
    Random random = Seeds.random(1);
    return new Probe(run, codes(samples, (i, label) -> random.nextInt(CLASSES)));
  }

  /** With a teacher that answers one sample in five rightly and tosses coins for the others. */
  static Probe dull(String run, int samples) {
    Random random = Seeds.random(1);
    return new Probe(
        run, codes(samples, (i, label) -> i / 10 % 5 == 0 ? label : random.nextInt(CLASSES)));
  }

  Probe ceilingNats(double nats) {
    ceilingNats = OptionalDouble.of(nats);
    return this;
  }

  /** With samples that belong together, so that they count as fewer. */
  Probe effectiveRows(double rows) {
    effectiveRows = rows;
    return this;
  }

  /** The teacher's code of a sample. */
  int teacher(int sample) {
    return teacher[sample];
  }

  /** A restart of the run. */
  Probe restarted() {
    attempt++;
    hop = 0;
    lastPass = null;
    return this;
  }

  /** A probe pass at which the student separates so many classes and merges the others. */
  Finding passKnowing(int known) {
    return pass((i, label) -> Math.min(label, known));
  }

  /** A probe pass; the student's code is a function of sample and label. */
  Finding pass(IntBinaryOperator student) {
    int[] now = codes(teacher.length, student);
    Optional<Transitions> moves = Optional.ofNullable(lastPass).map(before -> moves(before, now));
    lastPass = now;
    return finding(now, moves, Optional.of("pass " + hop), true);
  }

  /** A window over training batches; the student's code is a function of the label. */
  Finding window(boolean disjoint, IntUnaryOperator student) {
    int[] now = codes(teacher.length, (i, label) -> student.applyAsInt(label));
    return finding(now, Optional.empty(), Optional.empty(), disjoint);
  }

  private static int[] codes(int samples, IntBinaryOperator code) {
    int[] codes = new int[samples];
    Arrays.setAll(codes, i -> code.applyAsInt(i, i % CLASSES));
    return codes;
  }

  private Transitions moves(int[] before, int[] now) {
    Transitions.Builder moves = Transitions.builder(SHAPE);
    for (int i = 0; i < now.length; i++) {
      moves.add(i % CLASSES, teacher[i], before[i], teacher[i], now[i], Weight.ONE);
    }
    return moves.build();
  }

  private List<Long> firstMix() {
    Long[] weights = new Long[CLASSES];
    Arrays.fill(weights, 0L);
    for (int i = 0; i < teacher.length; i++) {
      weights[i % CLASSES] += Weight.ONE;
    }
    return List.of(weights);
  }

  private Finding finding(
      int[] student, Optional<Transitions> moves, Optional<String> pass, boolean disjoint) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < student.length; i++) {
      int block = Seeds.block(Seeds.hash(i), PathSettings.BLOCKS);
      cells.add(new Cell(block, i % CLASSES, teacher[i], student[i], Weight.ONE));
    }
    Attempt of = new Attempt(run, attempt);
    return SnapshotMeasurer.measure(
        new Snapshot(
            new MeasurementId(of, "teacher/codes>student/codes", "label", "all", hop++),
            new Span(hop, OptionalDouble.empty(), pass, student.length, 20, true, 0),
            new Codebooks("teacher", "student", ceilingNats),
            SHAPE,
            IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
            firstMix(),
            cells,
            List.of(),
            effectiveRows,
            Optional.empty(),
            moves,
            disjoint,
            Optional.empty(),
            Optional.empty()));
  }
}
