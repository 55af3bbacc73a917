package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import java.io.IOException;

/** The share distilled with its bounds, where it is defined. */
final class RatioField {
  private RatioField() {}

  /** Writes the field into the object that is open. */
  static void write(JsonGenerator out, Estimates estimates) throws IOException {
    if (estimates.distilledRatio().isEmpty()) {
      return;
    }
    Estimate ratio = estimates.distilledRatio().get();
    out.writeObjectFieldStart("distilled_ratio");
    out.writeNumberField("value", ratio.value());
    out.writeNumberField("lower", ratio.lower());
    out.writeNumberField("upper", ratio.upper());
    out.writeEndObject();
  }
}
