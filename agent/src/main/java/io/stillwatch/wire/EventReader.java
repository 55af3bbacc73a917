package io.stillwatch.wire;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.RunEvent;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a run event: a record with a field {@code type}. */
final class EventReader {
  private final Tokens tokens;
  private final WireLimits limits;
  private RunEvent.Type type;
  private String run;
  private int attempt;
  private Optional<String> control = Optional.empty();
  private final Map<String, String> facts = new LinkedHashMap<>();

  EventReader(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  RunEvent read() throws IOException {
    tokens.record(this::readField);
    if (run == null) {
      throw tokens.refused(Refusal.MISSING_FIELD, "lacked run");
    }
    return new RunEvent(
        new Attempt(run, attempt), type, control, Collections.unmodifiableMap(facts));
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "type" -> type = type();
      case "run" -> run = tokens.text(limits.runBytes());
      case "attempt" -> attempt = (int) tokens.whole(0, Integer.MAX_VALUE);
      case "control" -> control = Optional.of(tokens.text(limits.textBytes()));
      case "facts" -> tokens.object(this::readFact);
      default -> tokens.skip();
    }
  }

  private RunEvent.Type type() throws IOException {
    String given = tokens.text(limits.textBytes());
    for (RunEvent.Type choice : RunEvent.Type.values()) {
      if (choice.word().equals(given)) {
        return choice;
      }
    }
    throw tokens.wrong("one of started note finished");
  }

  private void readFact(String name) throws IOException {
    if (facts.size() == limits.facts()) {
      throw tokens.refused(Refusal.TOO_LARGE, "was beyond " + limits.facts() + " facts");
    }
    if (name.length() > limits.textBytes()) {
      throw tokens.refused(Refusal.TOO_LARGE, "had a longer name than " + limits.textBytes());
    }
    facts.put(name, tokens.scalar(limits.textBytes()));
  }
}
