package io.stillwatch.kafka;

/**
 * A setting of a topic.
 *
 * @param name its name
 * @param value what a topic is created with
 * @param check how a topic that is there is looked at
 * @param bound what it must be, or be at least
 */
record TopicSetting(String name, String value, Check check, String bound) {
  enum Check {
    /** Must be the bound. */
    SAME,
    /** A number, at least the bound. */
    AT_LEAST,
    /** May be anything. */
    FREE
  }

  static TopicSetting same(String name, String value) {
    return new TopicSetting(name, value, Check.SAME, value);
  }

  static TopicSetting atLeast(String name, long bound, long value) {
    return new TopicSetting(name, Long.toString(value), Check.AT_LEAST, Long.toString(bound));
  }

  static TopicSetting usual(String name, String value) {
    return new TopicSetting(name, value, Check.FREE, "");
  }

  boolean isMetBy(String found) {
    return switch (check) {
      case SAME -> bound.equals(found);
      case AT_LEAST -> Long.parseLong(found) >= Long.parseLong(bound);
      case FREE -> true;
    };
  }

  /** What it must be, for people. */
  String demand() {
    return check == Check.AT_LEAST ? "at least " + bound : bound;
  }
}
