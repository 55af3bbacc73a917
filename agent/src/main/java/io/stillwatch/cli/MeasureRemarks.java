package io.stillwatch.cli;

import io.stillwatch.sample.Representation;
import io.stillwatch.sample.RowOutcome;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.snapshot.PathResult;
import io.stillwatch.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a measurement does not say by itself: rows left out, and inputs that can be a mistake. */
final class MeasureRemarks {
  /** As many as a person wants to look at. */
  private static final int NAMED_ROWS = 5;

  private MeasureRemarks() {}

  /** One sentence each, for people. */
  static List<String> of(SampleBatch batch, PathResult result) {
    List<String> remarks = new ArrayList<>();
    batch.activations().forEach(representation -> nameLost(representation, remarks));
    tellOutcomes(batch, result, remarks);
    if (areEqual(batch.activations().get(0).values(), batch.activations().get(1).values())) {
      remarks.add("teacher and student hold the same rows: is one file given twice?");
    }
    for (Snapshot snapshot : result.snapshots()) {
      if (snapshot.shape().labels() == 1) {
        remarks.add("the labels hold one class: there is nothing to know, and all is 0");
      }
    }
    return remarks;
  }

  private static void nameLost(Representation representation, List<String> remarks) {
    int[] lost = NotFinite.rows(representation.values()).toArray();
    if (lost.length > 0) {
      String named =
          Arrays.stream(lost)
              .limit(NAMED_ROWS)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", "));
      remarks.add(
          "the %s holds NaN or infinities in %d rows: %s%s"
              .formatted(
                  representation.role().name().toLowerCase(Locale.ROOT),
                  lost.length,
                  named,
                  lost.length > NAMED_ROWS ? ", ..." : ""));
    }
  }

  /** The ledger counts a row once for each role. */
  private static void tellOutcomes(SampleBatch batch, PathResult result, List<String> remarks) {
    Map<RowOutcome, Long> roleRows = result.rows();
    long counted = roleRows.getOrDefault(RowOutcome.COUNTED, 0L) / 2;
    if (counted < batch.rows().count()) {
      String others =
          roleRows.entrySet().stream()
              .filter(entry -> entry.getKey() != RowOutcome.COUNTED)
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> entry.getValue() / 2 + " " + entry.getKey().outcome())
              .collect(Collectors.joining(", "));
      remarks.add("of %d rows %d are counted, %s".formatted(batch.rows().count(), counted, others));
    }
  }

  private static boolean areEqual(Values one, Values other) {
    if (one instanceof Values.Codes codes && other instanceof Values.Codes others) {
      return Arrays.equals(codes.codes(), others.codes());
    }
    return one instanceof Values.Vectors vectors
        && other instanceof Values.Vectors others
        && vectors.dimension() == others.dimension()
        && Arrays.equals(vectors.data(), others.data());
  }
}
