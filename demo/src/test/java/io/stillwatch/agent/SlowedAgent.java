package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.config.SettingsException;
import io.stillwatch.config.SettingsReader;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An agent, for a process of its own, that makes every estimate so many times over. Says where its
 * page is, and after every line that it is sent how much of its heap is in use.
 */
public final class SlowedAgent {
  private SlowedAgent() {}

  /** Takes a file of settings and how many times slower estimates are to be. */
  public static void main(String[] arguments) throws SettingsException {
    AgentSettings settings =
        SettingsReader.read(Optional.of(Path.of(arguments[0])), System.getenv());
    int times = Integer.parseInt(arguments[1]);
    try (Agent agent =
        Agent.start(
            settings, snapshot -> slowly(times, settings, snapshot), Sink.of(m -> {}, r -> {}))) {
      System.out.println(agent.url());
      new java.util.Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)
          .forEachRemaining(word -> System.out.println(usedBytes()));
    }
  }

  private static Finding slowly(int times, AgentSettings settings, Snapshot snapshot) {
    for (int time = 1; time < times; time++) {
      SnapshotMeasurer.measure(snapshot, settings.reference());
    }
    return SnapshotMeasurer.measure(snapshot, settings.reference());
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
