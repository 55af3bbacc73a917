package io.stillwatch.agent;

import io.stillwatch.measure.VerdictState;
import io.stillwatch.snapshot.PathState;
import java.util.List;

/**
 * What an agent needs to go on with a run where another one stood, between two records.
 *
 * @param settings fingerprint of the settings that decide its numbers
 * @param next the first offset that is not in it
 * @param path where the run's path stood; none where the run is over
 * @param verdicts what verdicts remembered
 * @param control the control that the run named; none where it named none
 */
record RunCheckpoint(
    String settings,
    long next,
    List<PathState> path,
    List<VerdictState> verdicts,
    List<Pin> control) {

  /**
   * A control as it was pinned.
   *
   * @param attempt the attempt that named it
   * @param run the control's run; none where the attempt named none
   * @param fingerprint of its measurements
   */
  record Pin(int attempt, List<String> run, String fingerprint) {}

  private static final String RUN = "run/";
  private static final String CODEBOOK = "codebook/";

  /** The key of a run's checkpoint. */
  static String key(String run) {
    return RUN + run;
  }

  /** The key of a codebook. */
  static String codebookKey(String fingerprint) {
    return CODEBOOK + fingerprint;
  }

  /** The run that a key is of; none where it is of a codebook. */
  static List<String> runOf(String key) {
    return key.startsWith(RUN) ? List.of(key.substring(RUN.length())) : List.of();
  }

  /** The fingerprint of the codebook that a key is of. */
  static String codebookOf(String key) {
    return key.substring(CODEBOOK.length());
  }

  boolean isOver() {
    return path.isEmpty();
  }
}
