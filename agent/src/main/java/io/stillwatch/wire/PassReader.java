package io.stillwatch.wire;

import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Refusal;
import java.io.IOException;

/** Reads which part of which probe pass a batch is. */
final class PassReader {
  private final Tokens tokens;
  private final WireLimits limits;
  private String id;
  private int part;
  private int of = 1;

  PassReader(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  PassPart read() throws IOException {
    tokens.object(this::readField);
    if (id == null) {
      throw tokens.refused(Refusal.MISSING_FIELD, "lacked id");
    }
    if (of > limits.passParts()) {
      throw tokens.refused(
          Refusal.TOO_LARGE, "had " + of + " parts; must be between 1 and " + limits.passParts());
    }
    if (part >= of) {
      throw tokens.refused(
          Refusal.INVALID_FIELD, "was part " + part + "; must be between 0 and " + (of - 1));
    }
    return new PassPart(id, part, of);
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "id" -> id = new ColumnReader(tokens, limits).id().toString();
      case "part" -> part = (int) tokens.whole(0, Integer.MAX_VALUE);
      case "of" -> of = (int) tokens.whole(1, Integer.MAX_VALUE);
      default -> tokens.skip();
    }
  }
}
