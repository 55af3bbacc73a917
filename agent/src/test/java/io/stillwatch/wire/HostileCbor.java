package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.util.List;

/** What only CBOR can say. */
final class HostileCbor {
  private static final String BREAK = "ff";

  private HostileCbor() {}

  /** A good record: two rows, two classes. */
  static byte[] record() {
    return record(new CborBytes(), "rows", rows());
  }

  private static byte[] rows() {
    return new CborBytes().array(2).array(2).whole(2).whole(1).array(2).whole(1).whole(2).bytes();
  }

  /** A record of which the student has one odd field, in place of its rows or beside them. */
  private static byte[] record(CborBytes start, String field, byte[] value) {
    boolean inPlace = field.equals("rows");
    start.map(inPlace ? 5 : 6);
    start.text("run").text(HostileRecords.RUN).text("step").whole(1);
    if (!inPlace) {
      start.text(field).raw(value);
    }
    start.text("samples").array(2).whole(1).whole(2);
    start.text("labels").map(1).text("label").array(2).whole(0).whole(1);
    start.text("activations").array(2);
    activation(start, "teacher", "values", rows());
    activation(start, "student", "values", inPlace ? value : rows());
    return start.bytes();
  }

  private static void activation(CborBytes out, String role, String field, byte[] value) {
    out.map(3).text("role").text(role).text("layer").text("logits").text(field).raw(value);
  }

  private static byte[] withRows(String hex) {
    return record(new CborBytes(), "rows", new CborBytes().hex(hex).bytes());
  }

  /** The student's rows as shape, dtype and data. */
  private static byte[] data(String hex) {
    return new CborBytes()
        .map(4)
        .text("run")
        .text(HostileRecords.RUN)
        .text("step")
        .whole(1)
        .text("samples")
        .hex("82 01 02")
        .text("activations")
        .array(1)
        .map(5)
        .text("role")
        .text("student")
        .text("layer")
        .text("logits")
        .text("shape")
        .hex("82 02 02")
        .text("dtype")
        .text("float32")
        .text("data")
        .hex(hex)
        .bytes();
  }

  private static byte[] with(String field, String hex) {
    return record(new CborBytes(), field, new CborBytes().hex(hex).bytes());
  }

  private static byte[] with(String field, String hex, int times) {
    return record(new CborBytes(), field, new CborBytes().hex(hex, times).hex("00").bytes());
  }

  private static byte[] tagged(String tags) {
    return record(new CborBytes().hex(tags), "rows", rows());
  }

  private static HostileRecord of(String name, byte[] value, Refusal refusal) {
    return HostileRecords.plain("cbor: " + name, value, refusal);
  }

