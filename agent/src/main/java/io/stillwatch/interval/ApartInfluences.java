package io.stillwatch.interval;

import io.stillwatch.pid.Solution;
import io.stillwatch.table.ApartTable;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.PairTable;

/**
 * The influences of the rows of two samples that share no row. An influence on I* is a sum of what
 * the teacher's code and what the student's code adds, so each sample scatters by its own part, and
 * the two scatter independently. The mix of labels is stated, so only what scatters within a label
 * counts.
 */
final class ApartInfluences {
  private static final Part NOTHING = (label, code) -> 0;

  private ApartInfluences() {}

  /** What one code of one side adds to a quantity. */
  private interface Part {
    double nats(int label, int code);
  }

  /** Of the teacher's sample. */
  static Influences ofTeacher(ApartTable table, Solution solution) {
    PairTable pair = table.teacher();
    Part union = solution::teacherDual;
    Part teacher = solution::teacherInfluence;
    return new Influences(
        scatter(pair, table.mix(), (y, t) -> teacher.nats(y, t) - union.nats(y, t)),
        scatter(pair, table.mix(), union),
        scatter(pair, table.mix(), (y, t) -> union.nats(y, t) - teacher.nats(y, t)),
        scatter(pair, table.mix(), teacher),
        scatter(pair, table.mix(), NOTHING),
        scatter(
            pair,
            table.mix(),
            (y, t) -> ratio(teacher.nats(y, t) - union.nats(y, t), teacher.nats(y, t), solution)));
  }

  /** Of the student's sample. */
  static Influences ofStudent(ApartTable table, Solution solution) {
    PairTable pair = table.student();
    Part union = solution::studentDual;
    Part student = solution::studentInfluence;
    return new Influences(
        scatter(pair, table.mix(), (y, s) -> student.nats(y, s) - union.nats(y, s)),
        scatter(pair, table.mix(), (y, s) -> union.nats(y, s) - student.nats(y, s)),
        scatter(pair, table.mix(), union),
        scatter(pair, table.mix(), NOTHING),
        scatter(pair, table.mix(), student),
        scatter(
            pair,
            table.mix(),
            (y, s) -> ratio(student.nats(y, s) - union.nats(y, s), 0, solution)));
  }

  private static double ratio(double redundancy, double teacher, Solution solution) {
    double information = solution.decomposition().teacherInformation();
    double share = solution.decomposition().redundancy() / information;
    return (redundancy - share * teacher) / information;
  }

  private static Scatter scatter(PairTable pair, LabelMix mix, Part part) {
    Strata strata = new Strata(mix.factors(pair.rowTotals()), false);
    for (int y = 0; y < pair.rows(); y++) {
      for (int code = 0; code < pair.columns(); code++) {
        long count = pair.count(y, code);
        if (count > 0) {
          strata.add(y, (double) count, part.nats(y, code));
        }
      }
    }
    return strata.scatter();
  }
}
