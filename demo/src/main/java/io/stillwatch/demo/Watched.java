package io.stillwatch.demo;

import io.stillwatch.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Everything that was measured so far; any thread. */
final class Watched {
  private final List<Measurement> all = new ArrayList<>();

  synchronized void add(Measurement measurement) {
    all.add(measurement);
    notifyAll();
  }

  /** All measurements of a pair, runs in the given order, each run's as they were made. */
  synchronized List<Measurement> ofPair(String pair, List<String> runs) {
    return runs.stream()
        .flatMap(run -> all.stream().filter(m -> m.id().attempt().run().equals(run)))
        .filter(m -> m.id().pair().equals(pair))
        .toList();
  }

  /** The latest measurement of every run and pair, runs in the given order. */
  synchronized List<Measurement> latest(List<String> runs) {
    Map<String, Measurement> latest = new LinkedHashMap<>();
    for (Measurement measurement : all) {
      latest.put(measurement.id().attempt().run() + measurement.id().pair(), measurement);
    }
    return runs.stream()
        .flatMap(run -> latest.values().stream().filter(m -> m.id().attempt().run().equals(run)))
        .toList();
  }

  /** Waits until so many were made, or for a while; says whether they were. */
  synchronized boolean await(int count, long timeoutMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (all.size() < count) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
