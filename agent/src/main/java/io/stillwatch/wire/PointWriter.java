package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.Measurement;
import io.stillwatch.pid.Decomposition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.ToDoubleFunction;

/**
 * What a curve needs of a measurement, as one line of JSON: the fields of {@link MeasurementWriter}
 * by their names and to the last bit, a fifth of the bytes.
 */
public final class PointWriter {
  private PointWriter() {}

  /**
   * Writes one point.
   *
   * @param measurement what to write of
   * @return an object on one line, without a line break at its end
   */
  public static String line(Measurement measurement) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("attempt", measurement.id().attempt().number());
      out.writeNumberField("hop", measurement.id().hop());
      out.writeNumberField("step", measurement.span().lastStep());
      out.writeStringField("verdict", measurement.verdict().word());
      writeNats(out, measurement);
      writeBounds(out, "lower", measurement, Estimate::lower);
      writeBounds(out, "upper", measurement, Estimate::upper);
      RatioField.write(out, measurement.estimates());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void writeNats(JsonGenerator out, Measurement measurement) throws IOException {
    Decomposition nats = measurement.estimates().corrected();
    out.writeObjectFieldStart("nats");
    out.writeNumberField("redundancy", nats.redundancy());
    out.writeNumberField("distillation_gap", nats.distillationGap());
    out.writeNumberField("student_unique", nats.studentUnique());
    if (measurement.span().jointTermsEstimable()) {
      out.writeNumberField("synergy", nats.synergy());
    }
    out.writeNumberField("label_entropy", nats.labelEntropy());
    out.writeEndObject();
  }

  private static void writeBounds(
      JsonGenerator out, String name, Measurement measurement, ToDoubleFunction<Estimate> bound)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("redundancy", bound.applyAsDouble(measurement.estimates().redundancy()));
    out.writeNumberField(
        "distillation_gap", bound.applyAsDouble(measurement.estimates().distillationGap()));
    out.writeEndObject();
  }
}
