package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.PairTable;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.util.function.DoubleBinaryOperator;

/**
 * One error for every estimate. By influence functions it is of first order: the deviation of a
 * sample's influence over the table, divided by the root of the number of independent rows.
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

  /** The influence of one sample on some quantity. */
  interface Influence {
    double nats(int label, int teacher, int student);

    /** This influence less so many times another. */
    default Influence less(double factor, Influence other) {
      return (y, t, s) -> nats(y, t, s) - factor * other.nats(y, t, s);
    }
  }

  /** The influence of one sample on what one side alone knows. */
  interface PairInfluence {
    double nats(int label, int code);
  }

  /** By influence functions, of a table of so many independent rows. */
  static StandardErrors of(TripleTable table, Solution solution, double effectiveRows) {
    Influence redundancy = solution::redundancyInfluence;
    Influence union = solution::unionInfluence;
    Influence teacher = (y, t, s) -> solution.teacherInfluence(y, t);
    Influence student = (y, t, s) -> solution.studentInfluence(y, s);
    double information = solution.decomposition().teacherInformation();
    double share = solution.decomposition().redundancy() / information;
    return new StandardErrors(
        of(table, redundancy).standardError(effectiveRows),
        of(table, union.less(1, student)).standardError(effectiveRows),
        of(table, union.less(1, teacher)).standardError(effectiveRows),
        of(table.labelTeacher(), solution::teacherInfluence).standardError(effectiveRows),
        of(table.labelStudent(), solution::studentInfluence).standardError(effectiveRows),
        of(table, redundancy.less(share, teacher)).standardError(effectiveRows) / information);
  }

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

  private static Scatter of(TripleTable table, Influence influence) {
    TableShape shape = table.shape();
    Scatter scatter = new Scatter();
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          long count = table.count(y, t, s);
          if (count > 0) {
            scatter.add((double) count, influence.nats(y, t, s));
          }
        }
      }
    }
    return scatter;
  }

  /** From the pair's own counts, so that the other side's codes do not decide the last bit. */
  private static Scatter of(PairTable table, PairInfluence influence) {
    Scatter scatter = new Scatter();
    for (int y = 0; y < table.rows(); y++) {
      for (int code = 0; code < table.columns(); code++) {
        long count = table.count(y, code);
        if (count > 0) {
          scatter.add((double) count, influence.nats(y, code));
        }
      }
    }
    return scatter;
  }
}
