package io.stillwatch.cli;

import io.stillwatch.sample.Representation.Kind;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a kind of representation as records spell it. */
final class KindConverter implements ITypeConverter<Kind> {
  @Override
  public Kind convert(String word) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "was '" + word + "'; must be vectors, scores or codes"));
  }
}
