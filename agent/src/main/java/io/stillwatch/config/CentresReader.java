package io.stillwatch.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.SuppliedCentres;
import io.stillwatch.npy.NpyException;
import io.stillwatch.npy.NpyFile;
import io.stillwatch.sample.Values;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads supplied centres: by layer either rows of numbers or the path of a NumPy array. */
final class CentresReader {
  private static final String KEY = "centres";

  private final Section section;
  private final List<String> problems;

  CentresReader(Section section, List<String> problems) {
    this.section = section;
    this.problems = problems;
  }

  SuppliedCentres read() {
    SortedMap<String, Values.Vectors> byLayer = new TreeMap<>();
    section
        .mapInFile(KEY, "rows or files")
        .forEach(
            (layer, node) -> {
              try {
                byLayer.put(layer, node.isTextual() ? array(node.asText()) : rows(node));
              } catch (InvalidPathException | NpyException | NotCentresException e) {
                problems.add("codebook.%s.%s: %s".formatted(KEY, layer, e.getMessage()));
              }
            });
    return new SuppliedCentres(Collections.unmodifiableSortedMap(byLayer));
  }

  /** What is no list of centres. */
  private static final class NotCentresException extends Exception {
    private static final long serialVersionUID = 1;

    NotCentresException(String problem) {
      super(problem);
    }
  }

  /** Looked at before it is read: a wrong file may be of any size. */
  private static Values.Vectors array(String path) throws NpyException {
    NpyFile file = NpyFile.open(Path.of(path));
    if (file.rows() > CodebookSettings.MOST_CLUSTERS) {
      throw new NpyException(
          file.path(),
          "had %d rows, one a centre; must have between 2 and %d"
              .formatted(file.rows(), CodebookSettings.MOST_CLUSTERS));
    }
    return new Values.Vectors(file.floats(), file.rows(), file.dimension());
  }

  private static Values.Vectors rows(JsonNode rows) throws NotCentresException {
    int dimension = rows.path(0).size();
    if (!rows.isArray() || dimension < 1) {
      throw new NotCentresException("must be a list of lists of numbers, or the path of a file");
    }
    float[] data = new float[Math.multiplyExact(rows.size(), dimension)];
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != dimension) {
        throw new NotCentresException("must all have as many numbers, at least 1");
      }
      for (int j = 0; j < dimension; j++) {
        data[i * dimension + j] = number(rows.get(i).get(j));
      }
    }
    return new Values.Vectors(data, rows.size(), dimension);
  }

  private static float number(JsonNode node) throws NotCentresException {
    if (node == null || !node.isNumber()) {
      throw new NotCentresException("held %s; must be a number".formatted(node));
    }
    return node.floatValue();
  }
}
