package io.stillwatch.pid;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.Seeds;
import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.Random;

/**
 * Seeded tables of every temper: dense, sparse, with probabilities down to 1e-12,
 * near-deterministic.
 */
final class RandomTables {
  private RandomTables() {}

  static JointDistribution of(long seed) {
    Random random = Seeds.random(seed);
    TableShape shape =
        new TableShape(2 + random.nextInt(11), 2 + random.nextInt(11), 2 + random.nextInt(11));
    double[] weights = new double[shape.cells()];
    int temper = random.nextInt(4);
    Arrays.setAll(weights, cell -> weight(random, temper));
    weights[random.nextInt(weights.length)] += 0.1;
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, cell -> weights[cell] / sum);
    return JointDistribution.ofProbabilities(shape, weights);
  }

  private static double weight(Random random, int temper) {
    double uniform = random.nextDouble();
    return switch (temper) {
      case 0 -> -Math.log(1 - uniform);
      case 1 -> random.nextInt(10) < 8 ? 0 : uniform;
      case 2 -> StrictMath.pow(10, -12 * uniform);
      default -> random.nextInt(10) < 5 ? 0 : StrictMath.pow(10, -12 * uniform);
    };
  }
}
