package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Span;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PublisherTest {
  private static final Partition PARTITION = new Partition("t", 0);

  @Test
  void whoeverOffersMoreThanIsPublishedWaitsAndNothingIsLost() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger offered = new AtomicInteger();
    int count = 20_000;
    try (Metrics metrics = new Metrics(AgentSettings.DEFAULT.metrics(), "test");
        Publisher publisher =
            new Publisher(
                AgentSettings.DEFAULT,
                SnapshotMeasurer::measure,
                metrics,
                new Keeping(Optional.empty(), ""),
                Sink.of(m -> {}, slice -> waitFor(stuck)))) {
      Thread offering =
          new Thread(
              () -> {
                publisher.publish(slice());
                for (long offset = 1; offset <= count; offset++) {
                  publisher.settle(Map.of(PARTITION, new Progress(offset, offset)));
                  offered.incrementAndGet();
                }
              });
      offering.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> offering.getState() == Thread.State.WAITING && offered.get() > 1_000);
      assertThat(offered.get()).isLessThan(count);
      assertThat(publisher.settled()).isEmpty();

      stuck.countDown();
      offering.join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> publisher.settled().equals(Map.of(PARTITION, new Progress(count, count))));
    }
  }

  private static SliceErrors slice() {
    return new SliceErrors(
        new MeasurementId(new Attempt("r", 0), "t/a>s/a", "label", "hard", 0),
        new Span(1, OptionalDouble.empty(), Optional.empty(), 8, 2, true, 1_000),
        LabelDependence.DECLARED,
        new ErrorCounts(8, 4, 2, 2));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
