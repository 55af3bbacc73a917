package io.stillwatch.kafka;

import java.util.function.LongSupplier;

/** Lets so many a second pass in the long run, and a burst at once. For one thread. */
final class TokenBucket {
  private static final double NANOS_A_SECOND = 1e9;

  private final double perNano;
  private final double burst;
  private final LongSupplier clockNanos;
  private double tokens;
  private long lastNanos;

  /** A full bucket. */
  TokenBucket(int perSecond, int burst, LongSupplier clockNanos) {
    this.perNano = perSecond / NANOS_A_SECOND;
    this.burst = burst;
    this.clockNanos = clockNanos;
    this.tokens = burst;
    this.lastNanos = clockNanos.getAsLong();
  }

  /** Takes a token if there is one. */
  boolean take() {
    long nowNanos = clockNanos.getAsLong();
    tokens = Math.min(burst, tokens + perNano * (nowNanos - lastNanos));
    lastNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
