package io.stillwatch.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A record as it lies in the log, before anybody has looked into it. The arrays are not copied and
 * must not change.
 *
 * @param position where it lies
 * @param timestampMillis the record's own time, milliseconds since 1970 UTC; event time
 * @param key the key's bytes; read as empty where the record has none
 * @param value the value's bytes; read as empty where the record has none (a tombstone)
 * @param headers all headers, in order
 */
public record RawRecord(
    Position position, long timestampMillis, byte[] key, byte[] value, List<RecordHeader> headers) {
  private static final byte[] NOTHING = new byte[0];
  private static final String CONTENT_TYPE = "content-type";

  /** The headers are copied. Key and value may be null. */
  public RawRecord {
    headers = List.copyOf(headers);
  }

  /**
   * A record with no header but its content type.
   *
   * @param position where it lies
   * @param timestampMillis the record's own time, milliseconds since 1970 UTC
   * @param key the key's bytes, or null
   * @param value the value's bytes, or null
   * @param contentType the value of the header {@code content-type}, if there is one
   */
  public RawRecord(
      Position position,
      long timestampMillis,
      byte[] key,
      byte[] value,
      Optional<String> contentType) {
    this(
        position,
        timestampMillis,
        key,
        value,
        contentType.stream()
            .map(type -> new RecordHeader(CONTENT_TYPE, type.getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  @Override
  public byte[] key() {
    return hasKey() ? key : NOTHING;
  }

  @Override
  public byte[] value() {
    return hasValue() ? value : NOTHING;
  }

  /**
   * Whether the record has a key, be it an empty one.
   *
   * @return false where it has none
   */
  public boolean hasKey() {
    return key != null;
  }

  /**
   * Whether the record has a value, be it an empty one.
   *
   * @return false for a tombstone
   */
  public boolean hasValue() {
    return value != null;
  }

  /**
   * What the value is encoded as: the last header {@code content-type}.
   *
   * @return empty where no header says
   */
  public Optional<String> contentType() {
    return headers.stream()
        .filter(header -> header.key().equals(CONTENT_TYPE) && header.value() != null)
        .reduce((one, later) -> later)
        .map(header -> new String(header.value(), StandardCharsets.UTF_8));
  }
}
