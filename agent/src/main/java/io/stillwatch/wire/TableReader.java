package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import java.io.IOException;
import java.util.Optional;

/** Reads the object of one line, field by field, in whatever order they come. */
final class TableReader {
  private final long number;
  private final int mostCells;
  private Optional<String> name = Optional.empty();
  private Optional<TableCells> counts = Optional.empty();
  private Optional<TableCells> probabilities = Optional.empty();

  TableReader(long number, int mostCells) {
    this.number = number;
    this.mostCells = mostCells;
  }

  TableLine read(Tokens tokens) throws IOException {
    tokens.record(field -> readField(tokens, field));
    if (counts.isPresent() == probabilities.isPresent()) {
      throw tokens.refused(
          Refusal.MISSING_FIELD,
          (counts.isPresent() ? "had both" : "lacked") + " counts and pmf; must have one of them");
    }
    String known = name.orElse(Long.toString(number));
    return counts.isPresent()
        ? new TableLine.Counts(number, known, counts.get().table())
        : new TableLine.Probabilities(number, known, probabilities.get().distribution());
  }

  /** The line as a bad one, under its name if that was read before the fault. */
  TableLine.Bad bad(String problem) {
    return new TableLine.Bad(number, name, Echo.detail(problem));
  }

  private void readField(Tokens tokens, String field) throws IOException {
    switch (field) {
      case "name" -> name = Optional.of(tokens.text(WireLimits.DEFAULT.textBytes()));
      case "counts" -> counts = Optional.of(TableCells.counts(tokens, mostCells));
      case "pmf" -> probabilities = Optional.of(TableCells.probabilities(tokens, mostCells));
      default -> tokens.skip();
    }
  }
}
