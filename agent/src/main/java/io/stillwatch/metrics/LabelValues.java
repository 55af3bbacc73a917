package io.stillwatch.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.stillwatch.snapshot.MeasurementId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Names from records as label values. Characters that no one can see or that turn the text around
 * are replaced and the value is cut to a length; what was changed ends in a mark of the original,
 * so that two names that differ out of sight stay two.
 */
final class LabelValues {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int MARK_LENGTH = 9;

  private final int length;

  /**
   * Makes label values of limited length.
   *
   * @param length the most UTF-16 characters of a value, at least {@value #MARK_LENGTH}
   */
  LabelValues(int length) {
    this.length = length;
  }

  /** The labels of a view of a run, whose name is a label value already. */
  Labels view(String run, MeasurementId id) {
    return Labels.of(
        "run",
        run,
        "pair",
        cleaned(id.pair()),
        "task",
        cleaned(id.task()),
        "slice",
        cleaned(id.slice()));
  }

  String cleaned(String name) {
    StringBuilder visible = new StringBuilder();
    name.codePoints()
        .limit(length + 1L)
        .map(point -> isVisible(point) ? point : REPLACEMENT)
        .forEach(visible::appendCodePoint);
    if (visible.length() <= length && name.contentEquals(visible)) {
      return name;
    }
    int end = Math.min(visible.length(), length - MARK_LENGTH);
    if (end > 0 && Character.isHighSurrogate(visible.charAt(end - 1))) {
      end--;
    }
    return visible.substring(0, end) + mark(name);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          // Among them all marks of direction.
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String mark(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_16BE));
    return "~" + HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
