package io.stillwatch.pid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the reference decompositions; their origin stands in vectors/README.md. */
final class ReferenceVectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferenceVectors() {}

  /** One line: a distribution and its decomposition by other solvers. */
  record Reference(String name, JointDistribution distribution, JsonNode nats) {
    double nats(String quantity) {
      return nats.get(quantity).doubleValue();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Reference> all() {
    return Stream.of("gates", "random", "empirical").flatMap(file -> read(file).stream());
  }

  static List<Reference> read(String file) {
    try (InputStream in =
        ReferenceVectors.class.getResourceAsStream("/vectors/" + file + ".jsonl")) {
      List<Reference> references = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          references.add(reference(JSON.readTree(line)));
        }
      }
      return references;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reference reference(JsonNode line) {
    JointDistribution distribution =
        line.has("counts") ? ofCounts(line.get("counts")) : ofPmf(line.get("pmf"));
    return new Reference(line.get("name").textValue(), distribution, line.get("nats"));
  }

  private static JointDistribution ofCounts(JsonNode rows) {
    TripleTable.Builder table = TripleTable.builder(shape(rows));
    for (JsonNode row : rows) {
      table.add(
          row.get(0).intValue(),
          row.get(1).intValue(),
          row.get(2).intValue(),
          row.get(3).longValue());
    }
    return JointDistribution.of(table.build());
  }

  private static JointDistribution ofPmf(JsonNode rows) {
    TableShape shape = shape(rows);
    double[] pmf = new double[shape.cells()];
    for (JsonNode row : rows) {
      int cell = shape.index(row.get(0).intValue(), row.get(1).intValue(), row.get(2).intValue());
      pmf[cell] += row.get(3).doubleValue();
    }
    return JointDistribution.ofProbabilities(shape, pmf);
  }

  private static TableShape shape(JsonNode rows) {
    int[] states = new int[3];
    for (JsonNode row : rows) {
      for (int axis = 0; axis < 3; axis++) {
        states[axis] = Math.max(states[axis], row.get(axis).intValue() + 1);
      }
    }
    return new TableShape(states[0], states[1], states[2]);
  }
}
