package io.stillwatch.agent;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.SliceErrors;
import java.util.function.Consumer;

/** Takes what is found, in the order in which the agent publishes it. */
public interface Sink {
  /**
   * Takes a measurement.
   *
   * @param measurement with its verdict
   */
  void measured(Measurement measurement);

  /**
   * Takes the rates of a slice that is defined through the label.
   *
   * @param slice in place of a measurement
   */
  void counted(SliceErrors slice);

  /**
   * Takes an event of a run, in its turn; most have no use for it.
   *
   * @param event what happened
   * @param timestampMillis the record's own time, milliseconds since 1970 UTC
   */
  default void happened(RunEvent event, long timestampMillis) {}

  /**
   * A sink of two.
   *
   * @param measurements takes measurements
   * @param rates takes rates
   * @return what hands each to its own
   */
  static Sink of(Consumer<Measurement> measurements, Consumer<SliceErrors> rates) {
    return new Sink() {
      @Override
      public void measured(Measurement measurement) {
        measurements.accept(measurement);
      }

      @Override
      public void counted(SliceErrors slice) {
        rates.accept(slice);
      }
    };
  }

  /**
   * A sink that hands on to another one too.
   *
   * @param other the second
   * @return this one, then the other
   */
  default Sink and(Sink other) {
    Sink first = this;
    return new Sink() {
      @Override
      public void measured(Measurement measurement) {
        first.measured(measurement);
        other.measured(measurement);
      }

      @Override
      public void counted(SliceErrors slice) {
        first.counted(slice);
        other.counted(slice);
      }

      @Override
      public void happened(RunEvent event, long timestampMillis) {
        first.happened(event, timestampMillis);
        other.happened(event, timestampMillis);
      }
    };
  }
}
