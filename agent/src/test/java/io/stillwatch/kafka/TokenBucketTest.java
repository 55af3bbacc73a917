package io.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private final AtomicLong nowNanos = new AtomicLong(-17);
  private final TokenBucket bucket = new TokenBucket(2, 5, nowNanos::get);

  private int takenOf(int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void aBurstPassesAtOnceAndThenTheRate() {
    assertThat(takenOf(100)).isEqualTo(5);
    nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(takenOf(100)).isEqualTo(2);
  }

  @Test
  void aLongPauseEarnsNoMoreThanABurst() {
    takenOf(100);
    nowNanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(takenOf(100)).isEqualTo(5);
  }

  @Test
  void fractionsOfATokenAddUp() {
    takenOf(5);
    nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(300));
    assertThat(bucket.take()).isFalse();
    nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
    assertThat(bucket.take()).isTrue();
  }
}
