package io.stillwatch.pid;

import io.stillwatch.pid.BrojaProblem.Block;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The elimination of one state t of T from a {@link NewtonSystem}: of its a_y(t), one a class. */
final class Elimination {
  /** The classes that hold t: their blocks, and where a_y(t) stands in a row vector. */
  private final Block[] blocks;

  private final int[] variable;
  private final int[] entry;

  /**
   * The unknowns of the Schur complement that t touches, ascending, and where each class begins.
   */
  private final int[] touched;

  private final int[] first;

  /** E_y(t,s) by class and state of S; 0 where the class does not hold s. */
  private final double[][] posterior;

  /** The factor L_t' of B_t, and L_t^-1 C_t. */
  private final double[][] factor;

  private final double[][] coupled;

  private final int[] cellOf;
  private final double[] product;

  Elimination(BrojaProblem problem, int t, int[] reduced) {
    int[] row = new int[problem.blocks.length];
    Arrays.setAll(row, y -> Arrays.binarySearch(problem.blocks[y].rows(), t));
    this.blocks =
        IntStream.range(0, row.length)
            .filter(y -> row[y] >= 0)
            .mapToObj(y -> problem.blocks[y])
            .toArray(Block[]::new);
    int classes = blocks.length;
    this.variable = new int[classes];
    this.entry = new int[classes];
    this.first = new int[classes];
    this.cellOf = new int[problem.columnMarginal.length];
    Arrays.fill(cellOf, -1);
    int[] unknowns = new int[problem.freeColumns()];
    int count = 0;
    for (int c = 0; c < classes; c++) {
      Block block = blocks[c];
      int columns = block.columns().length;
      int i = Arrays.binarySearch(block.rows(), t);
      variable[c] = block.rowOffset() + i;
      entry[c] = block.offset() + i * columns;
      first[c] = count;
      for (int j = 0; j < columns; j++) {
        cellOf[block.columns()[j]] = block.cell()[i * columns + j];
        if (j < columns - 1) {
          unknowns[count++] = reduced[block.columnOffset() + j];
        }
      }
    }
    this.touched = Arrays.copyOf(unknowns, count);
    this.posterior = new double[classes][cellOf.length];
    this.factor = new double[classes][classes];
    this.coupled = new double[classes][count];
    this.product = new double[count];
  }

  /**
   * Builds B_t and C_t, adds t's own part to the Schur complement and takes C_t' B_t^-1 C_t off.
   */
  void eliminate(
      double[] allPosteriors,
      double[] lambda,
      double[] curvature,
      double[] rowSum,
      double[][] schur) {
    for (int c = 0; c < blocks.length; c++) {
      int[] columns = blocks[c].columns();
      for (int j = 0; j < columns.length; j++) {
        posterior[c][columns[j]] = allPosteriors[entry[c] + j];
      }
    }
    for (int c = 0; c < blocks.length; c++) {
      double[] weighted = weighted(posterior[c], curvature);
      for (int d = 0; d < blocks.length; d++) {
        couple(c, d, weighted, lambda, schur);
      }
      factor[c][c] += rowSum[variable[c]];
    }
    Cholesky.factor(factor, blocks.length);
    divideByFactor();
    for (int i = 0; i < touched.length; i++) {
      Arrays.fill(product, i, touched.length, 0);
      Cholesky.subtract(coupled, 0, blocks.length, product, i, i, touched.length);
      double[] target = schur[touched[i]];
      for (int j = i; j < touched.length; j++) {
        target[touched[j]] += product[j];
      }
    }
  }

  private double[] weighted(double[] shares, double[] curvature) {
    double[] weighted = new double[shares.length];
    for (int s = 0; s < weighted.length; s++) {
      weighted[s] = cellOf[s] < 0 ? 0 : curvature[cellOf[s]] * shares[s];
    }
    return weighted;
  }

  /** The pair of classes (c,d): one entry of B_t, a stretch of a row of C_t, and J'DJ itself. */
  private void couple(int c, int d, double[] weighted, double[] lambda, double[][] schur) {
    double[] other = posterior[d];
    int[] columns = blocks[d].columns();
    int last = columns.length - 1;
    double sum = weighted[columns[last]] * other[columns[last]];
    for (int j = 0; j < last; j++) {
      int s = columns[j];
      double value = weighted[s] * other[s];
      sum += value;
      coupled[c][first[d] + j] = c == d ? value + lambda[cellOf[s]] * other[s] : value;
    }
    if (d >= c) {
      factor[c][d] = sum;
      addToSchur(c, d, weighted, schur);
    }
  }

  private void addToSchur(int c, int d, double[] weighted, double[][] schur) {
    double[] other = posterior[d];
    int[] mine = blocks[c].columns();
    int[] columns = blocks[d].columns();
    int own = 0;
    for (int j = 0; j < columns.length - 1; j++) {
      while (own < mine.length - 1 && mine[own] < columns[j]) {
        own++;
      }
      if (own < mine.length - 1 && mine[own] == columns[j]) {
        schur[touched[first[c] + own]][touched[first[d] + j]] +=
            weighted[columns[j]] * other[columns[j]];
      }
    }
  }

  private void divideByFactor() {
    for (int k = 0; k < blocks.length; k++) {
      double inverse = 1 / factor[k][k];
      double[] pivot = coupled[k];
      for (int j = 0; j < pivot.length; j++) {
        pivot[j] *= inverse;
      }
      for (int i = k + 1; i < blocks.length; i++) {
        double share = factor[k][i];
        double[] row = coupled[i];
        for (int j = 0; j < row.length; j++) {
          row[j] -= share * pivot[j];
        }
      }
    }
  }

  /**
   * Takes t out of a right side: rows becomes L_t^-1 f_t, the reduced side loses C_t' B_t^-1 f_t.
   */
  void forward(double[] rows, double[] reducedRight) {
    double[] own = gather(rows);
    Cholesky.solveLower(factor, own.length, own);
    for (int c = 0; c < own.length; c++) {
      rows[variable[c]] = own[c];
      for (int j = 0; j < touched.length; j++) {
        reducedRight[touched[j]] -= own[c] * coupled[c][j];
      }
    }
  }

  /** Puts the a_y(t) in, once the b are known. */
  void backward(double[] rows, double[] reducedSolution) {
    double[] own = gather(rows);
    for (int c = 0; c < own.length; c++) {
      double value = own[c];
      for (int j = 0; j < touched.length; j++) {
        value -= coupled[c][j] * reducedSolution[touched[j]];
      }
      own[c] = value;
    }
    Cholesky.solveUpper(factor, own.length, own);
    for (int c = 0; c < own.length; c++) {
      rows[variable[c]] = own[c];
    }
  }

  private double[] gather(double[] rows) {
    double[] own = new double[variable.length];
    for (int c = 0; c < own.length; c++) {
      own[c] = rows[variable[c]];
    }
    return own;
  }
}
