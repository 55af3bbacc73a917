package io.stillwatch.kafka;

import java.util.ArrayList;
import java.util.List;

/**
 * Where refused records go.
 *
 * @param topic the dead-letter topic; empty where nothing is sent
 * @param perSecond records a second at most, in the long run; ten seconds' worth may come at once
 */
public record DeadLetterSettings(String topic, int perSecond) {
  private static final int MOST_PER_SECOND = 100_000;

  /** The topic {@code stillwatch-dead-letters}, 100 records a second. */
  public static final DeadLetterSettings DEFAULT =
      new DeadLetterSettings("stillwatch-dead-letters", 100);

  /**
   * Whether refused records go anywhere.
   *
   * @return false where no topic is named
   */
  public boolean areSent() {
    return !topic.isEmpty();
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (areSent()) {
      KafkaSettings.checkTopic(problems, "dead_letters_topic", topic);
    }
    if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
      problems.add(
          "dead_letters_per_second was "
              + perSecond
              + "; must be between 1 and "
              + MOST_PER_SECOND);
    }
    return problems;
  }
}
