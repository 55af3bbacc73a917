package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.status.LiveFeed.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
  private final LiveFeed feed = new LiveFeed();

  @Test
  void aReaderGetsWhatItHasNotSeenInOrder() throws InterruptedException {
    feed.publish("a", "1");
    feed.publish("b", "2");
    feed.publish("c", "3");

    assertThat(feed.after(1, 0).orElseThrow()).extracting(Event::kind).containsExactly("b", "c");
    assertThat(feed.after(3, 0).orElseThrow()).isEmpty();
  }

  @Test
  void aReaderThatIsTooSlowIsToldSo() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      feed.publish("a", "x");
    }

    assertThat(feed.after(40, 0)).isEmpty();
    assertThat(feed.after(44, 0).orElseThrow()).hasSize(256);
  }

  @Test
  void fewLargeEventsAreKeptAndNoMore() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      feed.publish("a", new byte[300_000]);
    }

    assertThat(feed.after(6, 0)).isEmpty();
    assertThat(feed.after(7, 0).orElseThrow()).hasSize(3);
  }

  @Test
  void whoeverHasSeenAllIsLostToo() throws InterruptedException {
    feed.publish("a", "1");
    feed.restart();

    assertThat(feed.after(1, 0)).isEmpty();
    assertThat(feed.after(feed.last(), 0).orElseThrow()).isEmpty();
  }

  @Test
  void aNumberOfTheFutureIsNobodysOwn() throws InterruptedException {
    assertThat(feed.after(5, 0)).isEmpty();
  }

  @Test
  void aWaitingReaderIsWoken() throws Exception {
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return feed.after(0, 60_000).orElseThrow().size();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
              }
            });
    feed.publish("a", "1");

    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
  }
}
