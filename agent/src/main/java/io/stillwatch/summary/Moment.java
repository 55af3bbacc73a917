package io.stillwatch.summary;

import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.Measurement;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is remembered of one measurement.
 *
 * @param step the last step in it
 * @param redundancy in nats
 * @param gap the distillation gap, in nats
 * @param studentUnique in nats
 * @param teacher I(Y;T) in nats
 * @param ratio the share distilled, where it is defined
 * @param labelEntropyNats H(Y)
 * @param ceilingNats the most that the codes can hold, where they have a limit
 */
record Moment(
    long step,
    Estimate redundancy,
    Estimate gap,
    Estimate studentUnique,
    Estimate teacher,
    Optional<Estimate> ratio,
    double labelEntropyNats,
    OptionalDouble ceilingNats) {

  static Moment of(Measurement measurement) {
    var estimates = measurement.estimates();
    return new Moment(
        measurement.span().lastStep(),
        estimates.redundancy(),
        estimates.distillationGap(),
        estimates.studentUnique(),
        estimates.teacherInformation(),
        estimates.distilledRatio(),
        estimates.corrected().labelEntropy(),
        measurement.codebooks().ceilingNats());
  }
}
