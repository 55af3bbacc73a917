package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The ledger, but for what the tests through Kafka see of it. */
final class LedgerTest {
  private static final RawRecord RECORD =
      new RawRecord(
          new Position(new Partition("batches", 0), 7),
          1_700_000_000_000L,
          new byte[0],
          new byte[0],
          Optional.empty());

  @Test
  void whatClientsLostIsToldWithTheNextRecordOfTheirRun() {
    try (Metrics metrics = new Metrics(new MetricLimits(), "1.2.3")) {
      Ledger ledger = new Ledger(metrics, Optional.empty());
      ledger.counted(RECORD, batch("r", 12), Map.of());
      ledger.counted(RECORD, batch("r", 0), Map.of());
      ledger.counted(RECORD, batch("other", 0), Map.of());
      assertThat(metrics.scrape().lines())
          .contains(
              "stillwatch_client_dropped_samples_total{run=\"r\"} 12.0",
              "stillwatch_client_dropped_samples_total{run=\"other\"} 0.0");
    }
  }

  @Test
  void anEventOfARunHasTheTimeOfItsRecord() {
    try (Metrics metrics = new Metrics(new MetricLimits(), "1.2.3")) {
      Attempt attempt = new Attempt("r", 0);
      new Ledger(metrics, Optional.empty())
          .noted(
              RECORD,
              new RunEvent(attempt, RunEvent.Type.NOTE, Optional.empty(), Map.of("a", "b")));
      assertThat(metrics.scrape().lines())
          .contains("stillwatch_run_event_timestamp_seconds{run=\"r\",type=\"note\"} 1.7E9")
          .contains("stillwatch_records_decoded_total 1.0");
    }
  }

  private static SampleBatch batch(String run, long dropped) {
    return new SampleBatch(
        new Attempt(run, 0),
        new Moment(1, OptionalDouble.empty(), Optional.empty(), true),
        new Rows(
            1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
        List.of(),
        Optional.empty(),
        dropped);
  }
}
