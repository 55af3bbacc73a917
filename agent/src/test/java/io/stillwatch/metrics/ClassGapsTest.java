package io.stillwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.ClassGap;
import org.junit.jupiter.api.Test;

/** The gap by class. */
final class ClassGapsTest {
  private static final SampleMeasurement R = SampleMeasurement.of("r");

  @Test
  void classesHaveNoSeriesUnlessAskedFor() {
    try (Metrics none = new Metrics(new MetricLimits(), "1.2.3")) {
      none.publish(R.whole());
      assertThat(Scrape.of(none).families()).doesNotContain("stillwatch_class_gap_nats");
    }
  }

  @Test
  void theClassesThatContributeMostHaveASeriesUpToTheLimit() {
    try (Metrics one = new Metrics(limitedTo(1), "1.2.3");
        Metrics all = new Metrics(limitedTo(9), "1.2.3")) {
      one.publish(R.whole());
      all.publish(R.whole());
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{class=\"b\""))
          .containsExactly(.75);
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{")).hasSize(1);
      assertThat(Scrape.of(all).values("stillwatch_class_gap_nats{")).hasSize(2);
      one.runFinished("r");
      assertThat(Scrape.of(one).families()).doesNotContain("stillwatch_class_gap_nats");
    }
  }

  @Test
  void aClassThatIsNoLongerAmongThoseOfMostGivesItsSeriesUp() {
    try (Metrics one = new Metrics(limitedTo(1), "1.2.3")) {
      one.publish(R.whole());
      one.publish(R.gapByClass(new ClassGap("c\u202e", 1)).whole());
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{")).containsExactly(1.0);
      assertThat(Scrape.of(one).values("stillwatch_class_gap_nats{class=\"c\uFFFD~"))
          .containsExactly(1.0);
    }
  }

  static MetricLimits limitedTo(int classes) {
    return new MetricLimits().withClasses(classes);
  }
}
