package io.stillwatch.agent;

import io.stillwatch.join.TeacherRows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the records of the static teachers' topic to the rows that are known. Their keys are {@code
 * teacher} or {@code teacher/chunk}, so that compaction keeps every chunk; their run is the
 * teacher.
 */
final class TeachersTopic implements Consumer<TeacherRows> {
  private static final Logger LOG = LoggerFactory.getLogger(TeachersTopic.class);
  private static final Pattern CHUNK = Pattern.compile("/\\d+$");

  private final Supplier<List<RawRecord>> added;

  /**
   * Asks for nothing yet.
   *
   * @param added gives the records that came since it was asked last
   */
  TeachersTopic(Supplier<List<RawRecord>> added) {
    this.added = added;
  }

  @Override
  public void accept(TeacherRows rows) {
    added.get().forEach(record -> add(record, rows));
  }

  private static void add(RawRecord record, TeacherRows rows) {
    if (MessageDecoder.decode(withoutChunk(record)) instanceof Decoded.Accepted accepted
        && accepted.message() instanceof SampleBatch batch) {
      rows.add(batch)
          .ifPresent(no -> LOG.warn("{} was not taken: {}", record.position(), no.detail()));
    } else {
      LOG.warn(
          "{} was not taken: {}", record.position(), MessageDecoder.decode(withoutChunk(record)));
    }
  }

  private static RawRecord withoutChunk(RawRecord record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    return new RawRecord(
        record.position(),
        record.timestampMillis(),
        CHUNK.matcher(key).replaceFirst("").getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.contentType());
  }
}
