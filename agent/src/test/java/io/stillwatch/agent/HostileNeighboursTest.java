package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.wire.HostileRecord;
import io.stillwatch.wire.HostileRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Hostile records, one to one among those of a good run, whatever their clocks say: the good run's
 * measurements do not change by a bit, and the ledger knows each by its reason.
 */
final class HostileNeighboursTest {
  private static final List<HostileRecord> HOSTILE = HostileRecords.all();
  private static final List<HostileRecord> REFUSED =
      HOSTILE.stream().filter(hostile -> hostile.refusal().isPresent()).toList();

  /** An hour either way, the beginning of time, and what Kafka has for "none". */
  private static final List<Function<Long, Long>> CLOCKS =
      List.of(now -> now, now -> now + 3_600_000, now -> now - 3_600_000, now -> 0L, now -> -1L);

  /** So many runs that none is refused for their number. */
  private static final AgentSettings SETTINGS = withRuns(1_000);

  static AgentSettings withRuns(int runs) {
    AgentSettings usual = AgentSettings.DEFAULT;
    return new AgentSettings(
        usual.kafka(),
        usual.http(),
        usual.path(),
        usual.reference(),
        usual.control(),
        usual.verdict(),
        new MetricLimits(runs, 8, 64, 0, 128, 600, 86_400));
  }

  private static LoopRun alone(String run, int records) {
    return mixed(run, List.of(), records);
  }

  /** Each good record is followed by a hostile one, as long as there are any. */
  private static LoopRun mixed(String run, List<HostileRecord> hostile, int records) {
    Log log = new Log();
    List<SampleBatch> good = new GoodRun(run).records(records);
    for (int i = 0; i < good.size(); i++) {
      long now = Log.START_MILLIS + 1_000L * i;
      log.add(good.get(i), now);
      if (i < hostile.size()) {
        log.add(hostile.get(i), CLOCKS.get(i % CLOCKS.size()).apply(now));
      }
    }
    return LoopRun.of(SETTINGS, log.records());
  }

  private static Map<Refusal, Long> reasons(List<HostileRecord> hostile) {
    return hostile.stream()
        .flatMap(record -> record.refusal().stream())
        .collect(Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
  }

  private static void expectLedger(LoopRun run, Map<Refusal, Long> expected, int records) {
    for (Refusal reason : Refusal.values()) {
      assertThat(run.refused(reason.reason()))
          .as(reason.reason())
          .isEqualTo(expected.getOrDefault(reason, 0L));
    }
    long refused = expected.values().stream().mapToLong(count -> count).sum();
    assertThat(run.failure()).isEmpty();
    assertThat(run.sum("stillwatch_records_total")).isEqualTo((double) records);
    assertThat(run.sum("stillwatch_records_decoded_total")).isEqualTo((double) records - refused);
    assertThat(run.sum("stillwatch_rows_decoded_total"))
        .isEqualTo(run.sum("stillwatch_rows_total") + run.sum("stillwatch_rows_pending"));
  }

  @Test
  void ofOtherRunsTheyChangeNoBit() {
    LoopRun mixed = mixed("good", HOSTILE, HOSTILE.size());

    assertThat(mixed.lines("good"))
        .hasSize(HOSTILE.size() / 2)
        .isEqualTo(alone("good", HOSTILE.size()).lines("good"));
    Map<Refusal, Long> reasons = reasons(HOSTILE);
    // What can be decoded contradicts itself: labels with a fraction after whole ones.
    reasons.put(Refusal.LABELS_CHANGED, 4L);
    expectLedger(mixed, reasons, 2 * HOSTILE.size());
  }

  @Test
  void ofTheSameRunThoseThatAreRefusedChangeNoBit() {
    LoopRun mixed = mixed(HostileRecords.RUN, REFUSED, REFUSED.size());

    assertThat(mixed.lines(HostileRecords.RUN))
        .hasSize(REFUSED.size() / 2)
        .isEqualTo(alone(HostileRecords.RUN, REFUSED.size()).lines(HostileRecords.RUN));
    expectLedger(mixed, reasons(REFUSED), 2 * REFUSED.size());
  }

  @Test
  void whateverNamesTheyHaveTheScrapeStaysWellFormed() {
    LoopRun mixed = mixed("good", HOSTILE, HOSTILE.size());

    assertThat(mixed.scrape().lines())
        .allMatch(
            line ->
                line.startsWith("# ")
                    || line.matches(
                        "[a-z_]+(\\{([a-z_]+=\"([^\"\\\\]|\\\\[\\\\n\"])*\",?)+})? \\S+"));
    assertThat(mixed.scrape()).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\n]]");
  }

  @Test
  void atAFullLimitOnRunsAClockAnHourAheadEndsNoRunThatIsUnderWay() {
    int records = 40;
    Log log = new Log();
    GoodRun good = new GoodRun("good");
    for (int i = 0; i < records; i++) {
      // A pause of a minute, so that an hour ahead is more than an hour after the last record.
      long now = Log.START_MILLIS + 60_000L * i;
      log.add(good.record(i), now);
      for (int other = 0; other < 25; other++) {
        log.add(new GoodRun("other " + i + "-" + other).record(0), now + 3_600_000 + 1);
      }
    }
    LoopRun crowded = LoopRun.of(withRuns(4), log.records());

    Log alone = new Log();
    for (int i = 0; i < records; i++) {
      alone.add(good.record(i), Log.START_MILLIS + 60_000L * i);
    }
    assertThat(crowded.lines("good"))
        .hasSize(records / 2)
        .isEqualTo(LoopRun.of(withRuns(4), alone.records()).lines("good"));
    assertThat(crowded.refused("run_limit")).isPositive();
    assertThat(crowded.sum("stillwatch_runs")).isEqualTo(4.0);
  }
}
