package io.stillwatch.kafka;

import java.util.List;

/**
 * What was found of a topic, and done.
 *
 * @param role the setting that names it
 * @param name its name
 * @param state whether it is there
 * @param partitions how many it has, or would have
 * @param problems one sentence each: what is not as it must be, and what to do
 */
public record TopicReport(
    String role, String name, State state, int partitions, List<String> problems) {
  /** Whether a topic is there. */
  public enum State {
    /** It was there. */
    PRESENT,
    /** It was not, and was created. */
    CREATED,
    /** It was not, and would have been created. */
    MISSING,
    /** It was not, and could not be created. */
    FAILED
  }
}
