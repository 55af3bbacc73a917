package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;

/** Jackson, set to be strict. */
final class Factories {
  /** Deep enough for any shape; far too shallow to trouble a stack. */
  private static final int DEEPEST = 32;

  /** A double needs 25 characters; more is patience tried. */
  private static final int LONGEST_NUMBER = 100;

  private static final int LONGEST_NAME = 4096;

  /**
   * NaN and infinities are read by the parser so that the tokens can refuse them by their own
   * reason. The charset is UTF-8 and nothing is guessed.
   */
  static final JsonFactory JSON =
      strict(new JsonFactoryBuilder())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  static final CBORFactory CBOR =
      strict(CBORFactory.builder())
          .enable(CBORParser.Feature.READ_UNDEFINED_AS_EMBEDDED_OBJECT)
          .enable(CBORParser.Feature.READ_SIMPLE_VALUE_AS_EMBEDDED_OBJECT)
          .build();

  private Factories() {}

  static JsonFactory of(Encoding encoding) {
    return switch (encoding) {
      case JSON -> JSON;
      case CBOR -> CBOR;
    };
  }

  private static <F extends JsonFactory, B extends TSFBuilder<F, B>> B strict(B builder) {
    return builder
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_NAME)
                // The record's own limit comes before the parser: no string is longer.
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        // Names of strangers do not belong in the JVM's pool.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        // Shortest text that reads back to the same bits, the same on every JDK.
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
  }
}
