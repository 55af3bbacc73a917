package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimates;
import io.stillwatch.pid.ClosedFormMeasure;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes what became of tables as JSON lines; every number reads back to the same bits. */
public final class DecompositionWriter {
  private DecompositionWriter() {}

  /**
   * One solved table.
   *
   * @param name of the table
   * @param solution of the table
   * @param microseconds what solving it took
   * @param estimates with the bounds of 95 % intervals, where they are wanted
   * @return one JSON object in UTF-8, with the line's end
   */
  public static byte[] line(
      String name, Solution solution, double microseconds, Optional<Estimates> estimates) {
    return written(
        out -> {
          out.writeStringField("name", name);
          writeNats(out, solution.decomposition());
          writeWork(out, solution.gapNats(), solution.iterations(), microseconds);
          if (estimates.isPresent()) {
            BoundFields.write(out, estimates.get());
          }
        });
  }

  /**
   * One table by another measure: exact, so without a gap.
   *
   * @param name of the table
   * @param measure of redundancy
   * @param decomposition by that measure
   * @param microseconds what it took
   * @return one JSON object in UTF-8, with the line's end
   */
  public static byte[] line(
      String name, ClosedFormMeasure measure, Decomposition decomposition, double microseconds) {
    return written(
        out -> {
          out.writeStringField("name", name);
          out.writeStringField("measure", measure.label());
          writeNats(out, decomposition);
          writeWork(out, 0, 0, microseconds);
        });
  }

  /**
   * One table that could not be decomposed.
   *
   * @param bad the line and its fault
   * @return one JSON object in UTF-8, with the line's end
   */
  public static byte[] line(TableLine.Bad bad) {
    return written(
        out -> {
          if (bad.name().isPresent()) {
            out.writeStringField("name", bad.name().get());
          }
          out.writeNumberField("line", bad.number());
          out.writeStringField("error", bad.problem());
        });
  }

  private static void writeNats(JsonGenerator out, Decomposition decomposition) throws IOException {
    out.writeObjectFieldStart("nats");
    DecompositionFields.write(out, decomposition, DecompositionFields.Terms.ALL);
    out.writeEndObject();
  }

  private static void writeWork(
      JsonGenerator out, double gapNats, int iterations, double microseconds) throws IOException {
    out.writeNumberField("certificate_gap", gapNats);
    out.writeNumberField("iterations", iterations);
    out.writeNumberField("microseconds", microseconds);
  }

  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  private static byte[] written(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Factories.JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
