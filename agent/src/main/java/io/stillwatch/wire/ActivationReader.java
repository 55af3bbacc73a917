package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one activation: one object of the record's {@code activations}. */
final class ActivationReader {
  /** Layers of these names hold class scores unless the record says otherwise. */
  private static final Set<String> SCORE_LAYERS = Set.of("logits", "scores", "probabilities");

  private final Tokens tokens;
  private final WireLimits limits;
  private final Payload payload;
  private Role role;
  private String model;
  private String layer;
  private Optional<Boolean> frozen = Optional.empty();
  private Kind kind;
  private Values.Vectors nested;
  private Values.Codes codes;

  ActivationReader(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
    this.payload = new Payload(tokens, limits);
  }

  Representation read() throws IOException {
    tokens.object(this::readField);
    require(role, "role");
    require(layer, "layer");
    Values values = values();
    refuseMostlyNonFinite(values);
    return new Representation(
        role,
        model == null ? word(role) : model,
        layer,
        frozen.orElse(role == Role.TEACHER),
        kind(values),
        values);
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "role" -> role = oneOf(Role.values());
      case "model" -> model = tokens.text(limits.textBytes());
      case "layer" -> layer = tokens.text(limits.textBytes());
      case "frozen" -> frozen = Optional.of(tokens.flag());
      case "kind" -> kind = oneOf(Kind.values());
      case "values" -> nested = new NestedNumbers(tokens, limits).read();
      case "shape" -> payload.readShape();
      case "dtype" -> payload.readType();
      case "data" -> payload.readData();
      case "codes" -> codes = new Values.Codes(new ColumnReader(tokens, limits).codes());
      default -> tokens.skip();
    }
  }

  private Values values() throws IOException {
    int forms = (nested == null ? 0 : 1) + (codes == null ? 0 : 1) + (payload.isPresent() ? 1 : 0);
    if (forms != 1) {
      throw tokens.refused(
          forms == 0 ? Refusal.MISSING_FIELD : Refusal.INVALID_FIELD,
          "had " + forms + " forms of rows; must have one of values, codes, or shape+dtype+data");
    }
    return nested != null ? nested : codes != null ? codes : payload.vectors();
  }

  private Kind kind(Values values) throws IOException {
    boolean coded = values instanceof Values.Codes;
    if (kind != null && coded != (kind == Kind.CODES)) {
      throw tokens.refused(
          Refusal.INVALID_FIELD,
          "was of kind " + word(kind) + "; must be codes with codes, scores or vectors without");
    }
    if (kind != null) {
      return kind;
    }
    return coded ? Kind.CODES : SCORE_LAYERS.contains(layer) ? Kind.SCORES : Kind.VECTORS;
  }

  /** A row is lost to a NaN now and then; a record is lost when that is the rule in it. */
  private void refuseMostlyNonFinite(Values values) throws IOException {
    int lost = 0;
    for (int row = 0; row < values.rows(); row++) {
      lost += values.isFinite(row) ? 0 : 1;
    }
    if (2L * lost > values.rows()) {
      throw tokens.refused(
          Refusal.NOT_FINITE,
          "had NaN or infinities in %d of %d rows; must be at most half"
              .formatted(lost, values.rows()));
    }
  }

  private void require(Object value, String name) throws IOException {
    if (value == null) {
      throw tokens.refused(Refusal.MISSING_FIELD, "lacked " + name);
    }
  }

  private <E extends Enum<E>> E oneOf(E[] choices) throws IOException {
    String given = tokens.text(limits.textBytes());
    StringBuilder allowed = new StringBuilder("one of");
    for (E choice : choices) {
      if (word(choice).equals(given)) {
        return choice;
      }
      allowed.append(' ').append(word(choice));
    }
    throw tokens.wrong(allowed.toString());
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
