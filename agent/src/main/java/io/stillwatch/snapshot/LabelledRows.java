package io.stillwatch.snapshot;

import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a window that one task labels.
 *
 * @param rows at least one
 * @param task the label column
 * @param labels the index of each row's label
 * @param classes labels that the run has shown so far
 */
record LabelledRows(List<Triple> rows, String task, int[] labels, int classes) {
  /** A look at codebooks costs more than counting does, so it takes no more rows than this. */
  static final int MOST_LOOKED_AT = 2_048;

  /** Rows of the whole window, evenly, where there are more than are looked at. */
  static <T> List<T> few(List<T> rows) {
    if (rows.size() <= MOST_LOOKED_AT) {
      return rows;
    }
    List<T> few = new ArrayList<>(MOST_LOOKED_AT);
    for (long i = 0; i < MOST_LOOKED_AT; i++) {
      few.add(rows.get((int) (i * rows.size() / MOST_LOOKED_AT)));
    }
    return few;
  }

  static LabelledRows of(List<Triple> rows, String task, Classes index) {
    int[] labels =
        rows.stream().mapToInt(row -> index.indexOf(row.label(task).orElseThrow())).toArray();
    return new LabelledRows(rows, task, labels, index.size());
  }

  /** A representation as the first row has it. */
  Representation first(Role role, String name) {
    return reading(role, name, rows.get(0)).representation();
  }

  /** Which rows of their attempt they are. */
  long[] ordinals() {
    return rows.stream().mapToLong(Triple::ordinal).toArray();
  }

  /** A layer of vectors, with labels. */
  LabelledVectors vectors(Role role, String name) {
    Half[] halves = rows.stream().map(LabelledRows::half).toArray(Half[]::new);
    float[] data = gathered(role, name, rows);
    return new LabelledVectors(data, data.length / rows.size(), labels, halves, classes);
  }

  /** Rows of one group are in one half, at every pass. */
  static Half half(Triple row) {
    Optional<Key> key = row.group().or(row::sample);
    return Half.of(key.isPresent() ? hash(key.get()) : Seeds.hash(row.ordinal()));
  }

  /** The hash of an id as it is written, which for integers takes no text. */
  static long hash(Key key) {
    return key instanceof Key.Whole whole
        ? Seeds.hashDecimal(whole.value())
        : Seeds.hash(key.toString());
  }

  /** A layer of vectors, row after row. */
  static float[] gathered(Role role, String name, List<Triple> rows) {
    int dimension = values(reading(role, name, rows.get(0))).dimension();
    float[] data = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      Triple.Reading reading = reading(role, name, rows.get(i));
      float[] batch = values(reading).data();
      System.arraycopy(batch, reading.row() * dimension, data, i * dimension, dimension);
    }
    return data;
  }

  private static Triple.Reading reading(Role role, String name, Triple row) {
    return row.representation(role, name).orElseThrow();
  }

  private static Values.Vectors values(Triple.Reading reading) {
    return (Values.Vectors) reading.representation().values();
  }
}
