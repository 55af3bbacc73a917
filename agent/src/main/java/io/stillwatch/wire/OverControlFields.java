package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.OverControl;
import java.io.IOException;

/** What a run has over its control. */
final class OverControlFields {
  private OverControlFields() {}

  /** Writes the object {@code over_control} into the object that is open. */
  static void write(JsonGenerator out, OverControl over) throws IOException {
    out.writeObjectFieldStart("over_control");
    out.writeStringField("control", over.control());
    if (over instanceof OverControl.Compared compared) {
      out.writeStringField("fingerprint", compared.fingerprint());
      out.writeNumberField("step", compared.step());
      write(out, "redundancy", compared.redundancy());
      write(out, "student_information", compared.studentInformation());
    } else if (over instanceof OverControl.NotComparable not) {
      out.writeStringField("not_comparable", not.reason());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, Estimate difference)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("value", difference.value());
    out.writeNumberField("lower", difference.lower());
    out.writeNumberField("upper", difference.upper());
    out.writeEndObject();
  }
}
