package io.stillwatch.measure;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.IndependentDifference;
import io.stillwatch.snapshot.MeasurementId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The saved measurements of the same student trained without the teacher. Redundancy alone is no
 * proof of transfer: a student that learned alone has it too. Only what a run has over its control
 * is. Immutable.
 */
public final class Control {
  private final String run;
  private final String fingerprint;
  private final List<Point> points;
  private final Optional<String> problem;

  /**
   * One saved measurement.
   *
   * @param pair the two layers
   * @param task the label column
   * @param slice the slice
   * @param isPass whether it is of a probe pass
   * @param step the highest step in its window
   * @param samples sum of the weights
   * @param reference fingerprint of the P(y) that it is at
   * @param teacherCodebook fingerprint of the teacher's codebook
   * @param redundancy in nats
   * @param studentInformation I(Y;S) in nats
   */
  public record Point(
      String pair,
      String task,
      String slice,
      boolean isPass,
      long step,
      double samples,
      String reference,
      String teacherCodebook,
      Estimate redundancy,
      Estimate studentInformation) {

    /**
     * What a measurement would be saved as.
     *
     * @param measurement of the control's run
     * @return the same numbers
     */
    public static Point of(Measurement measurement) {
      return new Point(
          measurement.id().pair(),
          measurement.id().task(),
          measurement.id().slice(),
          measurement.span().pass().isPresent(),
          measurement.span().lastStep(),
          measurement.span().samples(),
          measurement.reference().fingerprint(),
          measurement.codebooks().teacher(),
          measurement.estimates().redundancy(),
          measurement.estimates().studentInformation());
    }

    private boolean isOf(Measurement measurement) {
      MeasurementId id = measurement.id();
      return pair.equals(id.pair())
          && task.equals(id.task())
          && slice.equals(id.slice())
          && isPass == measurement.span().pass().isPresent();
    }
  }

  private Control(String run, String fingerprint, List<Point> points, Optional<String> problem) {
    this.run = run;
    this.fingerprint = fingerprint;
    this.points = points;
    this.problem = problem;
  }

  /**
   * A control that can be used.
   *
   * @param run the id of the control's run
   * @param fingerprint of the saved measurements
   * @param points the measurements, in the order in which they were saved
   * @return the control
   */
  public static Control of(String run, String fingerprint, List<Point> points) {
    return new Control(run, fingerprint, List.copyOf(points), Optional.empty());
  }

  /**
   * A control that was named and cannot be used.
   *
   * @param run the id of the control's run
   * @param problem why not
   * @return the control, which nothing is comparable with
   */
  public static Control unusable(String run, String problem) {
    return new Control(run, "", List.of(), Optional.of(problem));
  }

  /**
   * The run of the control.
   *
   * @return its id
   */
  public String run() {
    return run;
  }

  /**
   * Identifies the saved measurements.
   *
   * @return hexadecimal digits; empty where the control cannot be used
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Compares a measurement with the control at the same step: with the control's latest measurement
   * that is not later.
   *
   * @param measurement of a run that named this control
   * @return the differences, or why there are none
   */
  public OverControl over(Measurement measurement) {
    if (problem.isPresent()) {
      return new OverControl.NotComparable(run, problem.get());
    }
    if (measurement.id().attempt().run().equals(run)) {
      return new OverControl.NotComparable(run, "the run names itself");
    }
    List<Point> same = points.stream().filter(point -> point.isOf(measurement)).toList();
    if (same.isEmpty()) {
      return new OverControl.NotComparable(
          run, "the control has no such pair, task and slice, or only windows of another kind");
    }
    long step = measurement.span().lastStep();
    return same.stream()
        .filter(point -> point.step() <= step)
        // Of equal steps the one saved last: a later attempt, or a later pass.
        .reduce((one, other) -> other.step() >= one.step() ? other : one)
        .map(point -> compared(measurement, point))
        .orElseGet(() -> new OverControl.NotComparable(run, begins(same, step)));
  }

  private static String begins(List<Point> same, long step) {
    long first = same.stream().min(Comparator.comparingLong(Point::step)).orElseThrow().step();
    return "the control begins at step %d, after step %d".formatted(first, step);
  }

  private OverControl compared(Measurement measurement, Point point) {
    Optional<String> difference =
        differing("samples", point.samples(), measurement.span().samples())
            .or(
                () ->
                    differing(
                        "reference", point.reference(), measurement.reference().fingerprint()))
            .or(
                () ->
                    differing(
                        "teacher codebook",
                        point.teacherCodebook(),
                        measurement.codebooks().teacher()));
    return difference.isPresent()
        ? new OverControl.NotComparable(run, difference.get())
        : new OverControl.Compared(
            run,
            fingerprint,
            point.step(),
            IndependentDifference.of(measurement.estimates().redundancy(), point.redundancy()),
            IndependentDifference.of(
                measurement.estimates().studentInformation(), point.studentInformation()));
  }

  private static Optional<String> differing(String what, Object control, Object run) {
    return control.equals(run)
        ? Optional.empty()
        : Optional.of("%s: the control has %s, the run %s".formatted(what, control, run));
  }
}
