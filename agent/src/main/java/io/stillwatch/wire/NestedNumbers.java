package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonToken;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Values;
import java.io.IOException;
import java.util.Arrays;

/** Reads nested arrays of numbers: rows, each a number or an array of whatever regular shape. */
final class NestedNumbers {
  private static final int DEEPEST = 16;
  private static final int UNKNOWN = -1;

  private final Tokens tokens;
  private final WireLimits limits;

  /** The length of the arrays at each depth; 0 is the array of all rows. */
  private final int[] lengths = new int[DEEPEST];

  /** The depth at which the numbers stand, once the first is met. */
  private int numberDepth = UNKNOWN;

  private float[] data = new float[1024];
  private int size;

  NestedNumbers(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
    Arrays.fill(lengths, UNKNOWN);
  }

  Values.Vectors read() throws IOException {
    int rows = tokens.array(limits.rows(), row -> readBelow(1, row));
    if (rows == 0 || size == 0) {
      throw tokens.refused(Refusal.INVALID_FIELD, "had no numbers; must have at least one a row");
    }
    return new Values.Vectors(Arrays.copyOf(data, size), rows, size / rows);
  }

  private void readBelow(int depth, int row) throws IOException {
    if (!tokens.at(JsonToken.START_ARRAY)) {
      append(depth, row);
      return;
    }
    if (depth == DEEPEST) {
      throw tokens.refused(Refusal.TOO_LARGE, "was nested deeper than " + DEEPEST);
    }
    int length = tokens.array(limits.dimension(), i -> readBelow(depth + 1, row));
    if (lengths[depth] == UNKNOWN) {
      lengths[depth] = length;
    }
    if (lengths[depth] != length || (numberDepth != UNKNOWN && depth >= numberDepth)) {
      throw tokens.refused(
          Refusal.SHAPE_MISMATCH,
          "had " + length + " elements; must have the shape of those before");
    }
  }

  private void append(int depth, int row) throws IOException {
    double number = tokens.anyNumber();
    if (numberDepth == UNKNOWN) {
      numberDepth = depth;
    }
    if (numberDepth != depth || lengths[depth] != UNKNOWN) {
      throw tokens.refused(
          Refusal.SHAPE_MISMATCH, "was a number at another depth than the numbers before");
    }
    if (row == 0 && size == limits.dimension()) {
      throw tokens.refused(
          Refusal.TOO_LARGE, "was beyond a dimension of " + limits.dimension() + " numbers a row");
    }
    if (size == data.length) {
      data = Arrays.copyOf(data, 2 * size);
    }
    // Beyond the range of a float it becomes an infinity: the row is lost, not the record.
    data[size++] = (float) number;
  }
}
