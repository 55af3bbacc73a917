package io.stillwatch.cli;

import io.stillwatch.kafka.Edge;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an offset, or a time with its zone, or a day of UTC. */
final class EdgeConverter implements ITypeConverter<Edge> {
  @Override
  public Edge convert(String text) {
    if (text.matches("\\d{1,18}")) {
      return new Edge.Offset(Long.parseLong(text));
    }
    try {
      return new Edge.Time(instant(text).toEpochMilli());
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is neither an offset nor a time; must be like 1200, 2026-01-31 or"
              + " 2026-01-31T12:00:00Z");
    }
  }

  private static Instant instant(String text) {
    return text.contains("T")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
