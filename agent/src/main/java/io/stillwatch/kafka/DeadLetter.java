package io.stillwatch.kafka;

import io.stillwatch.sample.Refusal;
import io.stillwatch.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A refused record with its key, value, headers and timestamp as they were, and behind its own
 * headers those that Kafka Connect puts on a dead letter, so that tools made for one read the
 * other.
 *
 * @param record the record
 * @param reason why it was refused
 * @param detail what was wrong, for people
 */
record DeadLetter(RawRecord record, Refusal reason, String detail) {
  private static final String CONNECT = "__connect.errors.";

  /** What a record costs while it waits, beside its own bytes. */
  private static final int OVERHEAD_BYTES = 1_024;

  /** Refused by what its run sent before, not by what it holds. */
  private static final Set<Refusal> BY_THE_RUN =
      EnumSet.of(
          Refusal.REPRESENTATION_CHANGED,
          Refusal.LABELS_CHANGED,
          Refusal.GROUPS_CHANGED,
          Refusal.CODEBOOK_MISMATCH,
          Refusal.RUN_LIMIT,
          Refusal.FAILURE);

  /** What it takes of the memory for letters that wait. */
  int bytes() {
    int headers =
        record.headers().stream()
            .mapToInt(h -> h.key().length() + (h.value() == null ? 0 : h.value().length))
            .sum();
    return OVERHEAD_BYTES + record.key().length + record.value().length + headers;
  }

  /** The record for the dead-letter topic; its partition is left to the key. */
  ProducerRecord<byte[], byte[]> to(String topic) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topic,
            null,
            record.timestampMillis() < 0 ? null : record.timestampMillis(),
            record.hasKey() ? record.key() : null,
            record.hasValue() ? record.value() : null);
    record.headers().forEach(header -> letter.headers().add(header.key(), header.value()));
    describe(letter.headers());
    return letter;
  }

  private void describe(Headers headers) {
    boolean byTheRun = BY_THE_RUN.contains(reason);
    put(headers, CONNECT + "topic", record.position().partition().topic());
    put(headers, CONNECT + "partition", Integer.toString(record.position().partition().number()));
    put(headers, CONNECT + "offset", Long.toString(record.position().offset()));
    put(headers, CONNECT + "stage", byTheRun ? "TASK_PUT" : "VALUE_CONVERTER");
    put(
        headers,
        CONNECT + "class.name",
        byTheRun ? "io.stillwatch.snapshot.OrderedPath" : "io.stillwatch.wire.MessageDecoder");
    put(headers, CONNECT + "exception.class.name", Refusal.class.getName());
    put(headers, CONNECT + "exception.message", detail);
    put(headers, "stillwatch.reason", reason.reason());
    put(headers, "stillwatch.id", id());
  }

  /** The same for the same record, however often it is sent. */
  private String id() {
    return record.position().partition() + "-" + record.position().offset();
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
