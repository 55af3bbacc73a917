package io.stillwatch.source;

/**
 * One header of a record. Keys may come more than once.
 *
 * @param key the header's name
 * @param value its bytes; null where it has none
 */
public record RecordHeader(String key, byte[] value) {}
