package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.PairDistribution;
import java.util.Optional;

/**
 * How the union information I* bends around a distribution: its second derivatives along straight
 * lines to other ones, where {@link Solution}'s influences are the first.
 *
 * <p>I* itself has edges, where its coupling loses a cell. So the derivative is that of its barrier
 * function, which is smooth and stays within a given width of it. With a + log p_y instead of a the
 * dual is linear in (P(y,t), P(y,s)), over a convex set that does not depend on them, and I* is its
 * maximum plus H(Y). Along a line on which P(y,t), P(y,s) and p_y move by d the second derivative
 * is therefore
 *
 * <pre>
 *   d' K^-1 d - sum over y of d_y^2 / p_y      with K = H0 + J'DJ
 * </pre>
 *
 * <p>where K is the system of {@link NewtonSystem}, at the point of the central path where the
 * given width is the duality gap. Nothing is merged or left out before: states that say the same
 * here need not say so elsewhere on the line. Not thread-safe.
 */
public final class Curvature {
  private static final int REFINEMENTS = 2;

  private final BrojaProblem problem;
  private final boolean mirrored;
  private final Direction direction;

  private Curvature(BrojaProblem problem, boolean mirrored, Direction direction) {
    this.problem = problem;
    this.mirrored = mirrored;
    this.direction = direction;
  }

  /**
   * The curvature around a distribution.
   *
   * @param distribution of label, teacher and student
   * @param widthNats how far the smooth function may be from I*, above 0
   * @return empty where the linear system would be too large, or its point was not reached, as can
   *     be with probabilities below 1e-6 or so: not in a table of fewer rows
   * @throws IllegalArgumentException if the width is not above 0
   */
  public static Optional<Curvature> of(JointDistribution distribution, double widthNats) {
    if (!(widthNats > 0)) {
      throw new IllegalArgumentException("width was " + widthNats + " nats; must be above 0");
    }
    BrojaProblem plain = BrojaProblem.of(distribution);
    BrojaProblem mirror = BrojaProblem.of(distribution.labelStudent(), distribution.labelTeacher());
    boolean mirrored = mirror.freeColumns() < plain.freeColumns();
    BrojaProblem problem = mirrored ? mirror : plain;
    return system(problem)
        .flatMap(system -> CentralPath.at(problem, system, widthNats))
        .map(direction -> new Curvature(problem, mirrored, direction));
  }

  /** The cheaper system of those that fit. */
  private static Optional<NewtonSystem> system(BrojaProblem problem) {
    boolean side =
        problem.freeColumns() <= Stages.LARGEST_SYSTEM
            && problem.eliminationSize() <= Stages.LARGEST_ELIMINATION;
    boolean cells = problem.cells() <= Stages.LARGEST_SYSTEM;
    if (cells && !(side && SideSystem.cost(problem) <= CellSystem.cost(problem))) {
      return Optional.of(new CellSystem(problem));
    }
    return side ? Optional.of(new SideSystem(problem)) : Optional.empty();
  }

  /**
   * The second derivative on the line from this distribution, at 0, to another, at 1.
   *
   * @param other without mass where P(y,t) or P(y,s) is 0
   * @return in nats
   */
  public double towardsNats(JointDistribution other) {
    PairDistribution teacher = other.labelTeacher();
    PairDistribution student = other.labelStudent();
    double[] rows = change(Side.ROWS, mirrored ? student : teacher);
    double[] columns = change(Side.COLUMNS, mirrored ? teacher : student);
    direction.solve(rows, columns, REFINEMENTS);
    double bend = 0;
    for (int i = 0; i < rows.length; i++) {
      bend += rows[i] * direction.a[i];
    }
    for (int j = 0; j < columns.length; j++) {
      bend += columns[j] * direction.b[j];
    }
    return bend - labelsBend(rows);
  }

  private double[] change(Side side, PairDistribution target) {
    double[] change = side.masses(problem).clone();
    for (Block block : problem.blocks) {
      int offset = side.offset(block);
      int[] states = side.states(block);
      for (int i = 0; i < states.length; i++) {
        change[offset + i] = target.probability(block.label(), states[i]) - change[offset + i];
      }
    }
    return change;
  }

  private double labelsBend(double[] rows) {
    double bend = 0;
    for (Block block : problem.blocks) {
      double moved = 0;
      for (int i = 0; i < block.rows().length; i++) {
        moved += rows[block.rowOffset() + i];
      }
      bend += moved * moved / block.mass();
    }
    return bend;
  }
}
