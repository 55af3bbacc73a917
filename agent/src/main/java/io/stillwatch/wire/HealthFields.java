package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.snapshot.CodebookHealth;
import io.stillwatch.snapshot.Codebooks;
import java.io.IOException;
import java.util.OptionalDouble;

/** How rows lie in their codebooks, for the roles whose layers are vectors. */
final class HealthFields {
  private HealthFields() {}

  /** Writes nothing where nothing is known. */
  static void write(JsonGenerator out, Codebooks codebooks) throws IOException {
    if (codebooks.teacherHealth().isEmpty() && codebooks.studentHealth().isEmpty()) {
      return;
    }
    out.writeObjectFieldStart("health");
    if (codebooks.teacherHealth().isPresent()) {
      write(out, "teacher", codebooks.teacherHealth().get());
    }
    if (codebooks.studentHealth().isPresent()) {
      write(out, "student", codebooks.studentHealth().get());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String role, CodebookHealth health)
      throws IOException {
    out.writeObjectFieldStart(role);
    out.writeNumberField("codes", health.codes());
    out.writeNumberField("dead_codes", health.deadCodes());
    out.writeNumberField("ceiling_nats", StrictMath.log(health.codes()));
    write(out, "distortion", health.distortion());
    write(out, "outside_ratio", health.outsideRatio());
    write(out, "resolution_loss_nats", health.resolutionLossNats());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      out.writeNumberField(name, value.getAsDouble());
    }
  }
}
