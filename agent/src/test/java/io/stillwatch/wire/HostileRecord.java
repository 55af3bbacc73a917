package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One record of a stranger, and what the decoder must say to it.
 *
 * @param name what is odd in it, and in which encoding
 * @param key the record's key
 * @param contentType its header, if it has one
 * @param value its bytes; null for a tombstone
 * @param refusal the reason; empty where it must be accepted, odd as it is
 */
public record HostileRecord(
    String name,
    String key,
    Optional<String> contentType,
    byte[] value,
    Optional<Refusal> refusal) {

  /** The record at a place in a log. */
  public RawRecord at(Position position, long timestampMillis) {
    return new RawRecord(
        position, timestampMillis, key.getBytes(StandardCharsets.UTF_8), value, contentType);
  }

  @Override
  public String toString() {
    return name;
  }
}
