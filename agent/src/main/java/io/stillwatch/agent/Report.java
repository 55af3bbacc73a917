package io.stillwatch.agent;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.status.PageData;
import io.stillwatch.status.ReportPage;
import io.stillwatch.summary.RunStories;
import io.stillwatch.summary.RunTally;
import io.stillwatch.wire.PointWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a replay finds, gathered for a report: summaries, and points for the pictures in at most 4
 * MiB, thinned where there are more. For one thread.
 */
public final class Report {
  private static final long MOST_BYTES = 4 << 20;

  private final RunStories stories = new RunStories();
  private final PageData drawn = new PageData("", MOST_BYTES);
  private final LatestMeasurements latest = new LatestMeasurements("");
  private final Sink page = latest.and(new LivePage(drawn, PointWriter::line));
  private final Map<String, RunTally> tallies = new LinkedHashMap<>();
  private final List<String> ledger = new ArrayList<>();
  private boolean holdsRecords;

  /** Takes what all are told of, and hands the rest on to nobody. */
  private final class Gathering implements Sink {
    private final String mark;

    Gathering(String mark) {
      this.mark = mark;
    }

    @Override
    public void measured(Measurement found) {
      Measurement measurement =
          mark.isEmpty() ? found : found.ofRun(found.id().attempt().run() + mark);
      if (stories.measured(measurement)) {
        page.measured(measurement);
      }
    }

    @Override
    public void counted(SliceErrors found) {
      MeasurementId id = found.id();
      SliceErrors slice =
          new SliceErrors(
              new MeasurementId(marked(id.attempt()), id.pair(), id.task(), id.slice(), id.hop()),
              found.span(),
              found.dependence(),
              found.errors());
      if (stories.counted(slice)) {
        page.counted(slice);
      }
    }

    @Override
    public void happened(RunEvent found, long timestampMillis) {
      RunEvent event =
          new RunEvent(marked(found.attempt()), found.type(), found.control(), found.facts());
      if (stories.happened(event)) {
        page.happened(event, timestampMillis);
      }
    }

    private Attempt marked(Attempt attempt) {
      return new Attempt(attempt.run() + mark, attempt.number());
    }
  }

  /**
   * Takes what is found by one setting.
   *
   * @param setting the settings that were tried, by name; each makes runs of their own. Empty where
   *     there is but one
   * @return takes it
   */
  public Sink of(Map<String, String> setting) {
    return new Gathering(mark(setting));
  }

  private static String mark(Map<String, String> setting) {
    return setting.isEmpty()
        ? ""
        : setting.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /**
   * Takes what came of the records of runs, by one setting.
   *
   * @param setting as before
   * @param runs by name
   */
  public void came(Map<String, String> setting, Map<String, RunTally> runs) {
    holdsRecords = true;
    runs.forEach((run, tally) -> tallies.put(run + mark(setting), tally));
  }

  /**
   * Takes what became of every record.
   *
   * @param sentence for people
   */
  public void accounted(String sentence) {
    ledger.add(sentence);
  }

  /**
   * Writes one file that needs no other.
   *
   * @param source where it is all from, for people
   * @param out takes HTML; is not closed
   * @throws IOException if it does not take it
   */
  public void write(String source, Appendable out) throws IOException {
    var summaries = stories.summaries(holdsRecords ? Optional.of(tallies) : Optional.empty());
    ReportPage.write(
        new ReportPage.Content(
            source,
            Version.current(),
            summaries,
            stories.isComplete(),
            ledger,
            latest.rows(),
            latest.lines(),
            drawn),
        out);
  }
}
