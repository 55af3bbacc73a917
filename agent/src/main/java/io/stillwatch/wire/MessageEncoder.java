package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.sample.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From a message to the bytes of a record. What {@link MessageDecoder} reads from them equals the
 * message. Vectors are written as shape, {@code float32} and data: a byte string in CBOR, base64 in
 * JSON.
 */
public final class MessageEncoder {
  // Fields that are always written.
  private static final int BATCH_FIELDS = 6;
  private static final int CODES_FIELDS = 6;
  private static final int VECTORS_FIELDS = 8;
  private static final int EVENT_FIELDS = 4;

  private MessageEncoder() {}

  /**
   * Encodes a message. The record's key is to be the run in UTF-8, its header {@code content-type}
   * {@link Encoding#contentType()}.
   *
   * @param message a batch or an event
   * @param encoding how to write it
   * @return the record's value
   */
  public static byte[] encode(Message message, Encoding encoding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Factories.of(encoding).createGenerator(bytes)) {
      if (message instanceof SampleBatch batch) {
        writeBatch(out, batch);
      } else if (message instanceof RunEvent event) {
        writeEvent(out, event);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  // Lengths are said before what they count: in CBOR the form that is shortest and that the Python
  // client writes too.

  private static void writeBatch(JsonGenerator out, SampleBatch batch) throws IOException {
    out.writeStartObject(batch, fields(batch));
    out.writeStringField("run", batch.attempt().run());
    out.writeNumberField("attempt", batch.attempt().number());
    writeMoment(out, batch.moment());
    if (batch.teacher().isPresent()) {
      out.writeStringField("teacher", batch.teacher().get());
    }
    writeRows(out, batch.rows());
    if (batch.dropped() > 0) {
      out.writeNumberField("dropped", batch.dropped());
    }
    startArray(out, "activations", batch.activations().size());
    for (Representation activation : batch.activations()) {
      writeActivation(out, activation);
    }
    out.writeEndArray();
  }

  private static int fields(SampleBatch batch) {
    Rows rows = batch.rows();
    Moment moment = batch.moment();
    long optional =
        Stream.of(
                moment.epoch().isPresent(),
                moment.pass().isPresent(),
                batch.teacher().isPresent(),
                batch.dropped() > 0,
                rows.slices().isPresent(),
                rows.samples().isPresent(),
                rows.groups().isPresent(),
                rows.weights().isPresent())
            .filter(isPresent -> isPresent)
            .count();
    return BATCH_FIELDS + (int) optional;
  }

  private static void startArray(JsonGenerator out, String name, int size) throws IOException {
    out.writeFieldName(name);
    out.writeStartArray(null, size);
  }

  private static void startObject(JsonGenerator out, String name, int size) throws IOException {
    out.writeFieldName(name);
    out.writeStartObject(null, size);
  }

  private static void writeMoment(JsonGenerator out, Moment moment) throws IOException {
    out.writeNumberField("step", moment.step());
    if (moment.epoch().isPresent()) {
      out.writeNumberField("epoch", moment.epoch().getAsDouble());
    }
    if (moment.pass().isPresent()) {
      PassPart pass = moment.pass().get();
      startObject(out, "pass", 3);
      out.writeStringField("id", pass.id());
      out.writeNumberField("part", pass.part());
      out.writeNumberField("of", pass.of());
      out.writeEndObject();
    }
    out.writeBooleanField("held_out", moment.heldOut());
  }

  private static void writeRows(JsonGenerator out, Rows rows) throws IOException {
    if (rows.slices().isPresent()) {
      writeSlices(out, rows.slices().get());
    }
    if (rows.samples().isPresent()) {
      writeIds(out, "samples", rows.samples().get());
    }
    if (rows.groups().isPresent()) {
      writeIds(out, "groups", rows.groups().get());
    }
    if (rows.weights().isPresent()) {
      long[] weights = rows.weights().get();
      startArray(out, "weights", weights.length);
      for (long weight : weights) {
        out.writeNumber(Weight.samples(weight));
      }
      out.writeEndArray();
    }
    startObject(out, "labels", rows.labels().size());
    for (Map.Entry<String, List<Optional<Key>>> task : rows.labels().entrySet()) {
      startArray(out, task.getKey(), task.getValue().size());
      for (Optional<Key> label : task.getValue()) {
        writeLabel(out, label);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void writeSlices(JsonGenerator out, List<String> slices) throws IOException {
    if (slices.stream().distinct().count() == 1) {
      out.writeStringField("slice", slices.get(0));
      return;
    }
    startArray(out, "slice", slices.size());
    for (String slice : slices) {
      out.writeString(slice);
    }
    out.writeEndArray();
  }

  private static void writeIds(JsonGenerator out, String name, List<Key> ids) throws IOException {
    startArray(out, name, ids.size());
    for (Key id : ids) {
      writeKey(out, id);
    }
    out.writeEndArray();
  }

  private static void writeLabel(JsonGenerator out, Optional<Key> label) throws IOException {
    if (label.isPresent()) {
      writeKey(out, label.get());
    } else {
      out.writeNull();
    }
  }

  private static void writeKey(JsonGenerator out, Key key) throws IOException {
    if (key instanceof Key.Whole whole) {
      out.writeNumber(whole.value());
    } else if (key instanceof Key.Text text) {
      out.writeString(text.value());
    } else if (key instanceof Key.Real real) {
      out.writeNumber(real.value());
    }
  }

  private static void writeActivation(JsonGenerator out, Representation activation)
      throws IOException {
    boolean isCodes = activation.values() instanceof Values.Codes;
    out.writeStartObject(activation, isCodes ? CODES_FIELDS : VECTORS_FIELDS);
    out.writeStringField("role", word(activation.role()));
    out.writeStringField("model", activation.model());
    out.writeStringField("layer", activation.layer());
    out.writeBooleanField("frozen", activation.frozen());
    out.writeStringField("kind", word(activation.kind()));
    if (activation.values() instanceof Values.Codes codes) {
      out.writeFieldName("codes");
      out.writeArray(codes.codes(), 0, codes.codes().length);
    } else if (activation.values() instanceof Values.Vectors vectors) {
      out.writeFieldName("shape");
      out.writeArray(new int[] {vectors.rows(), vectors.dimension()}, 0, 2);
      out.writeStringField("dtype", DataType.FLOAT32.word());
      out.writeBinaryField("data", littleEndian(vectors.data()));
    }
    out.writeEndObject();
  }

  private static byte[] littleEndian(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  private static void writeEvent(JsonGenerator out, RunEvent event) throws IOException {
    out.writeStartObject(event, EVENT_FIELDS + (event.control().isPresent() ? 1 : 0));
    out.writeStringField("type", event.type().word());
    out.writeStringField("run", event.attempt().run());
    out.writeNumberField("attempt", event.attempt().number());
    if (event.control().isPresent()) {
      out.writeStringField("control", event.control().get());
    }
    startObject(out, "facts", event.facts().size());
    for (Map.Entry<String, String> fact : event.facts().entrySet()) {
      out.writeStringField(fact.getKey(), fact.getValue());
    }
    out.writeEndObject();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
