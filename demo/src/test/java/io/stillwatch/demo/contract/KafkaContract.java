package io.stillwatch.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.kafka.Checkpoints;
import io.stillwatch.kafka.DeadLetterSettings;
import io.stillwatch.kafka.DeadLetters;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.KafkaSource;
import io.stillwatch.sample.DeadLetterOutcome;
import io.stillwatch.sample.Refusal;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Polled;
import io.stillwatch.source.Position;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RawRecord;
import io.stillwatch.source.RecordSource.Parting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent's ways to Kafka rest on, against any broker. Each test has topics of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface KafkaContract {
  /** The broker. */
  KafkaBroker broker();

  /** The protocol of a group that nobody chose one for. */
  GroupType usual();

  /** All protocols that the broker has. */
  default Stream<GroupType> protocols() {
    return Stream.of(GroupType.CLASSIC, usual()).distinct();
  }

  private KafkaSettings settings(String topic, Map<String, String> client) {
    return new KafkaSettings(
            broker().bootstrapServers(), topic, topic + "-group", topic + "-teachers", client)
        .withCheckpoints(topic + "-checkpoints")
        .withDeadLetters(new DeadLetterSettings(topic + "-letters", 100));
  }

  private KafkaSource member(String topic, GroupType protocol) {
    return new KafkaSource(settings(topic, Map.of("group.protocol", protocol.toString())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Polls until so many records came; what was assigned meanwhile is added. */
  private static List<String> read(
      KafkaSource source, int count, Map<Partition, Progress> assigned) {
    List<String> read = new ArrayList<>();
    await()
        .atMost(KafkaBroker.PATIENCE)
        .until(
            () -> {
              Polled polled = source.poll(100);
              assigned.putAll(polled.assigned());
              polled.records().forEach(record -> read.add(text(record.value())));
              return read.size() >= count;
            });
    return read;
  }

  @Test
  default void aGroupThatNobodyChoseAProtocolForHasTheBrokers() {
    broker().createTopic("usual", 1);
    broker().send("usual", 0, "k", "only");
    try (KafkaSource source = new KafkaSource(settings("usual", Map.of()))) {
      assertThat(read(source, 1, new HashMap<>())).containsExactly("only");
      assertThat(broker().typeOf("usual-group")).isEqualTo(usual());
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  default void aMemberGoesOnWhereTheOneBeforeReleasedAndKnowsTheFrontier(GroupType protocol) {
    String topic = "going-on-" + protocol;
    Partition partition = new Partition(topic, 0);
    broker().createTopic(topic, 1);
    for (int i = 0; i < 5; i++) {
      broker().send(topic, 0, "k", "v" + i);
    }
    Progress released = new Progress(3, 5);
    Map<Partition, Progress> first = new HashMap<>();
    try (KafkaSource source = member(topic, protocol)) {
      assertThat(read(source, 5, first)).containsExactly("v0", "v1", "v2", "v3", "v4");
      source.release(Map.of(partition, released));
      await()
          .atMost(KafkaBroker.PATIENCE)
          .until(
              () -> {
                source.poll(100);
                return source.released().equals(Map.of(partition, released));
              });
    }
    Map<Partition, Progress> second = new HashMap<>();
    try (KafkaSource source = member(topic, protocol)) {
      assertThat(read(source, 2, second)).containsExactly("v3", "v4");
    }
    assertThat(first).isEqualTo(Map.of(partition, new Progress(0, 0)));
    assertThat(second).isEqualTo(Map.of(partition, released));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  default void whatAMemberSaysAtPartingIsWhereTheNextOneBegins(GroupType protocol) {
    String topic = "parting-" + protocol;
    broker().createTopic(topic, 2);
    for (int i = 0; i < 4; i++) {
      broker().send(topic, 0, "k", "a" + i);
      broker().send(topic, 1, "k", "b" + i);
    }
    Progress last = new Progress(2, 4);
    Map<Partition, Progress> gone = new HashMap<>();
    Map<Partition, Progress> come = new HashMap<>();
    try (KafkaSource old = member(topic, protocol);
        KafkaSource other = member(topic, protocol)) {
      read(old, 8, new HashMap<>());
      List<String> taken = new ArrayList<>();
      await()
          .atMost(KafkaBroker.PATIENCE)
          .until(
              () -> {
                old.poll(100, new Said(last, gone));
                Polled polled = other.poll(100);
                come.putAll(polled.assigned());
                polled.records().forEach(record -> taken.add(text(record.value())));
                return taken.size() == 2;
              });
      assertThat(gone).hasSize(1);
      assertThat(come).isEqualTo(gone);
      String letter = gone.containsKey(new Partition(topic, 0)) ? "a" : "b";
      assertThat(taken).containsExactly(letter + "2", letter + "3");
    }
  }

  /** Says the same of all partitions that go. */
  record Said(Progress last, Map<Partition, Progress> gone) implements Parting {
    @Override
    public Map<Partition, Progress> from(Set<Partition> going) {
      going.forEach(partition -> gone.put(partition, last));
      return gone;
    }

    @Override
    public void tooLateFor(Set<Partition> late) {}
  }

  /** Writes a value and returns once it is safe. */
  private static void write(
      Checkpoints checkpoints, Partition partition, String key, String value) {
    AtomicBoolean stored = new AtomicBoolean();
    checkpoints.write(
        partition,
        Map.of(),
        key,
        Optional.ofNullable(value).map(KafkaContract::bytes),
        new Held(true, stored));
    await().atMost(KafkaBroker.PATIENCE).untilTrue(stored);
  }

  /** A claim that holds or not, and notes what is stored. */
  record Held(boolean holds, AtomicBoolean isStored) implements Checkpoints.Claim {
    @Override
    public void stored() {
      isStored.set(true);
    }
  }

  private static Map<String, String> texts(Optional<Map<String, byte[]>> read) {
    Map<String, String> texts = new HashMap<>();
    read.orElseThrow().forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  @Test
  default void theLatestCheckpointOfEachKeyOfAPartitionIsRead() {
    broker().createTopic("kept", 2);
    broker().createTopic("kept-checkpoints", 2);
    Partition partition = new Partition("kept", 1);
    try (Checkpoints checkpoints = Checkpoints.of(settings("kept", Map.of())).orElseThrow()) {
      assertThat(texts(checkpoints.read(partition))).isEmpty();

      write(checkpoints, partition, "a", "1");
      write(checkpoints, partition, "a", "2");
      write(checkpoints, partition, "b", "1");
      write(checkpoints, partition, "b", null);
      write(checkpoints, new Partition("kept", 0), "c", "1");

      assertThat(texts(checkpoints.read(partition))).isEqualTo(Map.of("a", "2"));
    }
  }

  @Test
  default void whatIsNamedByACheckpointIsThereBeforeIt() {
    broker().createTopic("named", 1);
    broker().createTopic("named-checkpoints", 1);
    Partition partition = new Partition("named", 0);
    AtomicBoolean stored = new AtomicBoolean();
    try (Checkpoints checkpoints = Checkpoints.of(settings("named", Map.of())).orElseThrow()) {
      checkpoints.write(
          partition,
          Map.of("book", () -> bytes("numbers")),
          "run",
          Optional.of(bytes("names the book")),
          new Held(true, stored));
      await().atMost(KafkaBroker.PATIENCE).untilTrue(stored);
      assertThat(texts(checkpoints.read(partition)).keySet()).containsExactly("book", "run");
    }
  }

  @Test
  default void aCheckpointWhosePartitionIsNotReadHereAnyMoreIsNotWritten() {
    broker().createTopic("lost", 1);
    broker().createTopic("lost-checkpoints", 1);
    Partition partition = new Partition("lost", 0);
    AtomicBoolean stored = new AtomicBoolean();
    try (Checkpoints checkpoints = Checkpoints.of(settings("lost", Map.of())).orElseThrow()) {
      checkpoints.write(
          partition, Map.of(), "a", Optional.of(bytes("late")), new Held(false, stored));
      write(checkpoints, partition, "b", "1");

      assertThat(texts(checkpoints.read(partition))).isEqualTo(Map.of("b", "1"));
      assertThat(stored).isFalse();
    }
  }

  @Test
  default void checkpointsOfOtherPartitionsThanTheInputAreNotUsed() {
    broker().createTopic("other", 2);
    Partition partition = new Partition("other", 0);
    try (Checkpoints checkpoints = Checkpoints.of(settings("other", Map.of())).orElseThrow()) {
      assertThat(checkpoints.read(partition)).isEmpty();
      broker().createTopic("other-checkpoints", 1);
      assertThat(checkpoints.read(partition)).isEmpty();
    }
  }

  @Test
  default void aRefusedRecordArrivesWholeAndHoldsItsPositionUntilThen() {
    broker().createTopic("letters-of", 1);
    broker().createTopic("letters-of-letters", 1);
    Partition partition = new Partition("letters-of", 0);
    RawRecord refused =
        new RawRecord(
            new Position(partition, 7), 1_700_000_000_000L, bytes("k"), bytes("v"), List.of());
    Queue<DeadLetterOutcome> outcomes = new ConcurrentLinkedQueue<>();
    try (DeadLetters letters =
        DeadLetters.of(settings("letters-of", Map.of()), outcomes::add).orElseThrow()) {
      letters.send(refused, Refusal.MALFORMED, "what was wrong");
      await()
          .atMost(KafkaBroker.PATIENCE)
          .until(() -> letters.heldBack(Map.of(partition, 9L)).equals(Map.of(partition, 9L)));
    }
    assertThat(outcomes).containsExactly(DeadLetterOutcome.SENT);
    var letter = broker().first("letters-of-letters");
    assertThat(text(letter.key())).isEqualTo("k");
    assertThat(text(letter.value())).isEqualTo("v");
    assertThat(letter.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(text(letter.headers().lastHeader("stillwatch.id").value()))
        .isEqualTo("letters-of-0-7");
  }
}
