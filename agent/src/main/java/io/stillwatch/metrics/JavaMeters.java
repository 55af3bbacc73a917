package io.stillwatch.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;

/** What Java says of itself, under the names that Micrometer's users know; the few that help. */
final class JavaMeters implements AutoCloseable {
  private static final Set<String> WANTED =
      Set.of(
          "jvm.memory.used",
          "jvm.memory.max",
          "jvm.gc.pause",
          "jvm.threads.live",
          "process.cpu.usage");

  /** Listens for collections until it is closed. */
  private final JvmGcMetrics collections = new JvmGcMetrics();

  JavaMeters(MeterRegistry registry) {
    registry
        .config()
        .meterFilter(
            MeterFilter.denyUnless(
                id -> id.getName().startsWith("stillwatch") || WANTED.contains(id.getName())));
    List<MeterBinder> binders =
        List.of(
            new JvmMemoryMetrics(), collections, new JvmThreadMetrics(), new ProcessorMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
  }

  @Override
  public void close() {
    collections.close();
  }
}
