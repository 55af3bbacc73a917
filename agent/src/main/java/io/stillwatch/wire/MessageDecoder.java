package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * From the bytes of a stranger to a checked message.
 *
 * <ul>
 *   <li>The header {@code content-type} decides the encoding, without it the first byte.
 *   <li>A record with a field {@code type} is a run event, every other one a sample batch.
 *   <li>Unknown fields are ignored; a field named twice, anywhere, is refused.
 *   <li>Sizes are checked before memory is taken: what a record may cost is a small multiple of its
 *       own bytes, whatever it claims.
 *   <li>NaN and infinities in binary data stay in their row, which the join will drop; a
 *       representation with over half of its rows so is refused.
 * </ul>
 *
 * <p>Pure and safe for use by many threads.
 */
public final class MessageDecoder {
  private MessageDecoder() {}

  /**
   * Decodes one record under the default limits.
   *
   * @param raw the record
   * @return the message, or why it was refused; no bytes make this throw
   */
  public static Decoded decode(RawRecord raw) {
    return decode(raw, WireLimits.DEFAULT);
  }

  /**
   * Decodes one record.
   *
   * @param raw the record
   * @param limits what is taken at most
   * @return the message, or why it was refused; no bytes make this throw
   */
  public static Decoded decode(RawRecord raw, WireLimits limits) {
    try {
      return new Decoded.Accepted(message(raw, limits));
    } catch (RefusedException e) {
      return refused(e.reason(), e.getMessage());
    } catch (StreamConstraintsException e) {
      return refused(Refusal.TOO_LARGE, e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      return refused(Refusal.MALFORMED, e.getOriginalMessage());
    } catch (IOException | RuntimeException e) {
      // A parser that stumbles over hostile bytes must not stop the partition.
      return refused(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static Decoded refused(Refusal reason, String detail) {
    return new Decoded.Refused(reason, Echo.detail(detail));
  }

  private static Message message(RawRecord raw, WireLimits limits) throws IOException {
    byte[] value = raw.value();
    if (value.length == 0) {
      throw new RefusedException(Refusal.EMPTY, "the record had no bytes");
    }
    if (value.length > limits.recordBytes()) {
      throw new RefusedException(
          Refusal.TOO_LARGE,
          "the record had %d bytes; must be at most %d"
              .formatted(value.length, limits.recordBytes()));
    }
    JsonFactory factory = Factories.of(encoding(raw));
    Message message = parsed(factory, value, limits);
    checkKey(raw.key(), message.attempt().run());
    return message;
  }

  private static Encoding encoding(RawRecord raw) throws RefusedException {
    return raw.contentType().isPresent()
        ? ContentType.ofHeader(raw.contentType().get())
        : ContentType.ofFirstByte(raw.value()[0]);
  }

  /**
   * Batches are by far the most, so the record is read as one until a {@code type} is met, wherever
   * that stands. Fields of a batch mean nothing in an event, so they cannot make it wrong.
   */
  private static Message parsed(JsonFactory factory, byte[] value, WireLimits limits)
      throws IOException {
    try (JsonParser parser = factory.createParser(value)) {
      Optional<SampleBatch> batch = new BatchReader(new Tokens(parser, value), limits).read();
      if (batch.isPresent()) {
        return batch.get();
      }
    } catch (RefusedException e) {
      if (!hasType(factory, value)) {
        throw e;
      }
    }
    try (JsonParser parser = factory.createParser(value)) {
      return new EventReader(new Tokens(parser, value), limits).read();
    }
  }

  private static boolean hasType(JsonFactory factory, byte[] value) throws IOException {
    boolean[] found = {false};
    try (JsonParser parser = factory.createParser(value)) {
      Tokens tokens = new Tokens(parser, value);
      tokens.record(
          name -> {
            found[0] |= name.equals("type");
            tokens.skip();
          });
    } catch (RefusedException e) {
      // As a batch it was refused for its first fault; that one is the reason to give.
      return false;
    }
    return found[0];
  }

  private static void checkKey(byte[] key, String run) throws RefusedException {
    if (!Arrays.equals(key, run.getBytes(StandardCharsets.UTF_8))) {
      String given =
          key.length == 0 ? "absent" : Echo.quoted(new String(key, StandardCharsets.UTF_8));
      throw new RefusedException(
          Refusal.KEY_MISMATCH,
          "the record's key was " + given + "; must be the run, " + Echo.quoted(run));
    }
  }
}
