package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaMetersTest {
  @Test
  void javaSaysWhatItUsesAndNoMoreThanHelps() {
    try (Metrics metrics = new Metrics(new MetricLimits(), "1.2.3")) {
      List<String> names =
          Scrape.of(metrics).families().stream().filter(n -> !n.startsWith("stillwatch_")).toList();
      assertThat(names)
          .contains("jvm_memory_used_bytes", "jvm_memory_max_bytes", "process_cpu_usage")
          .allMatch(name -> name.matches("jvm_(memory|gc_pause|threads)_.*|process_cpu_usage"));
    }
  }
}
