package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.snapshot.SliceErrors;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The error rates of a slice that is defined through the label as one line of JSON, in the form of
 * {@code schemas/rates.schema.json}. It stands among the lines of measurements, and is told from
 * them by its field {@value #RATES}.
 */
public final class RatesWriter {
  static final String RATES = "rates";

  private RatesWriter() {}

  /**
   * Writes the rates of one slice.
   *
   * @param slice what to write
   * @return an object on one line, without a line break at its end
   */
  public static String line(SliceErrors slice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      MeasurementWriter.writeId(out, slice.id());
      MeasurementWriter.writeSpan(out, slice.span());
      out.writeStringField("label_dependent", slice.dependence().word());
      out.writeObjectFieldStart(RATES);
      out.writeNumberField("teacher_error", slice.errors().teacherRatio());
      out.writeNumberField("student_error", slice.errors().studentRatio());
      if (slice.errors().inheritanceRatio().isPresent()) {
        out.writeNumberField("error_inheritance", slice.errors().inheritanceRatio().getAsDouble());
      }
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }
}
