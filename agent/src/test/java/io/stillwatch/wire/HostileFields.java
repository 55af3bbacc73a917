package io.stillwatch.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.stillwatch.sample.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A good record with one field that is odd; where a JSON library can read it, in CBOR too. */
final class HostileFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  private static final String STEP = "\"step\":1";
  private static final String LABELS = "[0,1]";
  private static final String ROWS = "\"values\":[[2,1],[1,2]]";
  private static final String ACTIVATION = "{\"role\":\"%s\",\"layer\":\"logits\",%s}";

  private final List<HostileRecord> records = new ArrayList<>();

  private HostileFields() {}

  /** A good record: two rows, two classes. */
  static String record() {
    return record("\"" + HostileRecords.RUN + "\"", LABELS, ROWS);
  }

  private static String record(String run, String labels, String studentRows) {
    return "{\"run\":%s,%s,\"samples\":[1,2],\"labels\":{\"label\":%s},\"activations\":[%s,%s]}"
        .formatted(
            run,
            STEP,
            labels,
            ACTIVATION.formatted("teacher", ROWS),
            ACTIVATION.formatted("student", studentRows));
  }

  static List<HostileRecord> all() {
    HostileFields fields = new HostileFields();
    fields.names();
    fields.numbers();
    fields.labels();
    fields.payloads();
    fields.shapes();
    fields.runs();
    fields.depths();
    return fields.records;
  }

  private void names() {
    json("a field twice", step(STEP + "," + STEP), Refusal.DUPLICATE_FIELD);
    json(
        "a field twice in an unknown one",
        step("\"x\":[{\"a\":1,\"a\":1}]," + STEP),
        Refusal.DUPLICATE_FIELD);
    json(
        "a task twice",
        step(STEP).replace("\"label\":", "\"label\":[0,0],\"label\":"),
        Refusal.DUPLICATE_FIELD);
    json(
        "a role twice",
        step(STEP).replace("\"role\":\"teacher\"", "\"role\":\"teacher\",\"role\":\"teacher\""),
        Refusal.DUPLICATE_FIELD);
    both("a name of 4 kB", step("\"" + "n".repeat(4_000) + "\":0," + STEP), null);
    both("a name of 10 kB", step("\"" + "n".repeat(10_000) + "\":0," + STEP), Refusal.TOO_LARGE);
    both("unknown fields", step("\"__proto__\":{\"a\":[null]},\"constructor\":1," + STEP), null);
  }

  private void numbers() {
    for (String literal : List.of("NaN", "Infinity", "-Infinity", "1e999", "-1e999")) {
      json(
          literal + " in a row",
          rows("\"values\":[[2,1],[%s,2]]".formatted(literal)),
          Refusal.NOT_FINITE);
      json(
          literal + " in the step",
          step("\"step\":" + literal),
          literal.contains("9") ? Refusal.INVALID_FIELD : Refusal.NOT_FINITE);
      json(
          literal + " in a weight",
          step("\"weights\":[1,%s],".formatted(literal) + STEP),
          Refusal.NOT_FINITE);
      json(literal + " in a label", labelled("[0.5,%s]".formatted(literal)), Refusal.NOT_FINITE);
    }
    String digits = step("\"epoch\":" + "1".repeat(101) + "," + STEP);
    json("a number of 101 digits", digits, Refusal.TOO_LARGE);
    // There is no such number in CBOR but by a tag.
    records.add(HostileRecords.plain("cbor: 101 digits", cbor(digits), Refusal.MALFORMED));
    both("1e30 in a row", rows("\"values\":[[1e30,-1e30],[1,1e30]]"), null);
    both("1e-45 in a row", rows("\"values\":[[1e-45,0],[0,1e-45]]"), null);
    both("1e39 in one row of two", rows("\"values\":[[1e39,0],[0,1]]"), null);
    both("1e39 in both rows", rows("\"values\":[[1e39,0],[0,-1e39]]"), Refusal.NOT_FINITE);
  }

  private void labels() {
    both("negative labels", labelled("[-1,-9223372036854775808]"), null);
    both("labels beyond the scores", labelled("[2,9223372036854775807]"), null);
    both("labels beyond 64 bits", labelled("[0,9223372036854775808]"), Refusal.INVALID_FIELD);
    both("labels with a fraction", labelled("[0.5,1.5]"), null);
    both("labels some of which have a fraction", labelled("[0,1.5]"), Refusal.INVALID_FIELD);
    both("labels of null", labelled("[null,null]"), null);
    both("a label of null", labelled("[0,null]"), null);
    both("a label of an array", labelled("[0,[1]]"), Refusal.INVALID_FIELD);
    both("labels of extreme magnitude", labelled("[1e300,-1e300]"), null);
    both("a label of nothing", labelled("[\"a\",\"\"]"), Refusal.INVALID_FIELD);
    both("labels of one row", labelled("[0]"), Refusal.ROW_MISMATCH);
    both("labels of three rows", labelled("[0,1,1]"), Refusal.ROW_MISMATCH);
    both("a student of one row", rows("\"values\":[[1,2]]"), Refusal.ROW_MISMATCH);
  }

  /** NaN is 0x7E00, 0x7FC0, 0x7FC00000 and 0x7FF8000000000000, little-endian. */
  private void payloads() {
    byte[][] quiet = {
      {0, 0x7E},
      {(byte) 0xC0, 0x7F},
      {0, 0, (byte) 0xC0, 0x7F},
      {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x7F}
    };
    String[] types = {"float16", "bfloat16", "float32", "float64"};
    for (int i = 0; i < types.length; i++) {
      int width = quiet[i].length;
      byte[] oneRow = new byte[4 * width];
      System.arraycopy(quiet[i], 0, oneRow, 3 * width, width);
      byte[] bothRows = oneRow.clone();
      System.arraycopy(quiet[i], 0, bothRows, 0, width);
      both("NaN in one row of " + types[i], rows(payload("[2,2]", types[i], oneRow)), null);
      both(
          "NaN in all rows of " + types[i],
          rows(payload("[2,2]", types[i], bothRows)),
          Refusal.NOT_FINITE);
    }
  }

  private void shapes() {
    byte[] four = new byte[16];
    both(
        "data longer than its shape",
        rows(payload("[2,1]", "float32", four)),
        Refusal.SHAPE_MISMATCH);
    both(
        "data shorter than its shape",
        rows(payload("[2,3]", "float32", four)),
        Refusal.SHAPE_MISMATCH);
    both("data of another type", rows(payload("[2,2]", "float64", four)), Refusal.SHAPE_MISMATCH);
    both(
        "no data for a shape",
        rows(payload("[2,2]", "float32", new byte[0])),
        Refusal.SHAPE_MISMATCH);
    both("a negative axis", rows(payload("[-2,-2]", "float32", four)), Refusal.INVALID_FIELD);
    both("an axis of 0", rows(payload("[2,0]", "float32", four)), Refusal.INVALID_FIELD);
    both(
        "an axis of 2^32 + 2",
        rows(payload("[4294967298,2]", "float32", four)),
        Refusal.INVALID_FIELD);
    both(
        "an axis beyond 64 bits",
        rows(payload("[2,9223372036854775810]", "float32", four)),
        Refusal.INVALID_FIELD);
    both(
        "axes that overflow",
        rows(payload("[2,2147483647,2147483647,4,2]", "float32", four)),
        Refusal.TOO_LARGE);
    both(
        "axes whose product is 2^64",
        rows(payload("[65536,65536,65536,65536]", "float32", four)),
        Refusal.TOO_LARGE);
    both(
        "17 axes",
        rows(payload("[2" + ",1".repeat(15) + ",2]", "float32", four)),
        Refusal.TOO_LARGE);
    both("a fraction of an axis", rows(payload("[2,2.0]", "float32", four)), Refusal.INVALID_FIELD);
  }

  private void runs() {
    json("a run of half a character", named("\\ud800"), Refusal.INVALID_FIELD);
    json("a run that ends in half a character", named("a\\udbff"), Refusal.INVALID_FIELD);
    both("a run of 10 kB", named("r".repeat(10_000)), Refusal.TOO_LARGE);
    both("an empty run", named(""), Refusal.INVALID_FIELD);
    both("a run that is null", record("null", LABELS, ROWS), Refusal.INVALID_FIELD);
    both("another run than the key", named("good"), Refusal.KEY_MISMATCH);
    for (HostileRecord record : HostileRuns.all()) {
      records.add(record);
    }
  }

  private void depths() {
    both("nesting 30 deep", step("\"x\":" + nested("[", "]", 30) + "," + STEP), null);
    json(
        "arrays 5,000 deep",
        step("\"x\":" + nested("[", "]", 5_000) + "," + STEP),
        Refusal.TOO_LARGE);
    json(
        "objects 5,000 deep",
        step("\"x\":" + nested("{\"a\":", "}", 5_000).replace(":}", ":0}") + "," + STEP),
        Refusal.TOO_LARGE);
    json("rows 5,000 deep", rows("\"values\":" + nested("[", "]", 5_000)), Refusal.TOO_LARGE);
    json("5,000 brackets", "[".repeat(5_000), Refusal.MALFORMED);
    json(
        "braces 5,000 deep", nested("{\"a\":", "}", 5_000).replace(":}", ":0}"), Refusal.TOO_LARGE);
  }

  private static String nested(String open, String close, int depth) {
    return open.repeat(depth) + close.repeat(depth);
  }

  private static String step(String field) {
    return record().replace(STEP, field);
  }

  private static String labelled(String column) {
    return record("\"" + HostileRecords.RUN + "\"", column, ROWS);
  }

  private static String rows(String field) {
    return record("\"" + HostileRecords.RUN + "\"", LABELS, field);
  }

  private static String named(String run) {
    return record("\"" + run + "\"", LABELS, ROWS);
  }

  /** A good record of a run of any name, as a JSON string has it. */
  static String recordOf(String quotedRun) {
    return record(quotedRun, LABELS, ROWS);
  }

  private static String payload(String shape, String type, byte[] data) {
    return "\"shape\":%s,\"dtype\":\"%s\",\"data\":\"%s\""
        .formatted(shape, type, Base64.getEncoder().encodeToString(data));
  }

  private void json(String name, String text, Refusal refusal) {
    records.add(
        HostileRecords.plain("json: " + name, text.getBytes(StandardCharsets.UTF_8), refusal));
  }

  private void both(String name, String text, Refusal refusal) {
    json(name, text, refusal);
    records.add(HostileRecords.plain("cbor: " + name, cbor(text), refusal));
  }

  /** The same in CBOR: {@code data} becomes a byte string. */
  static byte[] cbor(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      for (JsonNode activation : tree.path("activations")) {
        Optional.of(activation.path("data"))
            .filter(JsonNode::isTextual)
            .map(data -> Base64.getDecoder().decode(data.textValue()))
            .ifPresent(data -> ((ObjectNode) activation).put("data", data));
      }
      return CBOR.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
