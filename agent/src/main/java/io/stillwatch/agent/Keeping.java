package io.stillwatch.agent;

import io.stillwatch.agent.RunCheckpoint.Pin;
import io.stillwatch.codebook.StoredCodebook;
import io.stillwatch.kafka.Checkpoints;
import io.stillwatch.kafka.Checkpoints.Claim;
import io.stillwatch.measure.VerdictState;
import io.stillwatch.snapshot.PathState;
import io.stillwatch.source.Partition;
import io.stillwatch.wire.StateCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes and reads the checkpoints of runs, where there is a topic for them, and writes what was
 * found of them. Any thread, one at a time for one run.
 */
final class Keeping {
  private final Optional<Checkpoints> topic;
  private final String settings;
  private final Results results;

  /**
   * Keeps runs, and no results.
   *
   * @param topic where; empty for nowhere
   * @param settings fingerprint of what decides a run's numbers
   */
  Keeping(Optional<Checkpoints> topic, String settings) {
    this(topic, settings, Results.nowhere());
  }

  /**
   * Keeps runs and results.
   *
   * @param topic where runs are kept; empty for nowhere
   * @param settings fingerprint of what decides a run's numbers
   * @param results where results go
   */
  Keeping(Optional<Checkpoints> topic, String settings, Results results) {
    this.topic = topic;
    this.settings = settings;
    this.results = results;
  }

  /** Where results go. */
  Results results() {
    return results;
  }

  /** Where runs stood in a partition, and the codebooks that they name. */
  record Kept(Map<String, RunCheckpoint> runs, Map<String, StoredCodebook> codebooks) {
    static final Kept NOTHING = new Kept(Map.of(), Map.of());
  }

  /** What was kept of a partition; empty where nothing can be kept of it. */
  Optional<Kept> read(Partition partition) {
    return topic.flatMap(known -> known.read(partition)).map(Keeping::kept);
  }

  private static Kept kept(Map<String, byte[]> values) {
    Kept kept = new Kept(new HashMap<>(), new HashMap<>());
    values.forEach(
        (key, value) -> {
          List<String> run = RunCheckpoint.runOf(key);
          if (run.isEmpty()) {
            StateCodec.read(value, StoredCodebook.class)
                .ifPresent(codebook -> kept.codebooks.put(RunCheckpoint.codebookOf(key), codebook));
          } else {
            StateCodec.read(value, RunCheckpoint.class)
                .ifPresent(checkpoint -> kept.runs.put(run.get(0), checkpoint));
          }
        });
    return kept;
  }

  /** Whether a checkpoint is of the settings of now. */
  boolean isOfTheseSettings(RunCheckpoint checkpoint) {
    return checkpoint.settings().equals(settings);
  }

  /** Where a path stood, and its codebooks. */
  record Standing(
      Partition partition, String run, PathState path, Map<String, Supplier<byte[]>> codebooks) {
    static Standing of(
        Partition partition, String run, PathState path, Map<String, StoredCodebook> codebooks) {
      Map<String, Supplier<byte[]>> bytes = new HashMap<>();
      codebooks.forEach(
          (print, codebook) ->
              bytes.put(RunCheckpoint.codebookKey(print), () -> StateCodec.bytes(codebook)));
      return new Standing(partition, run, path, bytes);
    }
  }

  /**
   * Writes where a run stands, once the results before are safe: whoever goes on from there does
   * not bring them again.
   *
   * @param standing where its path stands
   * @param verdicts what verdicts remember of it
   * @param control the control that it named
   * @param claim while the run is read here
   */
  void keep(Standing standing, List<VerdictState> verdicts, List<Pin> control, Claim claim) {
    PathState path = standing.path;
    RunCheckpoint whole =
        new RunCheckpoint(settings, path.next(), List.of(path), verdicts, control);
    topic.ifPresent(
        known ->
            results.afterAll(
                () ->
                    known.write(
                        standing.partition,
                        standing.codebooks,
                        RunCheckpoint.key(standing.run),
                        Optional.of(StateCodec.bytes(whole)),
                        claim)));
  }

  /**
   * Writes that a run is over, once the results before are safe: its records before an offset are
   * to be passed over.
   */
  void close(Partition partition, String run, long next, Claim claim) {
    RunCheckpoint over = new RunCheckpoint(settings, next, List.of(), List.of(), List.of());
    results.afterAll(() -> write(partition, run, Optional.of(StateCodec.bytes(over)), claim));
  }

  /** Lets go of a run that is over and whose records nobody reads again. */
  void forget(Partition partition, String run, Claim claim) {
    write(partition, run, Optional.empty(), claim);
  }

  private void write(Partition partition, String run, Optional<byte[]> value, Claim claim) {
    topic.ifPresent(
        known -> known.write(partition, Map.of(), RunCheckpoint.key(run), value, claim));
  }

  /** Waits for a moment until what was written so far is safe. */
  void await(Duration timeout) {
    results.await(timeout);
    topic.ifPresent(known -> known.await(timeout));
  }
}
