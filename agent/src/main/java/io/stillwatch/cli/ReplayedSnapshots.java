package io.stillwatch.cli;

import io.stillwatch.agent.Replay;
import io.stillwatch.agent.SnapshotReplay;
import io.stillwatch.agent.SnapshotTotals;
import io.stillwatch.cli.SweepOptions.Tried;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Snapshots again: first all are read, as a later one may take the place of an earlier one. */
final class ReplayedSnapshots {
  private final List<Tried> tried;
  private final ReplayLines lines;
  private final PrintStream err;

  ReplayedSnapshots(List<Tried> tried, ReplayLines lines, PrintStream err) {
    this.tried = tried;
    this.lines = lines;
    this.err = err;
  }

  /** Whether somebody read all lines. */
  boolean replayed(ReplayedRecords records) throws IOException {
    List<Replay.Lane> lanes =
        tried.stream().map(t -> new Replay.Lane(t.settings(), lines.marked(t.mark()))).toList();
    try (SnapshotReplay replay = new SnapshotReplay(lanes)) {
      Progress reading = new Progress("reading", err);
      Optional<RawRecord> next = records.next();
      while (next.isPresent()) {
        replay.take(next.get());
        reading.record(next.get(), records.share());
        next = records.next();
      }
      reading.done();
      Progress measuring = new Progress("measuring", err);
      SnapshotTotals totals =
          replay.finished(
              (record, share) -> {
                measuring.record(record, share);
                return !lines.pipeClosed();
              });
      measuring.done();
      err.printf("replayed %s%n", measuring.sum());
      List<String> sentences = sentences(totals, records);
      sentences.forEach(err::println);
      lines.accounted(sentences);
      lines.accounted(List.of("snapshots hold neither events nor numbers of records"));
    }
    return !lines.pipeClosed();
  }

  private static List<String> sentences(SnapshotTotals totals, ReplayedRecords records) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "  records %,d = snapshots %,d + older %,d + refused %,d",
            totals.records(),
            totals.snapshots(),
            totals.older(),
            totals.refused()));
    sentences.add(String.format(Locale.ROOT, "  lines %,d", totals.lines()));
    totals.refusals().forEach(why -> sentences.add("  " + why));
    records.losses().ifPresent(sentences::add);
    return sentences;
  }
}
