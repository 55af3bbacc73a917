package io.stillwatch.kafka;

import io.stillwatch.kafka.TopicReport.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the topics that the agent uses, and creates those that are missing. */
public final class Topics {
  private static final int ANSWER_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 5_000;
  private static final int USUAL_PARTITIONS = 8;

  /** What a broker takes as the largest record unless set otherwise. */
  private static final long USUAL_RECORD_BYTES = 1_048_588;

  private final KafkaSettings settings;
  private final Admin admin;

  private Topics(KafkaSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * How large topics become.
   *
   * @param partitions of the input; where it is empty as many as there are, or 8
   * @param replication of all; the broker's default where it is empty
   */
  public record Size(OptionalInt partitions, Optional<Short> replication) {}

  /** A topic that is there. */
  private record Found(int partitions, Map<String, String> settings) {}

  /**
   * Creates what is missing. Nothing that is there is changed.
   *
   * @param settings without problems
   * @param size how large new topics become
   * @param dryRun whether to create nothing
   * @return one report a topic, the input first
   * @throws IOException if the broker does not answer or refuses; the message says what to do
   */
  public static List<TopicReport> ensure(KafkaSettings settings, Size size, boolean dryRun)
      throws IOException {
    Map<String, Object> client = DeadLetters.connection(settings);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    try (Admin admin = Admin.create(client)) {
      return new Topics(settings, admin).ensured(size, dryRun);
    } catch (ExecutionException e) {
      throw unanswered(settings, e.getCause());
    } catch (KafkaException e) {
      throw unanswered(settings, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the broker", e);
    }
  }

  private static IOException unanswered(KafkaSettings settings, Throwable failure) {
    return new IOException(
        "the broker at %s did not answer as it should: %s; check that it runs there, that"
                .formatted(settings.bootstrapServers(), failure.getMessage())
            + " kafka.bootstrap_servers is right, and that kafka.client names somebody with the"
            + " rights to describe and create topics",
        failure);
  }

  private List<TopicReport> ensured(Size size, boolean dryRun)
      throws ExecutionException, InterruptedException {
    NeededTopic asked =
        NeededTopic.input(
            settings.topic(),
            size.partitions().orElse(USUAL_PARTITIONS),
            size.partitions().isPresent());
    Map<String, Found> found = new HashMap<>(found(List.of(asked)));
    Optional<Found> input = Optional.ofNullable(found.get(asked.name()));
    List<NeededTopic> needed = new ArrayList<>(List.of(asked));
    needed.addAll(
        NeededTopic.besides(
            settings,
            input.map(Found::partitions).orElse(asked.partitions()),
            input.map(Topics::mostBytes).orElse(USUAL_RECORD_BYTES)));
    found.putAll(found(needed.subList(1, needed.size())));
    List<NeededTopic> missing = needed.stream().filter(t -> !found.containsKey(t.name())).toList();
    Map<String, TopicReport> created = dryRun ? left(missing) : created(missing, size);
    return needed.stream()
        .map(t -> created.containsKey(t.name()) ? created.get(t.name()) : seen(t, found))
        .toList();
  }

  private static long mostBytes(Found input) {
    return Long.parseLong(input.settings().get("max.message.bytes"));
  }

  private Map<String, Found> found(List<NeededTopic> needed)
      throws ExecutionException, InterruptedException {
    Map<String, Found> found = new HashMap<>();
    List<String> names = needed.stream().map(NeededTopic::name).toList();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        int partitions = topic.getValue().get().partitions().size();
        found.put(topic.getKey(), new Found(partitions, settingsOf(topic.getKey())));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private Map<String, String> settingsOf(String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    Map<String, String> values = new HashMap<>();
    config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
    return values;
  }

  private static Map<String, TopicReport> left(Collection<NeededTopic> missing) {
    Map<String, TopicReport> reports = new HashMap<>();
    missing.forEach(topic -> reports.put(topic.name(), report(topic, State.MISSING, List.of())));
    return reports;
  }

  private static TopicReport report(NeededTopic topic, State state, List<String> problems) {
    return new TopicReport(topic.role(), topic.name(), state, topic.partitions(), problems);
  }

  private Map<String, TopicReport> created(Collection<NeededTopic> missing, Size size)
      throws InterruptedException {
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(missing.stream().map(topic -> creation(topic, size)).toList()).values();
    Map<String, TopicReport> reports = new HashMap<>();
    for (NeededTopic topic : missing) {
      TopicReport report;
      try {
        answers.get(topic.name()).get();
        report = report(topic, State.CREATED, List.of());
      } catch (ExecutionException e) {
        report =
            report(topic, State.FAILED, List.of("was not created: " + e.getCause().getMessage()));
      }
      reports.put(topic.name(), report);
    }
    return reports;
  }

  private static NewTopic creation(NeededTopic topic, Size size) {
    Map<String, String> values = new LinkedHashMap<>();
    topic.settings().forEach(setting -> values.put(setting.name(), setting.value()));
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), size.replication())
        .configs(values);
  }

  private TopicReport seen(NeededTopic topic, Map<String, Found> found) {
    Found there = found.get(topic.name());
    List<String> problems = new ArrayList<>();
    if (topic.partitionsHold() && there.partitions() != topic.partitions()) {
      problems.add(TopicRepair.partitions(settings, topic, there.partitions()));
    }
    for (TopicSetting setting : topic.settings()) {
      String value = there.settings().get(setting.name());
      if (!setting.isMetBy(value)) {
        problems.add(TopicRepair.setting(settings, topic.name(), setting, value));
      }
    }
    return new TopicReport(topic.role(), topic.name(), State.PRESENT, there.partitions(), problems);
  }
}
