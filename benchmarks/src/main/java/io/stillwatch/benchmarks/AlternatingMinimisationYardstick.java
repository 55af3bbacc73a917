package io.stillwatch.benchmarks;

import io.stillwatch.table.JointDistribution;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The method that the solver must not be slower than: alternating minimisation of sum_y p_y KL(q_y
 * || r), with one scaling sweep a class for every new r, from the product couplings, its scalings
 * kept. No acceleration, and its own certificate, looked at after 4 sweeps and then whenever a
 * tenth more have been done.
 */
final class AlternatingMinimisationYardstick {
  private static final int FIRST_LOOK = 4;

  private final ClassScaling[] classes;
  private final YardstickCertificate certificate;
  private double[] r;
  private double[] next;

  private AlternatingMinimisationYardstick(JointDistribution distribution) {
    this.classes =
        IntStream.range(0, distribution.shape().labels())
            .filter(y -> distribution.labelTeacher().rowProbability(y) > 0)
            .mapToObj(
                y -> new ClassScaling(distribution.labelTeacher(), distribution.labelStudent(), y))
            .toArray(ClassScaling[]::new);
    this.certificate = new YardstickCertificate(distribution, classes);
    int cells = distribution.shape().teacherStates() * distribution.shape().studentStates();
    this.r = new double[cells];
    this.next = new double[cells];
    for (ClassScaling scaling : classes) {
      for (int i = 0; i < scaling.teacher.length; i++) {
        for (int j = 0; j < scaling.student.length; j++) {
          r[scaling.row(i) + scaling.student[j]] +=
              scaling.teacherMass[i] * scaling.studentMass[j] / scaling.mass;
        }
      }
    }
  }

  /**
   * Solves until the bounds meet or the time is up.
   *
   * @param toleranceNats the width of the certified interval to stop at
   * @param capMillis the CPU time of this thread after which no more sweeps are begun
   */
  static Outcome solve(JointDistribution distribution, double toleranceNats, double capMillis) {
    double start = CpuClock.millis();
    var yardstick = new AlternatingMinimisationYardstick(distribution);
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    double spent = 0;
    int look = FIRST_LOOK;
    int sweep = 0;
    while (!(upper - lower <= toleranceNats) && spent < capMillis) {
      for (; sweep < look; sweep++) {
        yardstick.sweep();
      }
      yardstick.scale();
      lower = Math.max(lower, yardstick.certificate.lowerNats());
      upper = Math.min(upper, yardstick.certificate.upperNats(yardstick.r));
      spent = CpuClock.millis() - start;
      look = sweep + Math.max(FIRST_LOOK, sweep / 10);
    }
    return new Outcome(lower, upper, sweep, spent, upper - lower <= toleranceNats);
  }

  private void sweep() {
    scale();
    Arrays.fill(next, 0);
    for (ClassScaling scaling : classes) {
      scaling.addCoupling(r, next);
    }
    double[] old = r;
    r = next;
    next = old;
  }

  private void scale() {
    for (ClassScaling scaling : classes) {
      scaling.scale(r);
    }
  }

  /**
   * How far it came.
   *
   * @param lowerNats the best certified bound below I*
   * @param upperNats the best above
   * @param sweeps sweeps done
   * @param cpuMillis CPU time of them and the certificates
   * @param met whether the interval is as narrow as wanted
   */
  record Outcome(double lowerNats, double upperNats, int sweeps, double cpuMillis, boolean met) {}
}
