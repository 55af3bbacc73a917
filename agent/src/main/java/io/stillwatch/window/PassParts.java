package io.stillwatch.window;

import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.window.WindowsState.Parts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which parts of a pass are in. Where teacher, student and labels come in records of their own,
 * each of the three numbers its parts by itself, and all of all are awaited; a student's record
 * that names a static teacher is whole. Not thread-safe.
 */
final class PassParts {
  private final BitSet teacher = new BitSet();
  private final BitSet student = new BitSet();
  private final BitSet labels = new BitSet();

  void add(SampleBatch batch, PassPart part, boolean needsNoOther) {
    boolean isWhole = needsNoOther || (batch.teacher().isPresent() && batch.has(Role.STUDENT));
    if (batch.has(Role.TEACHER) || isWhole) {
      teacher.set(part.part());
    }
    if (batch.has(Role.STUDENT) || isWhole) {
      student.set(part.part());
    }
    if (!batch.rows().labels().isEmpty() || isWhole) {
      labels.set(part.part());
    }
  }

  Parts state(String pass) {
    return new Parts(pass, list(teacher), list(student), list(labels));
  }

  static PassParts of(Parts state) {
    PassParts parts = new PassParts();
    parts.teacher.or(bits(state.teacher()));
    parts.student.or(bits(state.student()));
    parts.labels.or(bits(state.labels()));
    return parts;
  }

  private static List<Long> list(BitSet bits) {
    return Arrays.stream(bits.toLongArray()).boxed().toList();
  }

  private static BitSet bits(List<Long> words) {
    return BitSet.valueOf(words.stream().mapToLong(Long::longValue).toArray());
  }

  /** Whether all three kinds of a part are in. */
  boolean has(int part) {
    return teacher.get(part) && student.get(part) && labels.get(part);
  }

  boolean areAll(int of) {
    return teacher.cardinality() == of && student.cardinality() == of && labels.cardinality() == of;
  }
}
