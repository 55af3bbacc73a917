package io.stillwatch.summary;

import io.stillwatch.measure.Hint;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened to one view of a run in one attempt, in constant memory. Not thread-safe. */
final class AttemptStory {
  private static final int MOST_FIRST = 3;
  private static final int MOST_LATEST = 4;

  private final int number;
  private final Moment first;
  private final Ends<Spell> spells = new Ends<>(MOST_FIRST, MOST_LATEST);
  private final Map<Hint, Noticed> hints = new TreeMap<>();
  private Moment best;
  private Moment narrowest;
  private Moment last;
  private Optional<OverControl> overControl = Optional.empty();
  private long measurements;
  private double leastSamples = Double.POSITIVE_INFINITY;
  private double mostSamples;
  private boolean heldOut = true;

  /** How often a hint was given, and at which steps first and last. */
  record Noticed(long times, long from, long to) {}

  AttemptStory(int number, Measurement first) {
    this.number = number;
    this.first = Moment.of(first);
    this.best = this.first;
    this.narrowest = this.first;
  }

  void measured(Measurement measurement) {
    last = Moment.of(measurement);
    measurements++;
    if (last.redundancy().value() > best.redundancy().value()) {
      best = last;
    }
    if (last.gap().value() < narrowest.gap().value()) {
      narrowest = last;
    }
    leastSamples = Math.min(leastSamples, measurement.span().samples());
    mostSamples = Math.max(mostSamples, measurement.span().samples());
    heldOut &= measurement.span().heldOut();
    overControl = measurement.overControl();
    judged(measurement);
  }

  private void judged(Measurement measurement) {
    long step = last.step();
    Spell spell = spells.newest().orElse(null);
    if (spell != null && spell.verdict() == measurement.verdict()) {
      spells.replaceLatest(new Spell(spell.verdict(), spell.from(), step));
    } else {
      spells.add(new Spell(measurement.verdict(), step, step));
    }
    for (Hint hint : measurement.hints()) {
      Noticed before = hints.getOrDefault(hint, new Noticed(0, step, step));
      hints.put(hint, new Noticed(before.times() + 1, before.from(), step));
    }
  }

  int number() {
    return number;
  }

  Moment first() {
    return first;
  }

  Moment last() {
    return last;
  }

  /** Of the highest redundancy; the first of several. */
  Moment best() {
    return best;
  }

  /** Of the smallest gap; the first of several. */
  Moment narrowest() {
    return narrowest;
  }

  Ends<Spell> spells() {
    return spells;
  }

  Map<Hint, Noticed> hints() {
    return hints;
  }

  Optional<OverControl> overControl() {
    return overControl;
  }

  long measurements() {
    return measurements;
  }

  double leastSamples() {
    return leastSamples;
  }

  double mostSamples() {
    return mostSamples;
  }

  /** Whether all samples were. */
  boolean heldOut() {
    return heldOut;
  }
}
