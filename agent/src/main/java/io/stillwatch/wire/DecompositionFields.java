package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.pid.Decomposition;
import java.io.IOException;

/** The names under which a decomposition's values are written, everywhere. */
final class DecompositionFields {
  private DecompositionFields() {}

  /** What of a decomposition is known. */
  enum Terms {
    /** What rests on the pairs with the label alone. */
    OF_LABEL,
    /** And the copying. */
    OF_PAIRS,
    /** And what rests on the whole table: synergy, joint information and nuisance copying. */
    ALL
  }

  /** Writes the fields into the object that is open. */
  static void write(JsonGenerator out, Decomposition nats, Terms known) throws IOException {
    boolean joint = known == Terms.ALL;
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
    if (known != Terms.OF_LABEL) {
      out.writeNumberField("copying", nats.copying());
    }
    if (joint) {
      out.writeNumberField("nuisance_copying", nats.nuisanceCopying());
    }
    out.writeNumberField("label_entropy", nats.labelEntropy());
  }
}
