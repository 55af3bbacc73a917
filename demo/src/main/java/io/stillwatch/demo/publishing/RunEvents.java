package io.stillwatch.demo.publishing;

import io.stillwatch.demo.training.Distillation;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import java.util.Map;
import java.util.Optional;

/** The first and the last word of a run. */
public final class RunEvents {
  private RunEvents() {}

  /**
   * Says that a run begins, and how it is made.
   *
   * @param distillation the run
   * @return the event
   */
  public static RunEvent started(Distillation distillation) {
    return event(distillation, RunEvent.Type.STARTED, distillation.facts());
  }

  /**
   * Says that a run is over. The agent then ends the run's series, so this is for the end of the
   * demonstration, not of the training.
   *
   * @param distillation the run
   * @return the event
   */
  public static RunEvent finished(Distillation distillation) {
    return event(distillation, RunEvent.Type.FINISHED, Map.of());
  }

  private static RunEvent event(
      Distillation distillation, RunEvent.Type type, Map<String, String> facts) {
    return new RunEvent(new Attempt(distillation.run(), 0), type, Optional.empty(), facts);
  }
}
