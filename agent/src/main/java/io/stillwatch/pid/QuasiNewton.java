package io.stillwatch.pid;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Limited-memory BFGS over the common distribution r of the couplings, for tables whose Newton
 * systems are too large. The inner problem, couplings nearest to r, is solved by scaling sweeps
 * kept warm; its value as a function of r is convex with gradient -g. With r = phi^2 on the unit
 * sphere no bound is in the way, and the plain step is that of alternating minimisation. Source: J.
 * Nocedal, Updating Quasi-Newton Matrices with Limited Storage, Math. Comp. 35 (1980), doi
 * 10.2307/2006193.
 */
final class QuasiNewton {
  private static final int MEMORY = 10;
  private static final int MOST_SWEEPS = 60;
  private static final double LEAST_REFERENCE = 1e-290;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SHRINK = 0.4;
  private static final int MOST_SHRINKS = 12;

  private final Presolve presolve;
  private final BrojaProblem problem;
  private final Bounds bounds;
  private final AlternatingMinimisation scaling;
  private final ArrayDeque<Pair> memory = new ArrayDeque<>();
  private int evaluations;
  private int judgedAt;

  /** A step and what it did to the gradient. */
  private record Pair(double[] step, double[] change, double curvature) {}

  /** A point on the sphere, the value there and its gradient. */
  private record Point(double[] phi, double value, double[] gradient) {}

  QuasiNewton(Presolve presolve, Bounds bounds, AlternatingMinimisation start) {
    this.presolve = presolve;
    this.problem = presolve.core();
    this.bounds = bounds;
    this.scaling = start;
  }

  /**
   * Descends until the bounds are met or nothing is gained any more.
   *
   * @param mostEvaluations of the inner problem
   * @return the number of evaluations
   */
  int run(int mostEvaluations) {
    double[] start = scaling.reference();
    for (int k = 0; k < start.length; k++) {
      start[k] = Math.sqrt(start[k]);
    }
    Point now = at(start);
    while (!bounds.met() && evaluations < mostEvaluations) {
      Point next = descended(now, direction(now));
      if (next == null) {
        if (memory.isEmpty()) {
          break;
        }
        memory.clear();
        continue;
      }
      remember(now, next);
      now = next;
    }
    judge();
    return evaluations;
  }

  /** Armijo's rule along a direction; none where no step goes down. */
  private Point descended(Point now, double[] direction) {
    double slope = dot(now.gradient, direction);
    double step = 1;
    for (int shrink = 0; shrink < MOST_SHRINKS && slope < 0; shrink++) {
      double[] phi = new double[direction.length];
      for (int k = 0; k < phi.length; k++) {
        phi[k] = now.phi[k] + step * direction[k];
      }
      Point next = at(phi);
      if (bounds.met() || next.value <= now.value + SUFFICIENT_DECREASE * step * slope) {
        return next;
      }
      step *= SHRINK;
    }
    return null;
  }

  private Point at(double[] phi) {
    double norm = Math.sqrt(dot(phi, phi));
    double[] unit = new double[phi.length];
    double[] r = new double[phi.length];
    for (int k = 0; k < phi.length; k++) {
      unit[k] = phi[k] / norm;
      r[k] = Math.max(unit[k] * unit[k], LEAST_REFERENCE);
    }
    scaling.refer(r);
    double tolerance = Math.max(1e-13, 1e-3 * (bounds.upperNats() - bounds.lowerNats()));
    for (int sweep = 0; sweep < MOST_SWEEPS && !(scaling.scale() <= tolerance); sweep++) {}
    evaluations++;
    if (evaluations >= judgedAt + 4 + judgedAt / 7) {
      judge();
    }
    double[] g = new double[phi.length];
    Incidence.addByCell(problem, scaling.coupling(), g);
    double[] gradient = new double[phi.length];
    for (int k = 0; k < phi.length; k++) {
      gradient[k] = -2 * unit[k] * (g[k] / r[k] - 1);
    }
    return new Point(unit, scaling.valueNats(), gradient);
  }

  private void judge() {
    judgedAt = evaluations;
    bounds.judge(presolve, scaling.dual(), scaling.coupling());
  }

  private void remember(Point now, Point next) {
    double[] step = new double[now.phi.length];
    double[] change = new double[step.length];
    for (int k = 0; k < step.length; k++) {
      step[k] = next.phi[k] - now.phi[k];
      change[k] = next.gradient[k] - now.gradient[k];
    }
    double curvature = dot(step, change);
    if (curvature > 1e-14 * Math.sqrt(dot(step, step) * dot(change, change))) {
      memory.addFirst(new Pair(step, change, curvature));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }

  /** The two loops of Nocedal. */
  private double[] direction(Point now) {
    double[] direction = now.gradient.clone();
    double[] weights = new double[memory.size()];
    int i = 0;
    for (Pair pair : memory) {
      weights[i] = dot(pair.step, direction) / pair.curvature;
      add(direction, -weights[i], pair.change);
      i++;
    }
    double scale = 0.5;
    if (!memory.isEmpty()) {
      Pair newest = memory.getFirst();
      scale = newest.curvature / dot(newest.change, newest.change);
    }
    for (int k = 0; k < direction.length; k++) {
      direction[k] *= scale;
    }
    for (Iterator<Pair> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      i--;
      add(direction, weights[i] - dot(pair.change, direction) / pair.curvature, pair.step);
    }
    Arrays.setAll(direction, k -> -direction[k]);
    return direction;
  }

  private static void add(double[] to, double factor, double[] terms) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * terms[k];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += one[k] * other[k];
    }
    return sum;
  }
}
