package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.PairTable;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;

/**
 * How the influences of a table's rows scatter, for every estimate: the table's own account of how
 * uncertain it is. I(Y;T) and I(Y;S) look at their own pair's counts, so that the other side's
 * codes do not decide the last bit.
 *
 * @param redundancy on the redundancy, in nats, as all of these
 * @param gap on the distillation gap
 * @param unique on the student's unique information
 * @param teacher on I(Y;T)
 * @param student on I(Y;S)
 * @param distilledRatio on redundancy over I(Y;T), a number without unit; not numbers where I(Y;T)
 *     is 0
 */
record Influences(
    Scatter redundancy,
    Scatter gap,
    Scatter unique,
    Scatter teacher,
    Scatter student,
    Scatter distilledRatio) {

  /** The influence of one sample on some quantity. */
  private interface Influence {
    double nats(int label, int teacher, int student);

    /** This influence less so many times another. */
    default Influence less(double factor, Influence other) {
      return (y, t, s) -> nats(y, t, s) - factor * other.nats(y, t, s);
    }
  }

  /** The influence of one sample on what one side alone knows. */
  private interface PairInfluence {
    double nats(int label, int code);
  }

  /** Where influences come from: a table, and how many rows a row of each label counts for. */
  private record Weighed(TripleTable table, double[] factors, boolean own) {
    Scatter scatter(Influence influence) {
      TableShape shape = table.shape();
      Strata strata = new Strata(factors, own);
      for (int y = 0; y < shape.labels(); y++) {
        for (int t = 0; t < shape.teacherStates(); t++) {
          for (int s = 0; s < shape.studentStates(); s++) {
            long count = table.count(y, t, s);
            if (count > 0) {
              strata.add(y, (double) count, influence.nats(y, t, s));
            }
          }
        }
      }
      return strata.scatter();
    }

    Scatter scatter(PairTable pair, PairInfluence influence) {
      Strata strata = new Strata(factors, own);
      for (int y = 0; y < pair.rows(); y++) {
        for (int code = 0; code < pair.columns(); code++) {
          long count = pair.count(y, code);
          if (count > 0) {
            strata.add(y, (double) count, influence.nats(y, code));
          }
        }
      }
      return strata.scatter();
    }
  }

  /** Of a table, read at a mix of labels, and what it is solved to. */
  static Influences of(TripleTable table, LabelMix mix, Solution solution) {
    Weighed rows = new Weighed(table, mix.factors(table.labelCounts()), mix.isOwn());
    Influence redundancy = solution::redundancyInfluence;
    Influence union = solution::unionInfluence;
    Influence teacher = (y, t, s) -> solution.teacherInfluence(y, t);
    Influence student = (y, t, s) -> solution.studentInfluence(y, s);
    double information = solution.decomposition().teacherInformation();
    double share = solution.decomposition().redundancy() / information;
    Influence ratio = redundancy.less(share, teacher);
    return new Influences(
        rows.scatter(redundancy),
        rows.scatter(union.less(1, student)),
        rows.scatter(union.less(1, teacher)),
        rows.scatter(table.labelTeacher(), solution::teacherInfluence),
        rows.scatter(table.labelStudent(), solution::studentInfluence),
        rows.scatter((y, t, s) -> ratio.nats(y, t, s) / information));
  }

  /** To first order: the deviations over the root of the number of independent rows. */
  StandardErrors standardErrors(double effectiveRows) {
    return new StandardErrors(
        redundancy.standardError(effectiveRows),
        gap.standardError(effectiveRows),
        unique.standardError(effectiveRows),
        teacher.standardError(effectiveRows),
        student.standardError(effectiveRows),
        distilledRatio.standardError(effectiveRows));
  }
}
