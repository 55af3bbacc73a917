package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;

/**
 * Solves the decomposition of Bertschinger et al. [1] exactly, with a certificate.
 *
 * <h2>The problem</h2>
 *
 * <p>Over all Q with Q(y,t) = P(y,t) and Q(y,s) = P(y,s), minimise I_Q(Y;T,S); the minimum is I*.
 * With q_y the coupling of class y and r = sum_y p_y q_y this is min sum_y p_y KL(q_y || r),
 * convex, with linear constraints. Its dual has one number a_y(t) for each P(y,t) and one b_y(s)
 * for each P(y,s):
 *
 * <pre>
 *   max  D(a,b) = sum P(y,t) a_y(t) + sum P(y,s) b_y(s)
 *   s.t. g(t,s) = sum_y p_y exp(a_y(t) + b_y(s)) &lt;= 1   for every reachable cell (t,s)
 * </pre>
 *
 * <p>a geometric program with c(m+n) variables and mn constraints, where the usual exponential-cone
 * form [2] has cmn cones. The product coupling lies inside all constraints once zeros are dropped,
 * so there is no duality gap, and at the optimum q_y = r exp(a_y + b_y) on the support of r, g
 * &lt;= 1, and r(1 - g) = 0.
 *
 * <h2>The method</h2>
 *
 * <ol>
 *   <li><b>Presolve.</b> States with next to no mass are left out, proportional states and equal
 *       classes merged; see {@link Presolve}. What is left is lifted back before it is judged.
 *   <li><b>Start.</b> Two sweeps of alternating minimisation. Where every class has one t or one s,
 *       its coupling is unique, the start is the answer, and the certificate says so: the closed
 *       form needs no code of its own. So it does where I* meets max(I(Y;T), I(Y;S)) at once.
 *   <li><b>Sweeps.</b> They go on while their rate promises to be done for the price of a few
 *       factorisations, as it does near a model's own table.
 *   <li><b>Interior point.</b> Mehrotra's predictor-corrector [4] on log g + sigma = 0 with
 *       multipliers lambda = r. The logarithm matters: g &lt;= 1 itself is so curved that full
 *       steps overshoot. The two directions of the Newton system share one factorisation, over one
 *       side or over the cells, whichever is cheaper; see {@link NewtonSystem}.
 *   <li><b>Quasi-Newton.</b> Where every factorisation would take seconds, limited-memory BFGS over
 *       r comes first ({@link QuasiNewton}): such tables are dense, and dense ones are the easy
 *       ones for it. {@link Stages} says who comes when.
 *   <li><b>Safeguards.</b> Multipliers and duals take separate steps. The dual step is halved while
 *       a constraint grows beyond what the linearisation promised (tiny probabilities make exp run
 *       away; without this some tables in a thousand fail). The centring target never falls much
 *       below what the tolerance needs, as the system loses digits there; near the end two passes
 *       of refinement put them back. The corrector's second-order term is limited, and left out
 *       after a short predictor.
 *   <li><b>Certificate.</b> {@link Certificate} turns the point of any iteration into bounds, by
 *       weak duality and by rounding onto the marginals [3]. The solver stops when they meet, never
 *       because it moves slowly, and keeps the best it has seen. So no failure of the linear
 *       algebra can make a wrong number: only a wide gap, which is returned with the value.
 * </ol>
 *
 * <p>Cold starts throughout: the solution is a function of the table, not of what was solved
 * before. {@link StrictMath} where a logarithm or an exponential decides a bit, so the same table
 * gives the same bits on every machine.
 *
 * <p>Stateless; safe for any number of threads.
 *
 * <h2>Papers</h2>
 *
 * <ol>
 *   <li>N. Bertschinger, J. Rauh, E. Olbrich, J. Jost, N. Ay, Quantifying Unique Information,
 *       Entropy 16 (2014), doi 10.3390/e16042161.
 *   <li>A. Makkeh, D. O. Theis, R. Vicente, BROJA-2PID: A Robust Estimator for Bivariate Partial
 *       Information Decomposition, Entropy 20 (2018), doi 10.3390/e20040271.
 *   <li>J. Altschuler, J. Weed, P. Rigollet, Near-linear time approximation algorithms for optimal
 *       transport via Sinkhorn iteration, NIPS 2017, arXiv 1705.09634.
 *   <li>S. Mehrotra, On the Implementation of a Primal-Dual Interior Point Method, SIAM J. Optim. 2
 *       (1992), doi 10.1137/0802028.
 * </ol>
 */
public final class BrojaSolver {
  /** The width of the certified interval that is aimed at unless told otherwise. */
  public static final double DEFAULT_TOLERANCE_NATS = 1e-7;

  /** What a presolve may leave out, in all, as a share of the tolerance. */
  private static final double[] LEFT_OUT_SHARES = {1e-3, 1e-2};

  private BrojaSolver() {}

  /**
   * Decomposes to the default tolerance.
   *
   * @param distribution of label, teacher and student
   * @return the best that could be certified
   */
  public static Solution solve(JointDistribution distribution) {
    return solve(distribution, DEFAULT_TOLERANCE_NATS);
  }

  /**
   * Decomposes.
   *
   * @param distribution of label, teacher and student
   * @param toleranceNats the width of the certified interval to aim at, above 0; below 1e-9 it may
   *     not be reached
   * @return the best that could be certified: a hard table gives a wide gap, not an exception
   * @throws IllegalArgumentException if the tolerance is not above 0
   */
  public static Solution solve(JointDistribution distribution, double toleranceNats) {
    if (!(toleranceNats > 0)) {
      throw new IllegalArgumentException(
          "tolerance was " + toleranceNats + " nats; must be above 0");
    }
    Informations known = Informations.of(distribution);
    // The dense system stands on the columns: the side with fewer of them.
    boolean mirrored =
        distribution.labelTeacher().support() < distribution.labelStudent().support();
    BrojaProblem problem =
        mirrored
            ? BrojaProblem.of(distribution.labelStudent(), distribution.labelTeacher())
            : BrojaProblem.of(distribution);
    Bounds bounds = new Bounds(toleranceNats, known.leastUnionNats(), known.mostUnionNats());
    int iterations = close(problem, bounds);
    return new Solution(
        distribution,
        known.decomposition(bounds.middleNats()),
        bounds.lowerNats(),
        bounds.upperNats(),
        iterations,
        duals(distribution, problem, mirrored, known, bounds));
  }

  /** Tries the start alone, then with next to nothing left out, then with a little more. */
  private static int close(BrojaProblem whole, Bounds bounds) {
    new Stages(Presolve.none(whole), bounds).start();
    int iterations = 0;
    int tried = 0;
    for (double share : LEFT_OUT_SHARES) {
      if (!bounds.met()) {
        Presolve presolve = Presolve.of(whole, share * bounds.toleranceNats());
        if (presolve.core().couplingSize != tried) {
          tried = presolve.core().couplingSize;
          iterations += new Stages(presolve, bounds).run();
        }
      }
    }
    return iterations;
  }

  /** The solver's duals, unless one side's own information is a better bound than theirs. */
  private static Duals duals(
      JointDistribution distribution,
      BrojaProblem problem,
      boolean mirrored,
      Informations known,
      Bounds bounds) {
    if (bounds.dualShortfallNats() > bounds.toleranceNats()
        && known.leastUnionNats() >= bounds.lowerNats()) {
      return Duals.ofOneSide(distribution, known.teacher() >= known.student());
    }
    return Duals.of(distribution, problem, bounds.bestDual(), mirrored);
  }
}
