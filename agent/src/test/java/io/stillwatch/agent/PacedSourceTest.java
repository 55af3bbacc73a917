package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Batches;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PacedSourceTest {
  private static final int RECORDS = 10;

  /** The clock of the third is an hour late, that of the fourth at 0. */
  private static RawRecord record(int number) {
    long millis = 1_700_000_000_000L + 1_000L * number;
    return new RawRecord(
        new Position(new Partition("topic", 0), number),
        number == 2 ? millis + 3_600_000 : number == 3 ? 0 : millis,
        "run".getBytes(StandardCharsets.UTF_8),
        MessageEncoder.encode(
            Batches.of(500).run("run").from(500 * number).codes(4, y -> y), Encoding.CBOR),
        Optional.empty());
  }

  private static PacedSource source(double speed) {
    return source(speed, System::nanoTime);
  }

  private static PacedSource source(double speed, LongSupplier clockNanos) {
    Iterator<RawRecord> records =
        IntStream.range(0, RECORDS).mapToObj(PacedSourceTest::record).iterator();
    return new PacedSource(
        () -> records.hasNext() ? Optional.of(records.next()) : Optional.empty(),
        speed,
        "teachers",
        clockNanos);
  }

  @Test
  void allRecordsComeInTheirOrderAndThenItIsOver() throws InterruptedException {
    PacedSource source = source(1e9);
    List<Long> offsets = new ArrayList<>();
    while (!source.awaitEnd(0)) {
      source.poll(10).records().forEach(record -> offsets.add(record.position().offset()));
    }
    assertThat(offsets).isEqualTo(IntStream.range(0, RECORDS).mapToObj(i -> (long) i).toList());
  }

  @Test
  void aRecordComesWhenItIsDueAndNotBefore() {
    AtomicLong nanos = new AtomicLong();
    PacedSource source = source(2, nanos::get);
    assertThat(source.poll(1).records()).hasSize(1);
    nanos.set(499_999_999);
    assertThat(source.poll(1).records()).isEmpty();
    nanos.set(500_000_000);
    assertThat(source.poll(1).records()).hasSize(1);
  }

  @Test
  void runsThatArePlayedAreShownByAMarkedNameAndMeasuredByTheirOwn() throws IOException {
    List<Measurement> measurements = Collections.synchronizedList(new ArrayList<>());
    AgentSettings settings = AgentSettings.DEFAULT.withHttp(new HttpSettings("127.0.0.1", 0));
    try (Agent agent = Agent.replay(settings, source(1e9), new Kept(measurements))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> get(agent.url() + "metrics").contains("run=\"run (replayed)\""));
      await().atMost(Duration.ofSeconds(30)).until(() -> measurements.size() >= 3);
      assertThat(get(agent.url() + "metrics")).doesNotContain("run=\"run\"");
      assertThat(get(agent.url())).contains("run (replayed)");
      assertThat(measurements).allMatch(m -> m.id().attempt().run().equals("run"));
    }
  }

  private static String get(String url) throws IOException {
    try (var body = URI.create(url).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private record Kept(List<Measurement> measurements) implements Sink {
    @Override
    public void measured(Measurement measurement) {
      measurements.add(measurement);
    }

    @Override
    public void counted(SliceErrors slice) {}
  }
}
