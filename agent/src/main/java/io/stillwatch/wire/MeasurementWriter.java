package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Change;
import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.AllRows;
import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Reference;
import io.stillwatch.snapshot.Codebooks;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.snapshot.Span;
import io.stillwatch.wire.DecompositionFields.Terms;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measurement as one line of JSON, in the form of {@code schemas/measurement.schema.json}.
 * Numbers read back to the last bit.
 */
public final class MeasurementWriter {
  private MeasurementWriter() {}

  /**
   * Writes one measurement.
   *
   * @param measurement what to write
   * @return an object on one line, without a line break at its end
   */
  public static String line(Measurement measurement) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      writeId(out, measurement.id());
      writeSpan(out, measurement.span());
      out.writeStringField("verdict", measurement.verdict().word());
      writeHints(out, measurement.hints());
      writeCodebooks(out, measurement.codebooks());
      HealthFields.write(out, measurement.codebooks());
      writeReference(out, measurement.reference());
      writeEstimates(out, measurement);
      ClassGapFields.write(out, measurement.gapByClass());
      writeOptional(out, measurement);
      out.writeNumberField("certificate_gap", measurement.estimates().certificateGapNats());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  static void writeId(JsonGenerator out, MeasurementId id) throws IOException {
    out.writeStringField("id", id.text());
    out.writeStringField("run", id.attempt().run());
    out.writeNumberField("attempt", id.attempt().number());
    out.writeStringField("pair", id.pair());
    out.writeStringField("task", id.task());
    out.writeStringField("slice", id.slice());
    out.writeNumberField("hop", id.hop());
  }

  static void writeSpan(JsonGenerator out, Span span) throws IOException {
    out.writeNumberField("step", span.lastStep());
    writeIfPresent(out, "epoch", span.epoch());
    if (span.pass().isPresent()) {
      out.writeStringField("pass", span.pass().get());
    }
    out.writeNumberField("samples", span.samples());
    out.writeBooleanField("held_out", span.heldOut());
    out.writeNumberField("timestamp_millis", span.lastTimestampMillis());
  }

  private static void writeHints(JsonGenerator out, List<Hint> hints) throws IOException {
    out.writeArrayFieldStart("hints");
    for (Hint hint : hints) {
      out.writeString(hint.word());
    }
    out.writeEndArray();
  }

  private static void writeCodebooks(JsonGenerator out, Codebooks codebooks) throws IOException {
    out.writeObjectFieldStart("codebooks");
    out.writeStringField("teacher", codebooks.teacher());
    out.writeStringField("student", codebooks.student());
    out.writeEndObject();
  }

  private static void writeReference(JsonGenerator out, Reference reference) throws IOException {
    out.writeObjectFieldStart("reference");
    out.writeStringField("labels", reference.labels());
    out.writeStringField("fingerprint", reference.fingerprint());
    out.writeNumberField("left_out", reference.leftOut());
    out.writeNumberField("absent", reference.absent());
    out.writeEndObject();
  }

  private static void writeEstimates(JsonGenerator out, Measurement measurement)
      throws IOException {
    Estimates estimates = measurement.estimates();
    out.writeObjectFieldStart("nats");
    Terms pairs = measurement.apart().isPresent() ? Terms.OF_LABEL : Terms.OF_PAIRS;
    boolean joint = measurement.span().jointTermsEstimable();
    DecompositionFields.write(out, estimates.corrected(), joint ? Terms.ALL : pairs);
    writeCopying(out, measurement.allRows().map(AllRows::copying));
    out.writeEndObject();
    out.writeObjectFieldStart("plugin_nats");
    Terms exact = measurement.apart().isPresent() ? Terms.OF_LABEL : Terms.ALL;
    DecompositionFields.write(out, estimates.plugin(), exact);
    writeCopying(out, measurement.allRows().map(AllRows::pluginCopying));
    out.writeEndObject();
    BoundFields.write(out, estimates);
  }

  private static void writeCopying(JsonGenerator out, Optional<Double> ofAllRows)
      throws IOException {
    if (ofAllRows.isPresent()) {
      out.writeNumberField("copying_all_rows", ofAllRows.get());
    }
  }

  private static void writeOptional(JsonGenerator out, Measurement measurement) throws IOException {
    RatioField.write(out, measurement.estimates());
    if (measurement.change().isPresent()) {
      writeChange(out, measurement.change().get());
    }
    if (measurement.overControl().isPresent()) {
      OverControlFields.write(out, measurement.overControl().get());
    }
    if (measurement.overlap().isPresent()) {
      out.writeObjectFieldStart("overlap");
      writeCodebooks(out, measurement.overlap().get().codebooks());
      out.writeObjectFieldStart("plugin_nats");
      DecompositionFields.write(out, measurement.overlap().get().plugin(), Terms.ALL);
      out.writeEndObject();
      out.writeEndObject();
    }
    if (measurement.apart().isPresent()) {
      writeApart(out, measurement.apart().get());
    }
    if (measurement.errors().isPresent()) {
      out.writeObjectFieldStart("errors");
      out.writeNumberField("teacher", measurement.errors().get().teacher());
      writeIfPresent(out, "inherited", measurement.errors().get().inherited());
      out.writeEndObject();
    }
  }

  private static void writeApart(JsonGenerator out, Apart teacher) throws IOException {
    out.writeObjectFieldStart("apart");
    out.writeNumberField("teacher_samples", teacher.samples());
    out.writeNumberField("teacher_step", teacher.lastStep());
    out.writeEndObject();
  }

  private static void writeChange(JsonGenerator out, Change change) throws IOException {
    out.writeObjectFieldStart("change");
    out.writeNumberField("redundancy_nats", change.redundancyNats());
    out.writeNumberField("standard_error_nats", change.standardErrorNats());
    if (change.standardErrorNats() > 0) {
      out.writeNumberField("minimum_detectable_nats", change.minimumDetectableNats());
    }
    out.writeEndObject();
  }

  private static void writeIfPresent(JsonGenerator out, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(name, value.getAsDouble());
    }
  }
}
