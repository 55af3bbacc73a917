package io.stillwatch.sample;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a run as a whole.
 *
 * @param attempt run and attempt
 * @param type what happened
 * @param control the saved control that the run names, if any
 * @param facts free facts, for people
 */
public record RunEvent(
    Attempt attempt, Type type, Optional<String> control, Map<String, String> facts)
    implements Message {

  /** What happened. */
  public enum Type {
    STARTED,
    NOTE,
    /** The run's last word: its windows close and its series end. */
    FINISHED;

    /**
     * The type as records and metrics spell it.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
