package io.stillwatch.demo.training;

/** Looks at a distillation between two of its steps. Called on the thread that trains. */
@FunctionalInterface
public interface Evaluator {
  /**
   * Evaluates teacher and student; the training waits meanwhile.
   *
   * @param distillation as it is now
   * @param pass how often it was evaluated before
   */
  void evaluate(Distillation distillation, int pass);
}
