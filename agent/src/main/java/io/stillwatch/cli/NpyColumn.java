package io.stillwatch.cli;

import io.stillwatch.npy.NpyException;
import io.stillwatch.npy.NpyFile;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Arrays of one number a row. */
final class NpyColumn {
  private NpyColumn() {}

  /** Class labels; a NaN is no label. */
  static List<Optional<Key>> labels(NpyFile file) throws NpyException {
    requireColumn(file, "for one-hot rows save array.argmax(1)");
    if (file.type().isWhole()) {
      return keys(file).stream().map(Optional::of).toList();
    }
    double[] reals = file.doubles();
    List<Optional<Key>> labels = new ArrayList<>(reals.length);
    for (int row = 0; row < reals.length; row++) {
      if (!Double.isNaN(reals[row]) && (long) reals[row] != reals[row]) {
        throw new NpyException(
            file.path(),
            "row %d held %s; must be an integer, or NaN for none: sort a continuous label into bins"
                .formatted(row, reals[row]));
      }
      labels.add(
          Double.isNaN(reals[row])
              ? Optional.empty()
              : Optional.of(new Key.Whole((long) reals[row])));
    }
    return labels;
  }

  /** Ids of groups. */
  static List<Key> keys(NpyFile file) throws NpyException {
    requireColumn(file, "give each row the number of its group");
    return Arrays.stream(file.wholes()).<Key>mapToObj(Key.Whole::new).toList();
  }

  /** Weights in units of 2^-20. */
  static long[] weights(NpyFile file) throws NpyException {
    requireColumn(file, "give each row its weight");
    double[] reals = file.doubles();
    long[] weights = new long[reals.length];
    for (int row = 0; row < reals.length; row++) {
      if (!(reals[row] >= 0 && reals[row] <= Weight.LARGEST)) {
        throw new NpyException(
            file.path(),
            "row %d weighed %s; must be between 0 and %.0f"
                .formatted(row, reals[row], Weight.LARGEST));
      }
      weights[row] = Weight.quantised(reals[row]);
    }
    return weights;
  }

  /** Codes, one a row. */
  static int[] codes(NpyFile file, int limit) throws NpyException {
    requireColumn(file, "give each row its code, or say that the rows are vectors or scores");
    long[] wholes = file.wholes();
    int[] codes = new int[wholes.length];
    for (int row = 0; row < wholes.length; row++) {
      if (wholes[row] < 0 || wholes[row] >= limit) {
        throw new NpyException(
            file.path(),
            "row %d held the code %d; must be between 0 and %d"
                .formatted(row, wholes[row], limit - 1));
      }
      codes[row] = (int) wholes[row];
    }
    return codes;
  }

  private static void requireColumn(NpyFile file, String otherwise) throws NpyException {
    if (file.dimension() != 1) {
      throw new NpyException(
          file.path(),
          "had %d numbers a row; must have one: %s".formatted(file.dimension(), otherwise));
    }
  }
}
