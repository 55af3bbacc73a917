package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.io.IOException;
import java.util.Optional;

/** Reads the object of one line, field by field, in whatever order they come. */
final class TableReader {
  private final Tokens tokens;
  private final long number;
  private String name;
  private Optional<TableCells> counts = Optional.empty();
  private Optional<TableCells> probabilities = Optional.empty();

  TableReader(Tokens tokens, long number) {
    this.tokens = tokens;
    this.number = number;
    this.name = Long.toString(number);
  }

  TableLine read() throws IOException {
    tokens.record(this::readField);
    if (counts.isPresent() == probabilities.isPresent()) {
      throw tokens.refused(
          Refusal.MISSING_FIELD,
          (counts.isPresent() ? "had both" : "lacked") + " counts and pmf; must have one of them");
    }
    return counts.isPresent()
        ? new TableLine.Counts(number, name, counts.get().table())
        : new TableLine.Probabilities(number, name, probabilities.get().distribution());
  }

  private void readField(String field) throws IOException {
    switch (field) {
      case "name" -> name = tokens.text(WireLimits.DEFAULT.textBytes());
      case "counts" -> counts = Optional.of(TableCells.counts(tokens));
      case "pmf" -> probabilities = Optional.of(TableCells.probabilities(tokens));
      default -> tokens.skip();
    }
  }
}
