package io.stillwatch.summary;

import io.stillwatch.measure.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to a run, for people. Texts are plain; names in them are as the records have them,
 * but for their length.
 *
 * @param run the run's name
 * @param verdict of the main view, at the end; empty where nothing was measured
 * @param from the time of the first measurement's last record, milliseconds since 1970 UTC
 * @param until the same of the last measurement
 * @param main the view that the sentences are of
 * @param sentences what happened when
 * @param figures the main view's numbers
 * @param others the other views, at their ends
 * @param events what the run itself has said
 */
public record RunSummary(
    String run,
    Optional<Verdict> verdict,
    OptionalLong from,
    OptionalLong until,
    Optional<View> main,
    List<String> sentences,
    List<Figure> figures,
    List<Other> others,
    List<String> events) {

  /**
   * What was measured.
   *
   * @param pair the two layers
   * @param task the label column
   * @param slice the slice
   * @param windows what kind of windows, for people
   */
  public record View(String pair, String task, String slice, String windows) {}

  /**
   * One number with its interval.
   *
   * @param name what it is, and when
   * @param step of the measurement
   * @param nats in nats
   * @param bits in bits
   */
  public record Figure(String name, String step, String nats, String bits) {}

  /**
   * Another view.
   *
   * @param view which
   * @param verdict its last
   * @param story when it had which verdict
   * @param distilled the share, empty where it is not defined
   * @param redundancy at the end, in nats
   * @param gap at the end, in nats
   */
  public record Other(
      View view, Verdict verdict, String story, String distilled, String redundancy, String gap) {}
}
