package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.stillwatch.sample.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schema, decoder and examples agree. {@code schemas/README.md} says where an example belongs. */
final class ExamplesTest {
  private static final JsonSchema BATCH = Examples.schema("sample-batch");
  private static final JsonSchema EVENT = Examples.schema("run-event");

  static List<Path> valid() {
    return Examples.in("valid");
  }

  static List<Path> refusedBySchema() {
    return Examples.in("invalid/schema");
  }

  static List<Path> refusedBeyondSchema() {
    return Examples.in("invalid/beyond-schema");
  }

  static List<Path> refusedAsBytes() {
    return Examples.in("invalid/bytes");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidExampleIsAcceptedInBothEncodingsAndByTheSchema(Path file) {
    Decoded json = MessageDecoder.decode(Examples.record(file, Encoding.JSON));
    Decoded cbor = MessageDecoder.decode(Examples.record(file, Encoding.CBOR));

    assertThat(json).isInstanceOf(Decoded.Accepted.class);
    assertThat(cbor).usingRecursiveComparison().isEqualTo(json);
    assertThat(schemaOf(file).validate(Examples.tree(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidExampleSurvivesBeingWrittenAgain(Path file) {
    Decoded read = MessageDecoder.decode(Examples.record(file, Encoding.JSON));
    var message = ((Decoded.Accepted) read).message();
    for (Encoding encoding : Encoding.values()) {
      byte[] value = MessageEncoder.encode(message, encoding);
      assertThat(
              MessageDecoder.decode(Messages.raw(message.attempt().run(), value, Optional.empty())))
          .usingRecursiveComparison()
          .isEqualTo(read);
    }
  }

  @ParameterizedTest
  @MethodSource("refusedBySchema")
  void anInvalidExampleIsRefusedForItsReasonInBothEncodingsAndByTheSchema(Path file) {
    assertRefusedInBothEncodings(file);
    assertThat(schemaOf(file).validate(Examples.tree(file))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusedBeyondSchema")
  void whatNoSchemaCanSayIsRefusedByTheDecoder(Path file) {
    assertRefusedInBothEncodings(file);
    assertThat(schemaOf(file).validate(Examples.tree(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusedAsBytes")
  void bytesThatAreNoStrictJsonAreRefusedForTheirReason(Path file) {
    Decoded decoded =
        MessageDecoder.decode(
            Messages.raw("resnet18-from-resnet50", Examples.bytes(file), Optional.empty()));
    assertThat(reason(decoded)).as("%s", decoded).isEqualTo(statedReason(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"every-field", "python-client"})
  void theCborOfAnotherEncoderReadsAsItsJson(String name) {
    Path json = Examples.SCHEMAS.resolve("examples/valid/" + name + ".json");
    byte[] cbor = Examples.bytes(Examples.SCHEMAS.resolve("examples/valid/" + name + ".cbor"));
    String run = Examples.tree(json).get("run").textValue();

    assertThat(MessageDecoder.decode(Messages.raw(run, cbor, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(MessageDecoder.decode(Examples.record(json, Encoding.JSON)));
  }

  @Test
  void aRecordWithATypeIsAnEventWhereverTheTypeStands() {
    for (String name : List.of("run-started", "run-note", "run-finished")) {
      Path file = Examples.SCHEMAS.resolve("examples/valid/" + name + ".json");
      Decoded decoded = MessageDecoder.decode(Examples.record(file, Encoding.JSON));
      assertThat(((Decoded.Accepted) decoded).message()).isInstanceOf(RunEvent.class);
    }
  }

  @Test
  void everyFieldOfASchemaIsDescribed() {
    for (String name : List.of("sample-batch", "run-event", "measurement", "rates")) {
      JsonNode schema = Examples.tree(Examples.SCHEMAS.resolve(name + ".schema.json"));
      assertDescribed(name, schema);
      schema.path("$defs").properties().forEach(def -> assertDescribed(name, def.getValue()));
    }
  }

  private static void assertDescribed(String where, JsonNode schema) {
    assertThat(schema.path("description").asText()).as("description of %s", where).isNotEmpty();
    schema
        .path("properties")
        .properties()
        .forEach(field -> assertDescribed(where + "/" + field.getKey(), field.getValue()));
  }

  private static void assertRefusedInBothEncodings(Path file) {
    for (Encoding encoding : Encoding.values()) {
      Decoded decoded = MessageDecoder.decode(Examples.record(file, encoding));
      assertThat(reason(decoded)).as("%s %s", encoding, decoded).isEqualTo(statedReason(file));
    }
  }

  private static JsonSchema schemaOf(Path file) {
    return Examples.tree(file).has("type") ? EVENT : BATCH;
  }

  private static String statedReason(Path file) {
    return file.getFileName().toString().split("--", 2)[0];
  }

  private static String reason(Decoded decoded) {
    return decoded instanceof Decoded.Refused refused ? refused.reason().reason() : "accepted";
  }
}
