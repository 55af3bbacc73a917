package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.pid.Decomposition;
import java.io.IOException;

/** The names under which a decomposition's values are written, everywhere. */
final class DecompositionFields {
  private DecompositionFields() {}

  /**
   * Writes the fields into the object that is open.
   *
   * @param joint whether to write synergy, joint information and nuisance copying too, which rest
   *     on the whole table and not on pairs
   */
  static void write(JsonGenerator out, Decomposition nats, boolean joint) throws IOException {
    out.writeNumberField("redundancy", nats.redundancy());
    out.writeNumberField("distillation_gap", nats.distillationGap());
    out.writeNumberField("student_unique", nats.studentUnique());
    if (joint) {
      out.writeNumberField("synergy", nats.synergy());
    }
    out.writeNumberField("teacher_information", nats.teacherInformation());
    out.writeNumberField("student_information", nats.studentInformation());
    if (joint) {
      out.writeNumberField("joint_information", nats.jointInformation());
    }
    out.writeNumberField("copying", nats.copying());
    if (joint) {
      out.writeNumberField("nuisance_copying", nats.nuisanceCopying());
    }
    out.writeNumberField("label_entropy", nats.labelEntropy());
  }
}
