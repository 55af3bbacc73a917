package io.stillwatch.interval;

import io.stillwatch.pid.BrojaSolver;
import io.stillwatch.pid.Solution;
import io.stillwatch.table.ApartTable;
import io.stillwatch.table.BlockedTable;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TripleTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Bias correction by leaving out one block of rows at a time: the bias of an information falls like
 * one over the number of rows, so what the value gains when rows are left out tells how much of it
 * is bias.
 *
 * <p>For g blocks with the shares m_j of the rows the corrected value is the sum of V - (1 - m_j)
 * V_(-j). With h_j = 1/m_j the pseudo-value of a block is h_j V - (h_j - 1) V_(-j), and the
 * variance of the corrected value is (1/g) sum of (pseudo-value - corrected)^2 / (h_j - 1). Empty
 * blocks are none. Source: F. Busing, E. Meijer, R. van der Leeden, Delete-m Jackknife for Unequal
 * m, Statistics and Computing 9 (1999), doi 10.1023/A:1008800423698.
 *
 * <p>V_(-j) is solved, or taken from an {@link Expansion} of the whole.
 */
final class Jackknife {
  private Jackknife() {}

  /** What is known of the rows that one block leaves. */
  private interface Rest {
    Known of(JointDistribution rest);
  }

  /**
   * Informations.
   *
   * @param certificateNats how far their I* less that of the whole can be off
   */
  private record Known(Quantities values, double certificateNats) {}

  /** A block that holds something, and what the others hold. */
  private record Left(double blockShare, Known rest) {
    Quantities pseudoValue(Quantities whole) {
      double h = 1 / blockShare;
      return whole.times(h).plus(1 - h, rest.values);
    }

    double varianceWeight(int blocks) {
      return 1 / (blocks * (1 / blockShare - 1));
    }
  }

  /** Corrects a table of at least two blocks: each is left out, and the others solved. */
  static Correction of(BlockedTable table, Solution whole) {
    return of(leftOut(table, rest -> solved(rest, whole)), whole);
  }

  private static Known solved(JointDistribution rest, Solution whole) {
    Solution solved = BrojaSolver.solve(rest);
    return new Known(Quantities.of(solved), (solved.gapNats() + whole.gapNats()) / 2);
  }

  /** The same without further solves; an expansion moves with what the whole is off by. */
  static Correction of(BlockedTable table, Solution whole, Expansion expansion) {
    return of(leftOut(table, rest -> new Known(expansion.at(rest), 0)), whole);
  }

  /** Corrects two samples that share no row; as it is where no two blocks can be left out. */
  static Correction of(ApartTable table, Solution whole) {
    List<Left> blocks = new ArrayList<>();
    for (int block = 0; block < table.blocks(); block++) {
      table
          .without(block)
          .map(rest -> new Left(rest.share(), solved(rest.distribution(), whole)))
          .ifPresent(blocks::add);
    }
    return blocks.size() < 2 ? Correction.none(whole) : of(blocks, whole);
  }

  private static Correction of(List<Left> blocks, Solution whole) {
    Quantities values = Quantities.of(whole);
    Quantities corrected = values.times(blocks.size());
    double certificate = whole.gapNats() / 2;
    for (Left left : blocks) {
      double share = 1 - left.blockShare;
      corrected = corrected.plus(-share, left.rest.values);
      certificate += share * left.rest.certificateNats;
    }
    StandardErrors errors = StandardErrors.NONE;
    for (Left left : blocks) {
      Quantities off = left.pseudoValue(values).plus(-1, corrected);
      double weight = left.varianceWeight(blocks.size());
      errors = errors.and(StandardErrors.of(off.times(Math.sqrt(weight)), whole));
    }
    return new Correction(corrected, errors, certificate);
  }

  private static List<Left> leftOut(BlockedTable table, Rest without) {
    double total = table.whole().total();
    List<Left> blocks = new ArrayList<>();
    for (int block = 0; block < table.blocks(); block++) {
      TripleTable rest = table.without(block);
      if (rest.total() > 0 && rest.total() < total) {
        Known known = without.of(JointDistribution.of(rest, table.mix()));
        blocks.add(new Left((total - rest.total()) / total, known));
      }
    }
    return blocks;
  }
}
