package io.stillwatch.snapshot;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Weight;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.Transitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Seeded snapshots of every kind, with every part there or not, that the ordered path may make. */
final class RandomSnapshots {
  private static final List<String> TEXTS =
      List.of("", "all", "café", "数字", "\ud83e\uddea", "a|b%c", "\u0000\n", "x".repeat(5_000));

  private final Random random;
  private final boolean apart;
  private final int labels;

  private RandomSnapshots(long seed) {
    random = Seeds.random(seed);
    apart = random.nextInt(4) == 0;
    labels = 1 + random.nextInt(12);
  }

  static Snapshot of(long seed) {
    return new RandomSnapshots(seed).snapshot();
  }

  private Snapshot snapshot() {
    TableShape shape = shape();
    return new Snapshot(
        new MeasurementId(
            new Attempt(text(), random.nextInt(3)), text(), text(), text(), whole() >>> 1),
        span(),
        codebooks(),
        shape,
        IntStream.range(0, labels).mapToObj(i -> text()).toList(),
        LongStream.range(0, labels).mapToObj(i -> random.nextInt(3) * Weight.ONE).toList(),
        cells(shape, apart),
        apart || random.nextBoolean() ? List.of() : unlabelled(),
        positive(),
        maybe(() -> IntStream.range(0, labels).mapToObj(i -> random.nextInt()).toList()),
        apart ? Optional.empty() : maybe(this::moves),
        random.nextBoolean(),
        apart ? Optional.empty() : maybe(this::overlap),
        apart
            ? Optional.of(new Apart(positive(), positive(), random.nextLong()))
            : Optional.empty());
  }

  private TableShape shape() {
    return new TableShape(labels, 1 + random.nextInt(20), 1 + random.nextInt(20));
  }

  private Span span() {
    return new Span(
        whole(),
        real(),
        maybe(this::text),
        positive(),
        apart ? 0 : positive(),
        random.nextBoolean(),
        whole());
  }

  private Codebooks codebooks() {
    return new Codebooks(text(), text(), real(), maybe(this::health), maybe(this::health));
  }

  private CodebookHealth health() {
    return new CodebookHealth(random.nextInt(2_000), random.nextInt(20), real(), real(), real());
  }

  /** In no order, now and then a cell twice; weights of one unit, or of none in common. */
  private List<Cell> cells(TableShape shape, boolean eitherCode) {
    long unit = random.nextBoolean() ? Weight.ONE : 1;
    List<Cell> cells = new ArrayList<>();
    for (int i = random.nextInt(200); i >= 0; i--) {
      boolean ofTeacher = eitherCode && i % 2 == 0;
      boolean ofStudent = eitherCode && i % 2 == 1;
      cells.add(
          new Cell(
              random.nextInt(PathSettings.BLOCKS),
              random.nextInt(shape.labels()),
              ofStudent ? Cell.NONE : random.nextInt(shape.teacherStates()),
              ofTeacher ? Cell.NONE : random.nextInt(shape.studentStates()),
              unit * (1 + random.nextInt(1_000))));
    }
    return cells;
  }

  /** Their codes may be others than those of the labelled rows. */
  private List<Cell> unlabelled() {
    return cells(new TableShape(1, 1 + random.nextInt(300), 1 + random.nextInt(300)), false);
  }

  private Transitions moves() {
    TableShape shape = shape();
    List<Transitions.Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(200); i > 0; i--) {
      entries.add(
          new Transitions.Entry(
              random.nextInt(labels),
              random.nextInt(shape.teacherStates()),
              random.nextInt(shape.studentStates()),
              random.nextInt(shape.teacherStates()),
              random.nextInt(shape.studentStates()),
              random.nextInt(50) * Weight.ONE));
    }
    return new Transitions(shape, entries);
  }

  private Overlap overlap() {
    TableShape shape = shape();
    return new Overlap(codebooks(), shape, cells(shape, false));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size() - (random.nextInt(20) == 0 ? 0 : 1)));
  }

  /** Of any size and sign, small ones often. */
  private long whole() {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private double positive() {
    return random.nextDouble() * 10_000 + 1e-9;
  }

  private OptionalDouble real() {
    double[] odd = {0, -0.0, 1.5, -1e300, Double.MIN_VALUE, random.nextGaussian()};
    return random.nextBoolean()
        ? OptionalDouble.of(odd[random.nextInt(odd.length)])
        : OptionalDouble.empty();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }
}
