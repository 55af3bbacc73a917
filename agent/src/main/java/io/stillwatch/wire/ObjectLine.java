package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A small object of texts, whole numbers and lists of texts as one line of JSON. */
public final class ObjectLine {
  private ObjectLine() {}

  /**
   * Writes an object.
   *
   * @param fields by name, in their order: an integer, a list of texts, or what is written as text
   * @return an object on one line, without a line break at its end
   */
  public static String of(Map<String, ?> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof List<?> texts) {
      out.writeStartArray();
      for (Object element : texts) {
        out.writeString(element.toString());
      }
      out.writeEndArray();
    } else {
      out.writeString(value.toString());
    }
  }
}
