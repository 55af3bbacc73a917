package io.stillwatch.summary;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.summary.RunSummary.Other;
import io.stillwatch.summary.RunSummary.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happened to one run. Not thread-safe. */
final class RunStory {
  private static final int MOST_EVENTS = 10;
  private static final int MOST_FACTS = 6;

  private final String run;
  private final Map<ViewStory.Key, ViewStory> views = new TreeMap<>(ViewStory.BY_RANK);
  private final Set<String> labelDependent = new TreeSet<>();
  private final Ends<Told> events = new Ends<>(MOST_EVENTS / 2, MOST_EVENTS / 2);
  private OptionalLong from = OptionalLong.empty();
  private OptionalLong until = OptionalLong.empty();
  private OptionalLong step = OptionalLong.empty();
  private boolean finished;

  /** An event, and the step that the run had reached. */
  private record Told(OptionalLong step, RunEvent event) {}

  RunStory(String run) {
    this.run = run;
  }

  void measured(Measurement measurement) {
    views.computeIfAbsent(ViewStory.Key.of(measurement), ViewStory::new).measured(measurement);
    long millis = measurement.span().lastTimestampMillis();
    from = OptionalLong.of(Math.min(millis, from.orElse(millis)));
    until = OptionalLong.of(Math.max(millis, until.orElse(millis)));
    step = OptionalLong.of(measurement.span().lastStep());
    finished = false;
  }

  /** What was measured of a slice says nothing: it is defined through the label. */
  void counted(SliceErrors slice) {
    MeasurementId id = slice.id();
    views
        .keySet()
        .removeIf(
            key ->
                key.pair().equals(id.pair())
                    && key.task().equals(id.task())
                    && key.slice().equals(id.slice()));
    labelDependent.add(Figures.name(id.slice()));
  }

  void happened(RunEvent event) {
    events.add(new Told(step, event));
    finished = event.type() == RunEvent.Type.FINISHED;
  }

  boolean isMeasured() {
    return !views.isEmpty();
  }

  /** Whether a view more would be one that is not known. */
  boolean knows(ViewStory.Key key) {
    return views.containsKey(key);
  }

  int views() {
    return views.size();
  }

  /** The summary; the tally is empty where only snapshots are known, and no records. */
  RunSummary summary(Optional<RunTally> tally) {
    List<ViewStory> all = new ArrayList<>(views.values());
    List<String> sentences = new ArrayList<>();
    if (all.isEmpty()) {
      sentences.add(
          "Nothing was measured: no probe pass was complete, no window was full, or what came could"
              + " not be compared.");
    } else {
      sentences.addAll(Sentences.of(all.get(0)));
    }
    if (!labelDependent.isEmpty()) {
      sentences.add(
          "%s defined through the label and not decomposed: the lines of JSON have the error rates."
              .formatted(labelDependent.size() == 1 ? "A slice is" : "Some slices are"));
    }
    tally.ifPresent(t -> came(t, sentences));
    return new RunSummary(
        Figures.name(run),
        all.stream()
            .findFirst()
            .map(view -> view.latest().spells().newest().orElseThrow().verdict()),
        from,
        until,
        all.stream().findFirst().map(RunStory::view),
        sentences,
        all.isEmpty() ? List.of() : Sentences.numbers(all.get(0)),
        all.stream().skip(1).map(RunStory::other).toList(),
        told());
  }

  private void came(RunTally tally, List<String> sentences) {
    sentences.add(
        "%s came of the run; %s"
            .formatted(
                Figures.counted(tally.records(), "record", "records"),
                finished
                    ? "it said that it has finished."
                    : "it never said that it has finished, or not after the last measurement."));
    if (tally.droppedSamples() > 0) {
      sentences.add(
          "Its client says that it lost %s."
              .formatted(Figures.counted(tally.droppedSamples(), "sample", "samples")));
    }
  }

  private static View view(ViewStory story) {
    ViewStory.Key key = story.key();
    return new View(
        Figures.name(key.pair()),
        Figures.name(key.task()),
        Figures.name(key.slice()),
        key.isPass() ? "probe passes" : "windows");
  }

  private static Other other(ViewStory story) {
    AttemptStory attempt = story.latest();
    Moment last = attempt.last();
    return new Other(
        view(story),
        attempt.spells().newest().orElseThrow().verdict(),
        Course.of(attempt),
        last.ratio().map(Figures::percent).orElse(""),
        Figures.nats(last.redundancy()),
        Figures.nats(last.gap()));
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    events.first().forEach(event -> told.add(text(event)));
    if (events.between() > 0) {
      told.add("… %s …".formatted(Figures.counted(events.between(), "event more", "events more")));
    }
    events.latest().forEach(event -> told.add(text(event)));
    return told;
  }

  private static String text(Told told) {
    RunEvent event = told.event;
    List<String> parts = new ArrayList<>();
    parts.add(
        told.step.isPresent()
            ? "after " + Course.step(told.step.getAsLong())
            : "before the first measurement");
    parts.add(event.type().word());
    event.control().ifPresent(control -> parts.add("control: " + Figures.name(control)));
    Map<String, String> facts = new LinkedHashMap<>(event.facts());
    facts.entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(f -> parts.add(Figures.name(f.getKey()) + ": " + Figures.name(f.getValue())));
    if (facts.size() > MOST_FACTS) {
      parts.add("and %d facts more".formatted(facts.size() - MOST_FACTS));
    }
    return parts.stream().collect(Collectors.joining(" · "));
  }
}
