package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.source.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A stranger who makes up a run a record, behind a good run. {@code -Dstillwatch.run.ids=1000000}
 * makes it a million; what was seen stands in {@code target/run-ids.txt}.
 */
final class RunIdsTest {
  private static final long IDS = Long.getLong("stillwatch.run.ids", 20_000);
  private static final int GOOD = 40;
  private static final int ROWS = 20;
  private static final long BYTES_OF_A_SCRAPE = 1 << 20;

  /** Every other a batch and an event; the good run's records lie evenly among them. */
  private static RawRecord record(long number) {
    long millis = Log.START_MILLIS + number;
    long every = IDS / GOOD;
    if (number % every == 0 && number / every < GOOD) {
      return Log.record(number, new GoodRun("good").record((int) (number / every)), millis);
    }
    String run = "run " + number + " \n\"\u202E" + "x".repeat(200);
    return number % 2 == 0
        ? Log.record(number, Batches.of(ROWS).run(run).codes(2, y -> y), millis)
        : Log.record(
            number,
            new RunEvent(
                new Attempt(run, 0), RunEvent.Type.STARTED, Optional.of("control"), Map.of()),
            millis);
  }

  @Test
  void seriesStayUnderTheLimitAndTheGoodRunsMeasurementsAreAllThere() throws IOException {
    long start = System.nanoTime();
    LoopRun run = LoopRun.of(AgentSettings.DEFAULT, IDS, RunIdsTest::record);
    long end = System.nanoTime();

    assertThat(run.failure()).isEmpty();
    assertThat(run.lines("good")).hasSize(GOOD / 2);
    assertThat(run.sum("stillwatch_runs")).isLessThanOrEqualTo(run.sum("stillwatch_runs_limit"));
    assertThat(run.refused("run_limit")).isGreaterThan(IDS / 2 - 100);
    assertThat(run.sum("stillwatch_records_total")).isEqualTo((double) IDS);
    assertThat(run.scrape().length()).isLessThan((int) BYTES_OF_A_SCRAPE);
    long series = run.scrape().lines().filter(line -> !line.startsWith("#")).count();
    Files.writeString(
        Path.of("target/run-ids.txt"),
        "%,d run ids in %.1f s; %,d series, %,d characters, scraped in %.3f ms; heap in use %,d MiB%n"
            .formatted(
                IDS,
                (end - start) / 1e9,
                series,
                run.scrape().length(),
                run.scrapeNanos() / 1e6,
                usedBytes() >> 20));
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
