package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import java.util.function.DoubleBinaryOperator;

/**
 * One error for every estimate: by the {@link Influences} of the rows, by resampling, or what is
 * taken for one.
 *
 * @param redundancy of the redundancy, in nats, as all of these
 * @param gap of the distillation gap
 * @param unique of the student's unique information
 * @param teacher of I(Y;T)
 * @param student of I(Y;S)
 * @param distilledRatio of redundancy over I(Y;T), a number without unit; not a number where I(Y;T)
 *     is 0
 */
record StandardErrors(
    double redundancy,
    double gap,
    double unique,
    double teacher,
    double student,
    double distilledRatio) {
  /** No error at all. */
  static final StandardErrors NONE = new StandardErrors(0, 0, 0, 0, 0, 0);

  /**
   * What an error of the informations means for every estimate, without its sign; of the ratio to
   * first order.
   */
  static StandardErrors of(Quantities error, Solution solution) {
    double redundancy = error.teacher() + error.student() - error.union();
    double information = solution.decomposition().teacherInformation();
    double share = solution.decomposition().redundancy() / information;
    return new StandardErrors(
        Math.abs(redundancy),
        Math.abs(error.union() - error.student()),
        Math.abs(error.union() - error.teacher()),
        Math.abs(error.teacher()),
        Math.abs(error.student()),
        Math.abs(redundancy - share * error.teacher()) / information);
  }

  /** Both of two independent errors. */
  StandardErrors and(StandardErrors other) {
    return combined(other, StrictMath::hypot);
  }

  /** Of each estimate the larger error. */
  StandardErrors orLarger(StandardErrors other) {
    return combined(other, Math::max);
  }

  /** So many times as large. */
  StandardErrors times(double factor) {
    return combined(NONE, (mine, none) -> factor * mine);
  }

  private StandardErrors combined(StandardErrors other, DoubleBinaryOperator how) {
    return new StandardErrors(
        how.applyAsDouble(redundancy, other.redundancy),
        how.applyAsDouble(gap, other.gap),
        how.applyAsDouble(unique, other.unique),
        how.applyAsDouble(teacher, other.teacher),
        how.applyAsDouble(student, other.student),
        how.applyAsDouble(distilledRatio, other.distilledRatio));
  }
}
