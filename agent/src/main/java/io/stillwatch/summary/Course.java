package io.stillwatch.summary;

import io.stillwatch.measure.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of an attempt, one after the other, in a phrase. */
final class Course {
  private Course() {}

  /** Such as: warming until step 40, distilling from step 60 to the end at step 800. */
  static String of(AttemptStory attempt) {
    Ends<Spell> spells = attempt.spells();
    if (spells.count() == 1) {
      return throughout(spells.first().get(0), attempt.measurements());
    }
    List<String> phrases = new ArrayList<>();
    for (Spell spell : spells.first()) {
      phrases.add(phrases.isEmpty() ? beginning(spell) : middle(spell));
    }
    if (spells.between() > 0) {
      phrases.add(Figures.counted(spells.between(), "more verdict", "more verdicts"));
    }
    spells.latest().forEach(spell -> phrases.add(middle(spell)));
    phrases.set(phrases.size() - 1, end(spells.newest().orElseThrow()));
    return String.join(", ", phrases);
  }

  private static String throughout(Spell spell, long measurements) {
    return measurements == 1
        ? words(spell) + " at " + step(spell.from()) + ", the only measurement"
        : words(spell) + " from " + step(spell.from()) + " to the end at " + step(spell.to());
  }

  private static String beginning(Spell spell) {
    return words(spell) + " until " + step(spell.to());
  }

  private static String middle(Spell spell) {
    return spell.from() == spell.to()
        ? words(spell) + " at " + step(spell.from())
        : words(spell) + " from " + step(spell.from()) + " to " + step(spell.to());
  }

  private static String end(Spell spell) {
    return spell.from() == spell.to()
        ? words(spell) + " at the end, " + step(spell.to())
        : words(spell) + " from " + step(spell.from()) + " to the end at " + step(spell.to());
  }

  private static String words(Spell spell) {
    return words(spell.verdict());
  }

  static String words(Verdict verdict) {
    return verdict.word().replace('_', ' ');
  }

  static String step(long step) {
    return "step " + Figures.count(step);
  }
}
