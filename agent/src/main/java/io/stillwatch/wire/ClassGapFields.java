package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.measure.ClassGap;
import java.io.IOException;
import java.util.List;

/** The distillation gap by class, of many classes those that contribute most. */
final class ClassGapFields {
  /** A line stays short, whoever chooses the number of classes. */
  private static final int MOST_CLASSES = 20;

  private ClassGapFields() {}

  /** Writes the object {@code gap_by_class} into the object that is open. */
  static void write(JsonGenerator out, List<ClassGap> gaps) throws IOException {
    List<ClassGap> top = gaps.subList(0, Math.min(MOST_CLASSES, gaps.size()));
    List<ClassGap> others = gaps.subList(top.size(), gaps.size());
    out.writeObjectFieldStart("gap_by_class");
    out.writeArrayFieldStart("top");
    for (ClassGap gap : top) {
      out.writeStartObject();
      out.writeStringField("class", gap.label());
      out.writeNumberField("nats", gap.nats());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("other_classes", others.size());
    out.writeNumberField("other_nats", others.stream().mapToDouble(ClassGap::nats).sum());
    out.writeEndObject();
  }
}
