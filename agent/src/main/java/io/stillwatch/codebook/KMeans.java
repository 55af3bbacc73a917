package io.stillwatch.codebook;

import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.Random;

/**
 * Lloyd's k-means from greedy k-means++ seeds (Arthur and Vassilvitskii 2007), best of several
 * restarts. Ties go to the lowest index everywhere; the same points and seed give the same bits.
 */
final class KMeans {
  private final double[] points;
  private final int count;
  private final int dimension;
  private final int[] assigned;
  private final double[] distances;

  private KMeans(double[] points, int dimension) {
    this.points = points;
    this.dimension = dimension;
    this.count = points.length / dimension;
    this.assigned = new int[count];
    this.distances = new double[count];
  }

  /**
   * The centres of the restart with the least inertia.
   *
   * @param points point after point, {@code dimension} numbers each, at least one point
   * @return centre after centre; fewer than asked for where there are fewer distinct points
   */
  static double[] fit(double[] points, int dimension, CodebookSettings settings, long seed) {
    KMeans search = new KMeans(points, dimension);
    Random random = new Random(seed);
    double[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int restart = 0; restart < settings.restarts(); restart++) {
      double[] centres = search.seeds(settings.clusters(), random);
      double inertia = search.descend(centres, settings.iterations());
      if (inertia < least) {
        least = inertia;
        best = centres;
      }
    }
    return best;
  }

  /**
   * The centres that a descent from given ones, with swaps, ends at. Of those that no point is
   * nearest to, and of those that are wanted beyond, seeds take the place.
   */
  static double[] refit(
      double[] points, double[] centres, int dimension, CodebookSettings settings, Refit how) {
    KMeans search = new KMeans(points, dimension);
    search.assign(centres);
    double[] alive = search.alive(centres);
    // Old centres lie on no point, so with seeds there could be more centres than points.
    int most = Math.min(settings.clusters(), search.count);
    int given = Math.min(alive.length / dimension, most);
    double[] places = Arrays.copyOf(alive, most * dimension);
    Random random = Seeds.random(how.seed());
    double[] warm = search.grown(places, given, random);
    double[] found =
        new Swaps(search, dimension, random).descend(warm, settings.iterations(), how.swaps());
    search.assign(found);
    // An old centre between new seeds may have lost every point to them.
    return search.alive(found);
  }

  /**
   * What decides a refit beside the points.
   *
   * @param seed of new centres
   * @param swaps in vain in a row, after which the search ends
   */
  record Refit(long seed, int swaps) {}

  /** The centres that some point is nearest to, in their order. */
  private double[] alive(double[] centres) {
    boolean[] lives = new boolean[centres.length / dimension];
    for (int cluster : assigned) {
      lives[cluster] = true;
    }
    double[] alive = new double[centres.length];
    int found = 0;
    for (int k = 0; k < lives.length; k++) {
      if (lives[k]) {
        System.arraycopy(centres, k * dimension, alive, found * dimension, dimension);
        found++;
      }
    }
    return Arrays.copyOf(alive, found * dimension);
  }

  /** Each further seed is the best of a few points drawn by their squared distance. */
  private double[] seeds(int most, Random random) {
    double[] centres = new double[most * dimension];
    copy(random.nextInt(count), centres, 0);
    return grown(centres, 1, random);
  }

  /** The given centres and seeds, each where the ones before it serve badly. */
  double[] grown(double[] centres, int given, Random random) {
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    double potential = 0;
    for (int k = 0; k < given; k++) {
      potential = lower(distances, centres, k);
    }
    int most = centres.length / dimension;
    int trials = 2 + (int) StrictMath.log(most);
    int found = given;
    while (found < most && potential > 0) {
      int seed = bestSeed(potential, trials, random);
      copy(seed, centres, found);
      potential = lower(distances, centres, found);
      found++;
    }
    return Arrays.copyOf(centres, found * dimension);
  }

  private int bestSeed(double potential, int trials, Random random) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < trials; trial++) {
      int candidate = drawn(random.nextDouble() * potential);
      double left = potentialWith(candidate);
      if (left < least) {
        least = left;
        best = candidate;
      }
    }
    return best;
  }

  /** The point at which the running sum of squared distances passes a target. */
  private int drawn(double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (distances[i] > 0) {
        sum += distances[i];
        last = i;
        if (sum > target) {
          break;
        }
      }
    }
    return last;
  }

  private double potentialWith(int candidate) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.min(distances[i], squaredDistance(i, points, candidate));
    }
    return sum;
  }

  private double lower(double[] nearest, double[] centres, int centre) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      nearest[i] = Math.min(nearest[i], squaredDistance(i, centres, centre));
      sum += nearest[i];
    }
    return sum;
  }

  /** What leaving each centre out would add to the inertia. */
  double[] losses(double[] centres) {
    double[] losses = new double[centres.length / dimension];
    for (int i = 0; i < count; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      double second = Double.POSITIVE_INFINITY;
      for (int k = 0; k < losses.length; k++) {
        double distance = squaredDistance(i, centres, k);
        second = Math.min(second, Math.max(distance, least));
        nearest = distance < least ? k : nearest;
        least = Math.min(least, distance);
      }
      losses[nearest] += second - least;
    }
    return losses;
  }

  /** Moves the centres until no point changes its own, or the iterations are used up. */
  double descend(double[] centres, int iterations) {
    Arrays.fill(assigned, -1);
    for (int i = 0; i < iterations && assign(centres); i++) {
      move(centres);
    }
    assign(centres);
    double inertia = 0;
    for (double distance : distances) {
      inertia += distance;
    }
    return inertia;
  }

  private boolean assign(double[] centres) {
    boolean changed = false;
    for (int i = 0; i < count; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < centres.length / dimension; k++) {
        double distance = squaredDistance(i, centres, k);
        if (distance < least) {
          least = distance;
          nearest = k;
        }
      }
      changed |= assigned[i] != nearest;
      assigned[i] = nearest;
      distances[i] = least;
    }
    return changed;
  }

  private void move(double[] centres) {
    int[] sizes = new int[centres.length / dimension];
    for (int cluster : assigned) {
      sizes[cluster]++;
    }
    fillEmpty(sizes);
    Arrays.fill(centres, 0);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < dimension; j++) {
        centres[assigned[i] * dimension + j] += points[i * dimension + j];
      }
    }
    for (int c = 0; c < centres.length; c++) {
      centres[c] /= sizes[c / dimension];
    }
  }

  /** An empty cluster takes the point that is worst served, of those that leave none empty. */
  private void fillEmpty(int[] sizes) {
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] == 0) {
        int worst = worstServed(sizes);
        sizes[assigned[worst]]--;
        assigned[worst] = k;
        distances[worst] = 0;
        sizes[k] = 1;
      }
    }
  }

  private int worstServed(int[] sizes) {
    int worst = -1;
    for (int i = 0; i < count; i++) {
      if (sizes[assigned[i]] > 1 && (worst < 0 || distances[i] > distances[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  private double squaredDistance(int point, double[] centres, int centre) {
    double sum = 0;
    for (int j = 0; j < dimension; j++) {
      double difference = points[point * dimension + j] - centres[centre * dimension + j];
      sum += difference * difference;
    }
    return sum;
  }

  private void copy(int point, double[] centres, int centre) {
    System.arraycopy(points, point * dimension, centres, centre * dimension, dimension);
  }
}
