package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimates;
import io.stillwatch.pid.Solution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes solved tables as JSON lines; every number reads back to the same bits. */
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Factories.JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("name", name);
      out.writeObjectFieldStart("nats");
      DecompositionFields.write(out, solution.decomposition(), true);
      out.writeEndObject();
      out.writeNumberField("certificate_gap", solution.gapNats());
      out.writeNumberField("iterations", solution.iterations());
      out.writeNumberField("microseconds", microseconds);
      if (estimates.isPresent()) {
        BoundFields.write(out, estimates.get());
      }
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
