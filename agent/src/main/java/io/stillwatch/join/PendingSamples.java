package io.stillwatch.join;

import io.stillwatch.join.Triple.Part;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Samples of which some record came and others did not. A sample is whole once a teacher, a student
 * and labels are there; it is remembered for a while, so that what comes again is known to be a
 * duplicate. The oldest leave first, unmatched. Not thread-safe.
 */
final class PendingSamples {
  private final JoinSettings settings;
  private final Map<SampleKey, Waiting> waiting = new LinkedHashMap<>();

  /** Samples that became whole, and the first record of each. */
  private final Map<SampleKey, Long> whole = new LinkedHashMap<>();

  private final OffsetCounts wholeOffsets = new OffsetCounts();
  private long roleRows;

  /** What joins records: the attempt is the joiner's. */
  private record SampleKey(long step, Optional<String> pass, Key sample) {}

  /** The parts of one sample so far. */
  private static final class Waiting {
    private final List<Part> parts = new ArrayList<>();
    private final long firstOffset;
    private boolean labelled;

    Waiting(long firstOffset) {
      this.firstOffset = firstOffset;
    }

    boolean has(Role role) {
      return parts.stream().anyMatch(part -> part.batch().has(role));
    }

    boolean isWhole() {
      return labelled && has(Role.TEACHER) && has(Role.STUDENT);
    }
  }

  PendingSamples(JoinSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes one row of a batch that lacks something.
   *
   * @param sample its id
   * @return the sample, where the row made it whole; its ordinal is still to be given
   */
  Optional<Triple> offer(
      SampleBatch batch, int row, Key sample, RawRecord record, RowCounts counts) {
    SampleKey key =
        new SampleKey(batch.moment().step(), batch.moment().pass().map(PassPart::id), sample);
    if (whole.containsKey(key)) {
      counts.add(RowOutcome.DUPLICATE, batch.roleRowsOfOne());
      return Optional.empty();
    }
    Waiting known = waiting.computeIfAbsent(key, k -> new Waiting(record.position().offset()));
    if (repeats(known, batch)) {
      counts.add(RowOutcome.DUPLICATE, batch.roleRowsOfOne());
      return Optional.empty();
    }
    known.parts.add(new Part(batch, row));
    known.labelled |= !batch.rows().labels().isEmpty();
    roleRows += batch.roleRowsOfOne();
    if (!known.isWhole()) {
      return Optional.empty();
    }
    waiting.remove(key);
    whole.put(key, known.firstOffset);
    wholeOffsets.add(known.firstOffset);
    roleRows -= 2;
    return Optional.of(
        new Triple(List.copyOf(known.parts), 2, 0, known.firstOffset, record.timestampMillis()));
  }

  /** A role that is there already; of labels alone the first win without being a duplicate. */
  private static boolean repeats(Waiting known, SampleBatch batch) {
    return (batch.has(Role.TEACHER) && known.has(Role.TEACHER))
        || (batch.has(Role.STUDENT) && known.has(Role.STUDENT));
  }

  /** Lets go of what is too old or too much. */
  void evict(long newestStep, RowCounts counts) {
    Iterator<Map.Entry<SampleKey, Waiting>> eldest = waiting.entrySet().iterator();
    while (eldest.hasNext()) {
      Map.Entry<SampleKey, Waiting> entry = eldest.next();
      if (waiting.size() <= settings.rows()
          && entry.getKey().step() >= newestStep - settings.steps()) {
        break;
      }
      giveUp(entry.getValue(), counts);
      eldest.remove();
    }
    Iterator<Map.Entry<SampleKey, Long>> done = whole.entrySet().iterator();
    while (done.hasNext()) {
      Map.Entry<SampleKey, Long> entry = done.next();
      if (whole.size() <= settings.rows()
          && entry.getKey().step() >= newestStep - settings.steps()) {
        break;
      }
      wholeOffsets.remove(entry.getValue());
      done.remove();
    }
  }

  /** Nothing of this attempt is coming any more. */
  void giveUp(RowCounts counts) {
    waiting.values().forEach(sample -> giveUp(sample, counts));
    waiting.clear();
    whole.clear();
    wholeOffsets.clear();
  }

  private void giveUp(Waiting sample, RowCounts counts) {
    long rows = sample.parts.stream().mapToLong(part -> part.batch().roleRowsOfOne()).sum();
    counts.add(RowOutcome.UNMATCHED, rows);
    roleRows -= rows;
  }

  /** Role-rows that wait. */
  long roleRows() {
    return roleRows;
  }

  /** The eldest sample's first record: samples wait in the order in which they first came. */
  OptionalLong firstOffset() {
    return waiting.values().stream().mapToLong(sample -> sample.firstOffset).findFirst();
  }

  /** The first record of a sample that became whole and is remembered. */
  OptionalLong firstRemembered() {
    return wholeOffsets.first();
  }
}
