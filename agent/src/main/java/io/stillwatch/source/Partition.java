package io.stillwatch.source;

/**
 * One ordered log of records.
 *
 * @param topic the topic's name
 * @param number the partition's number within the topic, from 0
 */
public record Partition(String topic, int number) implements Comparable<Partition> {
  @Override
  public int compareTo(Partition other) {
    int byTopic = topic.compareTo(other.topic);
    return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return topic + "-" + number;
  }
}
