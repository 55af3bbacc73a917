package io.stillwatch.pid;

/**
 * The linear system of one Newton step, (H0 + J'DJ) z = f, for z = (a,b): H0 is block-diagonal by
 * class with diag of the row sums of X_y, X_y itself, and diag of its column sums; J is the
 * gradient of log g, that is E_y(t,s) at a_y(t) and at b_y(s); D is diagonal by cell. One constant
 * of every class is free: the last b of a class comes out as 0.
 *
 * <p>Two ways to solve it. {@link SideSystem} eliminates one side and factors a dense matrix over
 * the other: accurate to the end, and the faster one for few classes. {@link CellSystem} solves the
 * classes by themselves and factors a dense matrix over the cells: the faster one for many classes,
 * and less accurate near the end.
 */
sealed interface NewtonSystem permits SideSystem, CellSystem {
  /**
   * Factors the system.
   *
   * @param x the coupling X
   * @param posterior E, with X = lambda E
   * @param lambda by cell
   * @param curvature D by cell, above 0
   */
  void factor(double[] x, double[] posterior, double[] lambda, double[] curvature);

  /**
   * Solves the factored system in place.
   *
   * @param rows on entry the right side for a, on return a
   * @param columns the same for b
   */
  void solve(double[] rows, double[] columns);

  /**
   * How often a solution should be refined, given how many digits are left.
   *
   * @param gapNats the duality gap of the point
   * @return passes of iterative refinement
   */
  int refinements(double gapNats);
}
