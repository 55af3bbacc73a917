package io.stillwatch.wire;

import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The binary form of a representation: shape, type and data, whatever order they come in. */
final class Payload {
  private static final int MOST_AXES = 16;

  private final Tokens tokens;
  private final WireLimits limits;
  private long[] shape;
  private DataType type;
  private ByteBuffer data;

  Payload(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  boolean isPresent() {
    return shape != null || type != null || data != null;
  }

  void readShape() throws IOException {
    long[] lengths = new long[MOST_AXES];
    int axes = tokens.array(MOST_AXES, axis -> lengths[axis] = tokens.whole(1, Integer.MAX_VALUE));
    if (axes == 0) {
      throw tokens.refused(
          Refusal.INVALID_FIELD, "had no axis; must have the rows and may have more");
    }
    shape = Arrays.copyOf(lengths, axes);
  }

  void readType() throws IOException {
    String name = tokens.text(limits.textBytes());
    type = DataType.named(name);
    if (type == null) {
      throw tokens.wrong("float16, bfloat16, float32 or float64");
    }
  }

  void readData() throws IOException {
    data = tokens.bytes();
  }

  Values.Vectors vectors() throws IOException {
    if (shape == null || type == null || data == null) {
      throw tokens.refused(
          Refusal.MISSING_FIELD,
          "lacked "
              + (shape == null ? "shape" : type == null ? "dtype" : "data")
              + "; shape, dtype and data belong together");
    }
    long rows = withinLimit("rows", shape[0], limits.rows());
    long dimension = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      // Both factors are below 2^31, so the product cannot overflow before it is checked.
      dimension = withinLimit("dimension", dimension * shape[axis], limits.dimension());
    }
    long bytes = rows * dimension * type.width();
    if (bytes != data.remaining()) {
      throw tokens.refused(
          Refusal.SHAPE_MISMATCH,
          "had %d bytes of data; must be %d x %d numbers of %s, %d bytes"
              .formatted(data.remaining(), rows, dimension, type.word(), bytes));
    }
    return new Values.Vectors(type.floats(data), (int) rows, (int) dimension);
  }

  private long withinLimit(String what, long value, int limit) throws IOException {
    if (value > limit) {
      throw tokens.refused(
          Refusal.TOO_LARGE, what + " was " + value + "; must be between 1 and " + limit);
    }
    return value;
  }
}
