package io.stillwatch.summary;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to runs, gathered in the order in which it happened and in bounded memory: of
 * {@value #MOST_RUNS} runs and {@value #MOST_VIEWS} views together, and of each what a summary
 * says. Not thread-safe.
 */
public final class RunStories {
  /** The most runs that summaries tell of. */
  public static final int MOST_RUNS = 100;

  /** The most views of all runs together. */
  public static final int MOST_VIEWS = 500;

  private final Map<String, RunStory> byRun = new LinkedHashMap<>();
  private boolean complete = true;

  /**
   * Takes a measurement.
   *
   * @param measurement any
   * @return whether the summaries tell of it
   */
  public boolean measured(Measurement measurement) {
    String run = measurement.id().attempt().run();
    RunStory known = byRun.get(run);
    if ((known == null || !known.knows(ViewStory.Key.of(measurement))) && views() >= MOST_VIEWS) {
      complete = false;
      return false;
    }
    Optional<RunStory> story = of(run);
    story.ifPresent(s -> s.measured(measurement));
    return story.isPresent();
  }

  /**
   * Takes the rates of a slice that is defined through the label.
   *
   * @param slice any
   * @return whether the summaries tell of it
   */
  public boolean counted(SliceErrors slice) {
    Optional<RunStory> story = of(slice.id().attempt().run());
    story.ifPresent(s -> s.counted(slice));
    return story.isPresent();
  }

  /**
   * Takes an event.
   *
   * @param event any
   * @return whether the summaries tell of it
   */
  public boolean happened(RunEvent event) {
    Optional<RunStory> story = of(event.attempt().run());
    story.ifPresent(s -> s.happened(event));
    return story.isPresent();
  }

  private int views() {
    return byRun.values().stream().mapToInt(RunStory::views).sum();
  }

  /**
   * Whoever can write to the topic can start runs: one of which nothing was measured makes room.
   */
  private Optional<RunStory> of(String run) {
    if (!byRun.containsKey(run) && byRun.size() >= MOST_RUNS) {
      complete = false;
      Optional<String> empty =
          byRun.entrySet().stream()
              .filter(entry -> !entry.getValue().isMeasured())
              .map(Map.Entry::getKey)
              .findFirst();
      if (empty.isEmpty()) {
        return Optional.empty();
      }
      byRun.remove(empty.get());
    }
    return Optional.of(byRun.computeIfAbsent(run, RunStory::new));
  }

  /**
   * Whether the summaries tell of all that was taken.
   *
   * @return false where there were too many runs or views
   */
  public boolean isComplete() {
    return complete;
  }

  /**
   * What happened, a summary a run, in the order in which they were heard of first.
   *
   * @param tallies what came of runs, those that nothing was measured of too; empty where only
   *     snapshots are known, and no records
   * @return those there are
   */
  public List<RunSummary> summaries(Optional<Map<String, RunTally>> tallies) {
    tallies.ifPresent(known -> known.keySet().forEach(this::of));
    return byRun.entrySet().stream()
        .map(
            entry ->
                entry
                    .getValue()
                    .summary(tallies.map(t -> t.getOrDefault(entry.getKey(), RunTally.NONE))))
        .toList();
  }
}
