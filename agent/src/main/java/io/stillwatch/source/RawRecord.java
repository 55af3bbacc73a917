package io.stillwatch.source;

import java.util.Optional;

/**
 * A record as it lies in the log, before anybody has looked into it.
 *
 * @param position where it lies
 * @param timestampMillis the record's own time, milliseconds since 1970 UTC; event time
 * @param key the key's bytes, empty where the record has none
 * @param value the value's bytes, empty where the record has none (a tombstone)
 * @param contentType the value of the header {@code content-type}, if there is one
 */
public record RawRecord(
    Position position,
    long timestampMillis,
    byte[] key,
    byte[] value,
    Optional<String> contentType) {}
