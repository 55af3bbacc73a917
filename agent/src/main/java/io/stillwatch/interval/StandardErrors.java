package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.CompensatedSum;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;

/**
 * First-order standard errors: the deviation of a sample's influence over the table, divided by the
 * root of the number of independent rows.
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

  /** The influence of one sample on some quantity. */
  interface Influence {
    double nats(int label, int teacher, int student);

    /** This influence less so many times another. */
    default Influence less(double factor, Influence other) {
      return (y, t, s) -> nats(y, t, s) - factor * other.nats(y, t, s);
    }
  }

  static StandardErrors of(TripleTable table, Solution solution, double effectiveRows) {
    Influence redundancy = solution::redundancyInfluence;
    Influence union = solution::unionInfluence;
    Influence teacher = (y, t, s) -> solution.teacherInfluence(y, t);
    Influence student = (y, t, s) -> solution.studentInfluence(y, s);
    double information = solution.decomposition().teacherInformation();
    double share = solution.decomposition().redundancy() / information;
    return new StandardErrors(
        of(table, effectiveRows, redundancy),
        of(table, effectiveRows, union.less(1, student)),
        of(table, effectiveRows, union.less(1, teacher)),
        of(table, effectiveRows, teacher),
        of(table, effectiveRows, student),
        of(table, effectiveRows, redundancy.less(share, teacher)) / information);
  }

  /** The standard error of one quantity, by the variance of its influence. */
  private static double of(TripleTable table, double effectiveRows, Influence influence) {
    TableShape shape = table.shape();
    CompensatedSum sum = new CompensatedSum();
    CompensatedSum squares = new CompensatedSum();
    double total = table.total();
    for (int y = 0; y < shape.labels(); y++) {
      for (int t = 0; t < shape.teacherStates(); t++) {
        for (int s = 0; s < shape.studentStates(); s++) {
          long count = table.count(y, t, s);
          if (count > 0) {
            double nats = influence.nats(y, t, s);
            sum.add(count / total * nats);
            squares.add(count / total * nats * nats);
          }
        }
      }
    }
    double variance = squares.value() - sum.value() * sum.value();
    return Math.sqrt(Math.max(0, variance) / effectiveRows);
  }
}
