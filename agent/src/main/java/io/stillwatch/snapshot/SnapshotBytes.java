package io.stillwatch.snapshot;

import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.Snapshot.Apart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The binary form of a snapshot: what its topic holds. It begins with {@code SWS} and a version;
 * what follows is every field in the order of its record, numbers seven bits a byte, reals in
 * eight, texts with their length, cells by their distances. A snapshot is said in one way only:
 * bytes that say it in another are refused.
 */
public final class SnapshotBytes {
  private static final byte[] MAGIC = {'S', 'W', 'S'};
  private static final int VERSION = 1;

  private SnapshotBytes() {}

  /**
   * Writes a snapshot.
   *
   * @param snapshot as the ordered path made it
   * @return its bytes, mostly 1 to 4 kB
   * @throws IllegalArgumentException if a text holds half a surrogate pair
   */
  public static byte[] of(Snapshot snapshot) {
    ByteSink out = new ByteSink();
    for (byte one : MAGIC) {
      out.raw(one);
    }
    out.raw(VERSION);
    write(snapshot.id(), out);
    write(snapshot.span(), out);
    write(snapshot.codebooks(), out);
    CellBytes.write(snapshot.shape(), out);
    out.list(snapshot.labels(), out::text);
    writeMix(snapshot.firstMix(), out);
    CellBytes.write(snapshot.cells(), out);
    CellBytes.write(snapshot.unlabelled(), out);
    out.real(snapshot.effectiveRows());
    out.optional(snapshot.predictions(), right -> out.list(right, code -> out.signed(code)));
    out.optional(snapshot.moves(), moves -> CellBytes.write(moves, out));
    out.flag(snapshot.disjoint());
    out.optional(snapshot.overlap(), overlap -> write(overlap, out));
    out.optional(snapshot.apart(), apart -> write(apart, out));
    return out.written();
  }

  /**
   * Reads a snapshot.
   *
   * @param bytes as {@link #of} wrote them, or any others
   * @return a snapshot that can be measured
   * @throws SnapshotFormatException if they are none of this version; the message says why
   */
  public static Snapshot read(byte[] bytes) throws SnapshotFormatException {
    ByteCursor in = new ByteCursor(bytes);
    readHead(in);
    try {
      Snapshot snapshot = snapshot(in);
      in.requireEnd();
      SoundSnapshot.require(snapshot);
      if (!Arrays.equals(of(snapshot), bytes)) {
        throw new SnapshotFormatException("the snapshot was said in another way than the one");
      }
      return snapshot;
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new SnapshotFormatException("a number was out of its range: " + e.getMessage());
    }
  }

  private static void readHead(ByteCursor in) throws SnapshotFormatException {
    for (byte one : MAGIC) {
      if (in.raw() != one) {
        throw new SnapshotFormatException("the first bytes were not SWS; this is no snapshot");
      }
    }
    int version = in.raw();
    if (version != VERSION) {
      throw new SnapshotFormatException("the version was " + version + "; must be " + VERSION);
    }
  }

  private static Snapshot snapshot(ByteCursor in) throws SnapshotFormatException {
    return new Snapshot(
        readId(in),
        readSpan(in),
        readCodebooks(in),
        CellBytes.readShape(in),
        in.list(1, in::text),
        readMix(in),
        CellBytes.read(in),
        CellBytes.read(in),
        in.real(),
        in.optional(() -> in.list(1, () -> Math.toIntExact(in.signed()))),
        in.optional(() -> CellBytes.readMoves(in)),
        in.flag(),
        in.optional(() -> readOverlap(in)),
        in.optional(() -> new Apart(in.real(), in.real(), in.signed())));
  }

  private static void write(MeasurementId id, ByteSink out) {
    out.text(id.attempt().run());
    out.whole(id.attempt().number());
    out.text(id.pair());
    out.text(id.task());
    out.text(id.slice());
    out.signed(id.hop());
  }

  private static MeasurementId readId(ByteCursor in) throws SnapshotFormatException {
    return new MeasurementId(
        new Attempt(in.text(), in.small()), in.text(), in.text(), in.text(), in.signed());
  }

  private static void write(Span span, ByteSink out) {
    out.signed(span.lastStep());
    write(span.epoch(), out);
    out.optional(span.pass(), out::text);
    out.real(span.samples());
    out.real(span.rowsPerOccupiedCell());
    out.flag(span.heldOut());
    out.signed(span.lastTimestampMillis());
  }

  private static Span readSpan(ByteCursor in) throws SnapshotFormatException {
    return new Span(
        in.signed(),
        in.optionalReal(),
        in.optional(in::text),
        in.real(),
        in.real(),
        in.flag(),
        in.signed());
  }

  private static void write(OptionalDouble value, ByteSink out) {
    out.flag(value.isPresent());
    value.ifPresent(out::real);
  }

  private static void write(Codebooks codebooks, ByteSink out) {
    out.text(codebooks.teacher());
    out.text(codebooks.student());
    write(codebooks.ceilingNats(), out);
    for (Optional<CodebookHealth> health :
        List.of(codebooks.teacherHealth(), codebooks.studentHealth())) {
      out.optional(health, of -> write(of, out));
    }
  }

  private static Codebooks readCodebooks(ByteCursor in) throws SnapshotFormatException {
    return new Codebooks(
        in.text(),
        in.text(),
        in.optionalReal(),
        in.optional(() -> readHealth(in)),
        in.optional(() -> readHealth(in)));
  }

  private static void write(CodebookHealth health, ByteSink out) {
    out.whole(health.codes());
    out.whole(health.deadCodes());
    write(health.distortion(), out);
    write(health.outsideRatio(), out);
    write(health.resolutionLossNats(), out);
  }

  private static CodebookHealth readHealth(ByteCursor in) throws SnapshotFormatException {
    return new CodebookHealth(
        in.small(), in.small(), in.optionalReal(), in.optionalReal(), in.optionalReal());
  }

  private static void writeMix(List<Long> mix, ByteSink out) {
    long unit = out.unit(mix.stream().mapToLong(Long::longValue).toArray());
    out.list(mix, weight -> out.whole(weight / unit));
  }

  private static List<Long> readMix(ByteCursor in) throws SnapshotFormatException {
    long unit = in.whole();
    return in.list(1, () -> Math.multiplyExact(unit, in.whole()));
  }

  private static void write(Overlap overlap, ByteSink out) {
    write(overlap.codebooks(), out);
    CellBytes.write(overlap.shape(), out);
    CellBytes.write(overlap.cells(), out);
  }

  private static Overlap readOverlap(ByteCursor in) throws SnapshotFormatException {
    return new Overlap(readCodebooks(in), CellBytes.readShape(in), CellBytes.read(in));
  }

  private static void write(Apart apart, ByteSink out) {
    out.real(apart.samples());
    out.real(apart.effectiveRows());
    out.signed(apart.lastStep());
  }
}
