package io.stillwatch.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.sample.Key;
import java.io.IOException;
import java.util.Optional;

/**
 * States of runs and codebooks as bytes that only agents read: CBOR of their records. What an agent
 * of another version wrote, and what is damaged, reads as nothing.
 */
public final class StateCodec {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(Factories.CBOR)
          .addMixIn(Key.class, TypedKey.class)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /** How the kinds of keys are told apart. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Key.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Key.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Key.Real.class, name = "real")
  })
  private interface TypedKey {}

  private StateCodec() {}

  /**
   * A state as bytes.
   *
   * @param state a record of numbers, texts, keys, lists, maps by text and such records
   * @return to be read by {@link #read}
   */
  public static byte[] bytes(Record state) {
    try {
      return MAPPER.writeValueAsBytes(state);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a " + state.getClass() + " cannot be written", e);
    }
  }

  /**
   * A state from bytes.
   *
   * @param <S> the record
   * @param bytes as {@link #bytes} wrote them, or others
   * @param type the record
   * @return empty where the bytes are none of this version
   */
  public static <S extends Record> Optional<S> read(byte[] bytes, Class<S> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(bytes, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
