package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonToken;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Weight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads columns: arrays with one element a row. */
final class ColumnReader {
  private static final int FIRST_CAPACITY = 256;

  /** The slice of every row in measurements. */
  private static final String ALL_ROWS = "all";

  private final Tokens tokens;
  private final WireLimits limits;

  ColumnReader(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** Reads ids: integers or texts, not both. */
  List<Key> ids() throws IOException {
    List<Key> ids = new ArrayList<>();
    tokens.array(limits.rows(), row -> ids.add(sameKind(id(), ids.isEmpty() ? null : ids.get(0))));
    return List.copyOf(ids);
  }

  /** Reads one integer or text. */
  Key id() throws IOException {
    if (tokens.at(JsonToken.VALUE_STRING)) {
      return new Key.Text(tokens.text(limits.textBytes()));
    }
    if (tokens.at(JsonToken.VALUE_NUMBER_INT)) {
      return new Key.Whole(tokens.whole(Long.MIN_VALUE, Long.MAX_VALUE));
    }
    throw tokens.wrong("an integer or a string");
  }

  /** Reads labels: integers, texts or real numbers, one of them; null is no label. */
  List<Optional<Key>> labels() throws IOException {
    List<Optional<Key>> labels = new ArrayList<>();
    // Classes are few and rows are many: equal labels share one object.
    Map<Key, Optional<Key>> classes = new HashMap<>();
    tokens.array(
        limits.rows(),
        row -> {
          if (tokens.isNull()) {
            labels.add(Optional.empty());
            return;
          }
          Key known = classes.isEmpty() ? null : classes.keySet().iterator().next();
          labels.add(classes.computeIfAbsent(sameKind(label(), known), Optional::of));
        });
    return List.copyOf(labels);
  }

  /** Reads weights into units of 2^-20. */
  long[] weights() throws IOException {
    long[][] column = {new long[FIRST_CAPACITY]};
    int rows =
        tokens.array(
            limits.rows(),
            row -> {
              if (row == column[0].length) {
                column[0] = Arrays.copyOf(column[0], 2 * row);
              }
              column[0][row] = Weight.quantised(tokens.finite(0, Weight.LARGEST));
            });
    return Arrays.copyOf(column[0], rows);
  }

  /** Reads codes that the user made. */
  int[] codes() throws IOException {
    int[][] column = {new int[FIRST_CAPACITY]};
    int rows =
        tokens.array(
            limits.rows(),
            row -> {
              if (row == column[0].length) {
                column[0] = Arrays.copyOf(column[0], 2 * row);
              }
              column[0][row] = code();
            });
    return Arrays.copyOf(column[0], rows);
  }

  /** Reads the slice of each row. */
  List<String> slices() throws IOException {
    List<String> slices = new ArrayList<>();
    Map<String, String> distinct = new HashMap<>();
    tokens.array(limits.rows(), row -> slices.add(distinct.computeIfAbsent(slice(), name -> name)));
    return List.copyOf(slices);
  }

  /** Reads the name of one slice. */
  String slice() throws IOException {
    String slice = tokens.text(limits.textBytes());
    if (slice.equals(ALL_ROWS)) {
      throw tokens.wrong("another name: this one is the measurement of every row");
    }
    return slice;
  }

  private int code() throws IOException {
    long code = tokens.whole(0, Long.MAX_VALUE);
    if (code > limits.code()) {
      throw tokens.refused(
          Refusal.TOO_LARGE, "was " + code + "; must be between 0 and " + limits.code());
    }
    return (int) code;
  }

  private Key label() throws IOException {
    if (tokens.at(JsonToken.VALUE_NUMBER_FLOAT)) {
      // Adding 0 makes one class of 0 and -0.
      return new Key.Real(tokens.finite(-Double.MAX_VALUE, Double.MAX_VALUE) + 0.0);
    }
    if (tokens.at(JsonToken.VALUE_STRING) || tokens.at(JsonToken.VALUE_NUMBER_INT)) {
      return id();
    }
    throw tokens.wrong("an integer, a string, a number with a fraction, or null");
  }

  private Key sameKind(Key key, Key first) throws IOException {
    if (first != null && first.getClass() != key.getClass()) {
      throw tokens.wrong("of the same kind as the column's first, " + Echo.quoted("" + first));
    }
    return key;
  }
}
