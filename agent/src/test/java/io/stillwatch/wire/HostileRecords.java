package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every kind of record that a stranger may send, beside those of {@code schemas/examples/invalid},
 * which are here too. One catalogue for the tests of the decoder, of a run's neighbours, and the
 * fuzzers' first inputs.
 */
public final class HostileRecords {
  /** The run that all of them say they are of, where they say so. */
  public static final String RUN = "bad";

  private static final int OVERSIZE = WireLimits.DEFAULT.recordBytes() + 1;

  private HostileRecords() {}

  /** All of them, in an order that does not change. */
  public static List<HostileRecord> all() {
    List<HostileRecord> records = new ArrayList<>();
    records.addAll(framing());
    records.addAll(HostileFields.all());
    records.addAll(HostileCbor.all());
    records.addAll(examples());
    return List.copyOf(records);
  }

  /** What is wrong before the first field. */
  private static List<HostileRecord> framing() {
    byte[] json = HostileFields.record().getBytes(StandardCharsets.UTF_8);
    byte[] cbor = HostileCbor.record();
    List<HostileRecord> records = new ArrayList<>();
    for (int length = 1; length < json.length; length++) {
      records.add(plain("json cut at " + length, cut(json, length), Refusal.MALFORMED));
    }
    for (int length = 1; length < cbor.length; length++) {
      records.add(plain("cbor cut at " + length, cut(cbor, length), Refusal.MALFORMED));
    }
    records.add(plain("empty", new byte[0], Refusal.EMPTY));
    records.add(plain("a tombstone", null, Refusal.EMPTY));
    records.add(plain("json oversize", padded(json), Refusal.TOO_LARGE));
    records.add(plain("cbor oversize", padded(cbor), Refusal.TOO_LARGE));
    records.add(plain("avro of a schema registry", avro(json), Refusal.MALFORMED));
    records.add(
        plain(
            "json with a byte order mark", joined("\u00ef\u00bb\u00bf", json), Refusal.MALFORMED));
    records.add(plain("json in utf-16", new byte[] {'{', 0, '"', 0, 'r', 0}, Refusal.MALFORMED));
    records.add(plain("json", json, null));
    records.add(plain("cbor", cbor, null));
    contentTypes(json, cbor).forEach(records::add);
    trailing(json, cbor).forEach(records::add);
    return records;
  }

  private static Stream<HostileRecord> contentTypes(byte[] json, byte[] cbor) {
    String ofJson = Encoding.JSON.contentType();
    String ofCbor = Encoding.CBOR.contentType();
    return Stream.of(
        typed("application/json", json, Refusal.CONTENT_TYPE),
        typed("application/cbor", cbor, Refusal.CONTENT_TYPE),
        typed("", json, Refusal.CONTENT_TYPE),
        typed(";v=1", json, Refusal.CONTENT_TYPE),
        typed("x".repeat(10_000), cbor, Refusal.CONTENT_TYPE),
        typed(ofJson.replace("v=1", "v=2"), json, Refusal.VERSION),
        typed(ofCbor.replace("v=1", "v=2"), cbor, Refusal.VERSION),
        typed(ofJson.replace("v=1", "v="), json, Refusal.VERSION),
        typed(ofCbor.replace("v=1", "v=one"), cbor, Refusal.VERSION),
        typed(ofJson.replace("v=1", "v=-1"), json, Refusal.VERSION),
        typed(ofJson.replace("; v=1", ""), json, null),
        typed(ofCbor.replace("; v=1", ""), cbor, null),
        typed(ofJson, cbor, Refusal.MALFORMED),
        typed(ofCbor, json, Refusal.MALFORMED));
  }

  private static Stream<HostileRecord> trailing(byte[] json, byte[] cbor) {
    return Stream.of(
        plain("json and a blank", joined(json, " \n"), null),
        plain("json and a letter", joined(json, "x"), Refusal.MALFORMED),
        plain("json and a NUL", joined(json, "\0"), Refusal.MALFORMED),
        plain("json twice", joined(json, HostileFields.record()), Refusal.MALFORMED),
        plain("json and a bracket", joined(json, "}"), Refusal.MALFORMED),
        plain("cbor and a 0", joined(cbor, "\0"), Refusal.MALFORMED),
        plain("cbor and a break", joined(cbor, "\u00ff"), Refusal.MALFORMED),
        plain("cbor and json", joined(cbor, HostileFields.record()), Refusal.MALFORMED));
  }

  /** The examples that a schema or the decoder refuses, the former in both encodings. */
  private static List<HostileRecord> examples() {
    List<HostileRecord> records = new ArrayList<>();
    for (String directory : List.of("invalid/schema", "invalid/beyond-schema")) {
      for (Path file : Examples.in(directory)) {
        records.add(example(file, Optional.of(Encoding.JSON), Examples.bytes(file)));
        records.add(example(file, Optional.of(Encoding.CBOR), Examples.cbor(file)));
      }
    }
    for (Path file : Examples.in("invalid/bytes")) {
      records.add(example(file, Optional.empty(), Examples.bytes(file)));
    }
    return records;
  }

  private static HostileRecord example(Path file, Optional<Encoding> encoding, byte[] value) {
    String name = file.getFileName().toString();
    Refusal stated = Refusal.valueOf(name.split("--", 2)[0].toUpperCase(Locale.ROOT));
    return new HostileRecord(
        encoding.map(Encoding::name).orElse("bytes") + " " + name,
        "resnet18-from-resnet50",
        encoding.map(Encoding::contentType),
        value,
        Optional.of(stated));
  }

  /** A record without a content type; no reason where it must be accepted. */
  static HostileRecord plain(String name, byte[] value, Refusal refusal) {
    return new HostileRecord(name, RUN, Optional.empty(), value, Optional.ofNullable(refusal));
  }

  private static HostileRecord typed(String contentType, byte[] value, Refusal refusal) {
    String shown = contentType.length() > 80 ? "of 10 kB" : "'" + contentType + "'";
    return new HostileRecord(
        "content-type " + shown + " before 0x" + Integer.toHexString(value[0] & 0xFF),
        RUN,
        Optional.of(contentType),
        value,
        Optional.ofNullable(refusal));
  }

  /** One byte too many, all of it blank, behind a record that is good. */
  private static byte[] padded(byte[] record) {
    byte[] padded = new byte[OVERSIZE];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(record, 0, padded, 0, record.length);
    return padded;
  }

  /** Magic byte 0, the schema's number, and the payload. */
  private static byte[] avro(byte[] payload) {
    return joined("\0\0\0\0\7", payload);
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] joined(byte[] first, String latin1) {
    return new CborBytes().raw(first).raw(latin1.getBytes(StandardCharsets.ISO_8859_1)).bytes();
  }

  private static byte[] joined(String latin1, byte[] second) {
    return new CborBytes().raw(latin1.getBytes(StandardCharsets.ISO_8859_1)).raw(second).bytes();
  }
}
