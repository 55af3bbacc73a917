package io.stillwatch.agent;

import io.stillwatch.sample.Message;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.HostileRecord;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A partition that is written record by record. */
final class Log {
  static final long START_MILLIS = 1_700_000_000_000L;
  private static final Partition PARTITION = new Partition("t", 0);

  private final List<RawRecord> records = new ArrayList<>();

  void add(Message message, long timestampMillis) {
    records.add(record(records.size(), message, timestampMillis));
  }

  void add(HostileRecord hostile, long timestampMillis) {
    records.add(hostile.at(new Position(PARTITION, records.size()), timestampMillis));
  }

  static RawRecord record(long offset, Message message, long timestampMillis) {
    return new RawRecord(
        new Position(PARTITION, offset),
        timestampMillis,
        message.attempt().run().getBytes(StandardCharsets.UTF_8),
        MessageEncoder.encode(message, Encoding.CBOR),
        Optional.of(Encoding.CBOR.contentType()));
  }

  List<RawRecord> records() {
    return records;
  }
}
