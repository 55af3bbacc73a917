package io.stillwatch.table;

/**
 * A distribution over two variables with both its marginals, row-major with the axes of {@link
 * TableShape}. From counts every probability is one division of exact integers, so all that is
 * derived from it depends on the pair's own counts alone, to the last bit. Immutable.
 */
public final class PairDistribution {
  private final double[] joint;
  private final double[] rowMarginal;
  private final double[] columnMarginal;

  private PairDistribution(double[] joint, double[] rowMarginal, double[] columnMarginal) {
    this.joint = joint;
    this.rowMarginal = rowMarginal;
    this.columnMarginal = columnMarginal;
  }

  static PairDistribution of(PairTable table) {
    int rows = table.rows();
    int columns = table.columns();
    double total = table.total();
    double[] joint = new double[rows * columns];
    long[] rowCounts = new long[rows];
    long[] columnCounts = new long[columns];
    for (int i = 0; i < joint.length; i++) {
      long count = table.count(i / columns, i % columns);
      joint[i] = count / total;
      rowCounts[i / columns] += count;
      columnCounts[i % columns] += count;
    }
    return new PairDistribution(joint, shares(rowCounts, total), shares(columnCounts, total));
  }

  /** P(column|row) of counts, whose rows have given sums, under given probabilities of the rows. */
  static PairDistribution of(PairTable table, long[] rowCounts, double[] rowProbabilities) {
    double[] joint = new double[table.rows() * table.columns()];
    for (int i = 0; i < joint.length; i++) {
      int row = i / table.columns();
      long count = table.count(row, i % table.columns());
      joint[i] = count > 0 ? rowProbabilities[row] * (count / (double) rowCounts[row]) : 0;
    }
    return of(table.rows(), table.columns(), joint);
  }

  static PairDistribution of(int rows, int columns, double[] joint) {
    double[] rowMarginal = new double[rows];
    double[] columnMarginal = new double[columns];
    for (int row = 0; row < rows; row++) {
      rowMarginal[row] = stridedSum(joint, row * columns, 1, columns);
    }
    for (int column = 0; column < columns; column++) {
      columnMarginal[column] = stridedSum(joint, column, columns, rows);
    }
    return new PairDistribution(joint, rowMarginal, columnMarginal);
  }

  private static double[] shares(long[] counts, double total) {
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = counts[i] / total;
    }
    return shares;
  }

  static double stridedSum(double[] values, int first, int stride, int terms) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < terms; i++) {
      sum.add(values[first + i * stride]);
    }
    return sum.value();
  }

  /**
   * The number of rows.
   *
   * @return at least 1
   */
  public int rows() {
    return rowMarginal.length;
  }

  /**
   * The number of columns.
   *
   * @return at least 1
   */
  public int columns() {
    return columnMarginal.length;
  }

  /**
   * One joint probability.
   *
   * @param row 0 to rows - 1
   * @param column 0 to columns - 1
   * @return 0 to 1
   */
  public double probability(int row, int column) {
    return joint[row * columnMarginal.length + column];
  }

  /**
   * The probability of a row.
   *
   * @param row 0 to rows - 1
   * @return 0 to 1
   */
  public double rowProbability(int row) {
    return rowMarginal[row];
  }

  /**
   * The probability of a column.
   *
   * @param column 0 to columns - 1
   * @return 0 to 1
   */
  public double columnProbability(int column) {
    return columnMarginal[column];
  }

  /**
   * The number of pairs with a probability above 0.
   *
   * @return at most rows times columns
   */
  public int support() {
    int support = 0;
    for (double probability : joint) {
      support += probability > 0 ? 1 : 0;
    }
    return support;
  }

  /**
   * The mutual information of the two variables.
   *
   * @return in nats, at least 0
   */
  public double mutualInformation() {
    return mutualInformation(joint, rowMarginal, columnMarginal);
  }

  /**
   * The pointwise information of a cell: its influence on the mutual information, but for a
   * constant.
   *
   * @param row a row
   * @param column a column, such that the cell is not empty
   * @return log p(row,column) / p(row)p(column), in nats
   */
  public double pointwiseInformation(int row, int column) {
    return StrictMath.log(probability(row, column) / rowMarginal[row] / columnMarginal[column]);
  }

  /**
   * The entropy of the row variable.
   *
   * @return in nats, at least 0
   */
  public double rowEntropy() {
    return Entropies.entropy(rowMarginal);
  }

  static double mutualInformation(double[] joint, double[] rows, double[] columns) {
    CompensatedSum sum = new CompensatedSum();
    int cell = 0;
    for (double row : rows) {
      for (double column : columns) {
        double independent = row * column;
        if (independent > 0) {
          sum.add(Entropies.divergenceTerm(joint[cell], independent));
        }
        cell++;
      }
    }
    return Math.max(0, sum.value());
  }

  double[] joint() {
    return joint;
  }

  double[] rowMarginal() {
    return rowMarginal;
  }
}
