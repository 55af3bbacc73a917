package io.stillwatch.codebook;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Leads centres out of the local minimum that a descent left them in, where a warm start would stay
 * for good: the centre that would be missed least goes to where one is needed most, if the descent
 * from there ends lower (local search by swaps: Kanungo et al. 2004, doi
 * 10.1016/j.comgeo.2004.03.003). All other centres keep their place in the order.
 */
final class Swaps {
  /** A minimum that is lower by less is the same. */
  private static final double LEAST_GAIN_SHARE = 1e-3;

  private final KMeans search;
  private final int dimension;
  private final Random random;

  Swaps(KMeans search, int dimension, Random random) {
    this.search = search;
    this.dimension = dimension;
    this.random = random;
  }

  /**
   * Descends, swaps and descends again until that many swaps in a row were in vain.
   *
   * @param centres written to
   * @return as many centres
   */
  double[] descend(double[] centres, int iterations, int mostInVain) {
    double[] best = centres;
    double least = search.descend(best, iterations);
    List<Integer> order = byLoss(best);
    for (int inVain = 0; inVain < Math.min(mostInVain, order.size()); inVain++) {
      double[] swapped = without(best, order.get(inVain));
      double inertia = search.descend(swapped, iterations);
      if (inertia < (1 - LEAST_GAIN_SHARE) * least) {
        least = inertia;
        best = swapped;
        order = byLoss(best);
        inVain = -1;
      }
    }
    return best;
  }

  /** The centres by what leaving each out would cost, the least first. */
  private List<Integer> byLoss(double[] centres) {
    double[] losses = search.losses(centres);
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> losses[k]))
        .toList();
  }

  /** One centre goes where the others serve worst. */
  private double[] without(double[] centres, int left) {
    int last = centres.length - dimension;
    double[] others = centres.clone();
    System.arraycopy(centres, last, others, left * dimension, dimension);
    double[] grown = search.grown(others, last / dimension, random);
    if (grown.length < centres.length) {
      return centres.clone();
    }
    double[] swapped = centres.clone();
    System.arraycopy(grown, last, swapped, left * dimension, dimension);
    return swapped;
  }
}
