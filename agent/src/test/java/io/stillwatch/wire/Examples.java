package io.stillwatch.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The examples and schemas that users read: {@code schemas/} beside the modules. */
final class Examples {
  static final Path SCHEMAS =
      Stream.of(Path.of("..", "schemas"), Path.of("schemas"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  private Examples() {}

  /** The JSON files of one directory of examples, in order; never none. */
  static List<Path> in(String directory) {
    try (Stream<Path> files = Files.list(SCHEMAS.resolve("examples").resolve(directory))) {
      List<Path> examples = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      if (examples.isEmpty()) {
        throw new IllegalStateException("no examples in " + directory);
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(Path file) {
    try {
      return JSON.readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same record in CBOR: {@code data} becomes a byte string where it is base64. */
  static byte[] cbor(Path file) {
    JsonNode tree = tree(file);
    for (JsonNode activation : tree.path("activations")) {
      if (activation instanceof ObjectNode object && object.path("data").isTextual()) {
        asBytes(object.get("data").textValue()).ifPresent(data -> object.put("data", data));
      }
    }
    try {
      return CBOR.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example as a record with the key that its run asks for. */
  static RawRecord record(Path file, Encoding encoding) {
    byte[] value = encoding == Encoding.CBOR ? cbor(file) : bytes(file);
    String run = tree(file).path("run").asText();
    return Messages.raw(run, value, Optional.of(encoding.contentType()));
  }

  static JsonSchema schema(String name) {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> asBytes(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
