package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/** The bounds of estimates, under the same names everywhere. */
final class BoundFields {
  private BoundFields() {}

  /** Writes the objects {@code lower} and {@code upper} into the object that is open. */
  static void write(JsonGenerator out, Estimates estimates) throws IOException {
    write(out, "lower", estimates, Estimate::lower);
    write(out, "upper", estimates, Estimate::upper);
  }

  private static void write(
      JsonGenerator out, String name, Estimates estimates, ToDoubleFunction<Estimate> bound)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("redundancy", bound.applyAsDouble(estimates.redundancy()));
    out.writeNumberField("distillation_gap", bound.applyAsDouble(estimates.distillationGap()));
    out.writeNumberField("student_unique", bound.applyAsDouble(estimates.studentUnique()));
    out.writeNumberField(
        "teacher_information", bound.applyAsDouble(estimates.teacherInformation()));
    out.writeNumberField(
        "student_information", bound.applyAsDouble(estimates.studentInformation()));
    out.writeEndObject();
  }
}
