package io.stillwatch.summary;

import io.stillwatch.measure.Measurement;
import io.stillwatch.snapshot.MeasurementId;
import java.util.Comparator;
import java.util.regex.Pattern;

/** What happened to one view of a run: its attempts. Not thread-safe. */
final class ViewStory {
  private static final int MOST_FIRST = 1;
  private static final int MOST_LATEST = 4;

  /** Probe passes before windows, all rows before a slice, scores before hidden layers. */
  static final Comparator<Key> BY_RANK =
      Comparator.<Key>comparingInt(key -> key.isPass ? 0 : 1)
          .thenComparingInt(key -> key.slice.equals("all") ? 0 : 1)
          .thenComparingInt(key -> Key.SCORES.matcher(key.pair).find() ? 0 : 1)
          .thenComparing(Key::task)
          .thenComparing(Key::pair)
          .thenComparing(Key::slice);

  private final Key key;
  private final Ends<AttemptStory> attempts = new Ends<>(MOST_FIRST, MOST_LATEST);

  /**
   * What tells one from the others of its run.
   *
   * @param isPass whether it is of probe passes: those and windows are judged apart
   */
  record Key(String pair, String task, String slice, boolean isPass) {
    private static final Pattern SCORES = Pattern.compile("logits|scores|probabilities");

    static Key of(Measurement measurement) {
      MeasurementId id = measurement.id();
      return new Key(id.pair(), id.task(), id.slice(), measurement.span().pass().isPresent());
    }
  }

  ViewStory(Key key) {
    this.key = key;
  }

  void measured(Measurement measurement) {
    int number = measurement.id().attempt().number();
    AttemptStory story = attempts.newest().filter(a -> a.number() == number).orElse(null);
    if (story == null) {
      story = new AttemptStory(number, measurement);
      attempts.add(story);
    }
    story.measured(measurement);
  }

  Key key() {
    return key;
  }

  Ends<AttemptStory> attempts() {
    return attempts;
  }

  /** The latest attempt. */
  AttemptStory latest() {
    return attempts.newest().orElseThrow();
  }
}