  static List<HostileRecord> all() {
    return List.of(
        of("a byte string that claims 2 GB", with("x", "5a 7fffffff 00"), Refusal.MALFORMED),
        of(
            "a byte string that claims 2^63 bytes",
            with("x", "5b 7fffffffffffffff 00"),
            Refusal.MALFORMED),
        of(
            "a byte string that claims 2^64 bytes",
            with("x", "5b ffffffffffffffff 00"),
            Refusal.MALFORMED),
        of("a text that claims 2 GB", with("x", "7a 7fffffff 61"), Refusal.MALFORMED),
        of(
            "a run that claims 2 GB",
            new CborBytes().map(1).text("run").hex("7a 7fffffff 61").bytes(),
            Refusal.MALFORMED),
        of("data that claim 2 GB", data("5a 7fffffff 00"), Refusal.MALFORMED),
        of("data that claim 2^63 bytes", data("5b 7fffffffffffffff 00"), Refusal.MALFORMED),
        of("data in chunks", data("5f 50" + "00".repeat(16) + "40 ff"), null),
        of("data in chunks that claim 2 GB", data("5f 5a 7fffffff 00"), Refusal.MALFORMED),
        of("data of a simple value", data("f6"), Refusal.INVALID_FIELD),
        of("rows that are bytes", withRows("44 00000000"), Refusal.INVALID_FIELD),
        of("an array that claims 2^31 rows", withRows("9a 7fffffff 00"), Refusal.MALFORMED),
        of("an array that claims 2^63 rows", withRows("9b 7fffffffffffffff 00"), Refusal.MALFORMED),
        of(
            "a map that claims 2^31 fields",
            new CborBytes().hex("ba 7fffffff").text("step").whole(1).bytes(),
            Refusal.MALFORMED),
        of("arrays 5,000 deep", with("x", "81", 5_000), Refusal.TOO_LARGE),
        of("arrays 5,000 deep without lengths", with("x", "9f", 5_000), Refusal.TOO_LARGE),
        of("maps 5,000 deep", with("x", "a1 61 61", 5_000), Refusal.TOO_LARGE),
        of("one tag that says cbor", tagged("d9d9f7"), null),
        of("two tags that say cbor", tagged("d9d9f7 d9d9f7"), Refusal.MALFORMED),
        of("a chain of 5,000 tags", with("x", "c1", 5_000), Refusal.MALFORMED),
        of("a chain of 5,000 tags that say cbor", with("x", "d9d9f7", 5_000), Refusal.MALFORMED),
        of("a bignum", with("epoch", "c2 42 0101"), Refusal.MALFORMED),
        of("a bignum nobody asked for", with("x", "c2 49 010000000000000000"), Refusal.MALFORMED),
        of(
            "a decimal fraction with a huge exponent",
            with("x", "c4 82 1a 7fffffff 01"),
            Refusal.MALFORMED),
        of("a reference to a text before", with("x", "d9 0100 81 d8 19 00"), Refusal.MALFORMED),
        of("a typed array", withRows("d8 55 48 0000803f 00000040"), Refusal.MALFORMED),
        of("rows without lengths", withRows("9f 9f 02 01 ff 9f 01 02 ff ff"), null),
        of("rows without an end", withRows("9f 82 02 01 82 01 02"), Refusal.MALFORMED),
        of("a text in chunks", with("teacher", "7f 61 61 60 61 62 ff"), null),
        of("a text in a chunk of a chunk", with("teacher", "7f 7f 61 61 ff ff"), Refusal.MALFORMED),
        of("a text with a chunk of bytes", with("teacher", "7f 41 61 ff"), Refusal.MALFORMED),
        of("bytes with a chunk of text", with("x", "5f 61 61 ff"), Refusal.MALFORMED),
        of("bytes in 5,000 empty chunks", with("x", "5f" + "40".repeat(5_000) + BREAK), null),
        of("a break in the midst", with("x", BREAK), Refusal.MALFORMED),
        of(
            "a break for a value",
            new CborBytes().hex("bf").text("run").hex(BREAK).bytes(),
            Refusal.MALFORMED),
        of("a reserved length", with("x", "1c"), Refusal.MALFORMED),
        of(
            "a name that is a number",
            new CborBytes().map(1).whole(1).whole(1).bytes(),
            Refusal.MISSING_FIELD),
        of(
            "a name twice",
            new CborBytes().map(2).text("step").whole(1).text("step").whole(1).bytes(),
            Refusal.DUPLICATE_FIELD),
        of(
            "a name twice, once in chunks",
            new CborBytes()
                .map(2)
                .text("step")
                .whole(1)
                .hex("7f 62 7374 62 6570 ff")
                .whole(1)
                .bytes(),
            Refusal.DUPLICATE_FIELD),
        of("NaN in half precision in one row", withRows("82 82 f97e00 01 82 01 02"), null),
        of(
            "NaN in half precision in both rows",
            withRows("82 82 f97e00 01 82 01 f97e00"),
            Refusal.NOT_FINITE),
        of(
            "an infinity in single precision in both rows",
            withRows("82 82 fa7f800000 01 82 01 faff800000"),
            Refusal.NOT_FINITE),
        of(
            "NaN in double precision in the epoch",
            with("epoch", "fb 7ff8000000000000"),
            Refusal.NOT_FINITE),
        of(
            "NaN in half precision in a weight",
            with("weights", "82 01 f97e00"),
            Refusal.NOT_FINITE),
        of("an infinity in the step", with("pass", "a1 62 6964 f97c00"), Refusal.INVALID_FIELD),
        of("undefined", with("epoch", "f7"), Refusal.INVALID_FIELD),
        of("a simple value", with("epoch", "f8 ff"), Refusal.INVALID_FIELD),
        of(
            "a run of half a character",
            new CborBytes().map(2).text("run").hex("63 eda080").text("step").whole(1).bytes(),
            Refusal.INVALID_FIELD),
        of(
            "a run of broken utf-8",
            new CborBytes().map(2).text("run").hex("62 c328").text("step").whole(1).bytes(),
            Refusal.MALFORMED),
        of("a negative number beyond 64 bits", with("x", "3b ffffffffffffffff"), null),
        of("a step beyond 63 bits", with("attempt", "1b ffffffffffffffff"), Refusal.INVALID_FIELD));
  }
}
