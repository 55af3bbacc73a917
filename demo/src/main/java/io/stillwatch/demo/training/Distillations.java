package io.stillwatch.demo.training;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Three distillations in step: one that works, one that stalls, and one whose teacher has nothing
 * to teach. Steps and passes alternate in a fixed order; time decides only when they happen, and
 * how many.
 */
public final class Distillations {
  /** Passes after the first, which shows the students before their first step. */
  static final int PASSES = 50;

  /** How many times as long a late machine may take. */
  private static final int PATIENCE = 3;

  static final int STEPS_A_PASS = 16;

  private static final long HALF = (long) PASSES * STEPS_A_PASS / 2;
  private static final double LEARNING_RATE = 1e-3;

  private final List<Distillation> runs;

  private Distillations(List<Distillation> runs) {
    this.runs = runs;
  }

  /**
   * Makes the students; nothing is trained yet.
   *
   * <ul>
   *   <li>{@code distilled} learns from the trained teacher to the end.
   *   <li>{@code stalled} does the same, to the bit, until half of the steps; then its learning
   *       rate is 0.
   *   <li>{@code nuisance} learns from the labels and an untrained teacher.
   * </ul>
   *
   * @param teachers trained and untrained
   * @param training what to learn from
   * @return the three, in this order
   */
  public static Distillations of(Teachers teachers, Digits training) {
    // The rise over the first half makes the early progress slow enough to be watched.
    Schedule schedule = Schedule.warmingUp(LEARNING_RATE, HALF);
    Schedule stopping = schedule.stoppedFrom(HALF);
    Mlp trained = teachers.trained();
    Mlp untrained = teachers.untrained();
    return new Distillations(
        List.of(
            new Distillation(
                "distilled",
                trained,
                new Student(trained, training, schedule),
                Map.of("teacher", "trained", "learning rate", "constant after its rise")),
            new Distillation(
                "stalled",
                trained,
                new Student(trained, training, stopping),
                Map.of("teacher", "trained", "learning rate", "0 from step " + HALF)),
            new Distillation(
                "nuisance",
                untrained,
                new Student(untrained, training, schedule),
                Map.of("teacher", "untrained", "learning rate", "constant after its rise"))));
  }

  /**
   * The distillations.
   *
   * @return distilled, stalled, nuisance
   */
  public List<Distillation> runs() {
    return runs;
  }

  /**
   * Trains all three side by side, evaluated at evenly spaced moments, the first time at once. A
   * late machine makes the same steps and passes later, as many as there are in three times as
   * long. To be called once; ends early, the interrupt still set, when its thread is interrupted.
   *
   * @param duration how long the whole should take
   * @param pace the time
   * @param evaluator called for every distillation at every pass
   * @return the number of passes made, 1 at least
   */
  public int run(Duration duration, Pace pace, Evaluator evaluator) {
    int pass = 0;
    evaluate(evaluator, pass);
    try {
      while (pass < PASSES) {
        // The last pass is early enough to be seen before the end.
        pace.await(duration.multipliedBy(pass + 1).dividedBy(PASSES + 1));
        if (pace.elapsed().compareTo(duration.multipliedBy(PATIENCE)) >= 0) {
          break;
        }
        runs.forEach(run -> run.student().advance(STEPS_A_PASS));
        pass++;
        evaluate(evaluator, pass);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return pass + 1;
  }

  private void evaluate(Evaluator evaluator, int pass) {
    runs.forEach(run -> evaluator.evaluate(run, pass));
  }
}
