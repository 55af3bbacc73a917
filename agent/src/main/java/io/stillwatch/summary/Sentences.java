package io.stillwatch.summary;

import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.OverControl;
import io.stillwatch.measure.Verdict;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.summary.RunSummary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What happened to one view of a run, in sentences. Names are not in them. */
final class Sentences {
  private static final Set<Verdict> UNJUDGED = Set.of(Verdict.WARMING, Verdict.BLIND);

  private final ViewStory view;
  private final AttemptStory attempt;
  private final List<String> said = new ArrayList<>();

  private Sentences(ViewStory view) {
    this.view = view;
    this.attempt = view.latest();
  }

  static List<String> of(ViewStory view) {
    Sentences sentences = new Sentences(view);
    sentences.measured();
    sentences.earlierAttempts();
    sentences.said.add(capital(Course.of(sentences.attempt)) + ".");
    sentences.neverJudged();
    sentences.end();
    sentences.best();
    sentences.beside();
    return sentences.said;
  }

  private void measured() {
    long from = attempt.first().step();
    long to = attempt.last().step();
    String steps =
        from == to
            ? Course.step(from)
            : "steps %s to %s".formatted(Figures.count(from), Figures.count(to));
    boolean pass = view.key().isPass();
    String windows =
        Figures.counted(
            attempt.measurements(),
            pass ? "probe pass" : "window",
            pass ? "probe passes" : "windows");
    String samples =
        attempt.leastSamples() == attempt.mostSamples()
            ? Figures.count(attempt.mostSamples())
            : Figures.count(attempt.leastSamples()) + " to " + Figures.count(attempt.mostSamples());
    said.add(
        "Measured at %s: %s of %s samples%s."
            .formatted(steps, windows, samples, attempt.measurements() == 1 ? "" : " each"));
    if (!attempt.heldOut()) {
      said.add("Not all samples were held out, so what was memorised counts too.");
    }
  }

  private void earlierAttempts() {
    Ends<AttemptStory> attempts = view.attempts();
    if (attempts.count() == 1) {
      return;
    }
    said.add(
        "This is attempt %d; %s before it."
            .formatted(
                attempt.number(),
                attempts.count() == 2
                    ? "there was 1"
                    : "there were " + Figures.count(attempts.count() - 1)));
    List<AttemptStory> kept = new ArrayList<>(attempts.first());
    kept.addAll(attempts.latest());
    for (AttemptStory earlier : kept.subList(0, kept.size() - 1)) {
      String share = earlier.last().ratio().map(r -> "; " + distilled(r)).orElse("");
      said.add("Attempt %d: %s%s.".formatted(earlier.number(), Course.of(earlier), share));
    }
  }

  private static String distilled(Estimate ratio) {
    return Figures.percent(ratio) + " distilled then";
  }

  private void neverJudged() {
    Ends<Spell> spells = attempt.spells();
    boolean judged =
        spells.between() > 0
            || Stream.of(spells.first(), spells.latest())
                .flatMap(List::stream)
                .anyMatch(spell -> !UNJUDGED.contains(spell.verdict()));
    if (!judged) {
      boolean blind = spells.newest().orElseThrow().verdict() == Verdict.BLIND;
      said.add("It was never judged: " + (blind ? blind() : warming()));
    }
  }

  private String warming() {
    return attempt.measurements() < 3
        ? "a verdict wants at least three %s."
            .formatted(view.key().isPass() ? "probe passes" : "windows that share no row")
        : "neither progress nor a stall was certain. More of them, or more samples in each, would"
            + " tell.";
  }

  private String blind() {
    Moment last = attempt.last();
    String ceiling =
        last.ceilingNats().isEmpty()
            ? ""
            : " The codes can hold %s nats."
                .formatted(Figures.nats(last.ceilingNats().getAsDouble()));
    return "at the end the interval of the gap reaches %s nats to a side, of %s nats of label entropy.%s Send more probe samples, or use more clusters where the codes hold too little."
        .formatted(
            Figures.nats(last.gap().halfWidth()), Figures.nats(last.labelEntropyNats()), ceiling);
  }

  private void end() {
    Moment last = attempt.last();
    String entropy = Figures.nats(last.labelEntropyNats());
    said.add(
        last.ratio().isEmpty()
            ? "At the end no share distilled can be said: the teacher knows %s nats, of %s nats of label entropy."
                .formatted(Figures.nats(last.teacher()), entropy)
            : "At the end the student has %s of what the teacher knows: redundancy is %s nats, and %s nats are left."
                .formatted(
                    Figures.percent(last.ratio().get()),
                    Figures.nats(last.redundancy().value()),
                    Figures.nats(last.gap().value())));
    if (last.studentUnique().lower() > 0) {
      said.add("The student alone knows %s nats.".formatted(Figures.nats(last.studentUnique())));
    }
  }

  /** Where less is lost since than verdicts take for progress, the end is as good as the best. */
  private void best() {
    Moment best = attempt.best();
    Moment last = attempt.last();
    double lost = best.redundancy().value() - last.redundancy().value();
    if (lost > VerdictSettings.DEFAULT.progressShare() * last.labelEntropyNats()) {
      said.add(
          "Redundancy was highest at %s, %s nats above the end."
              .formatted(Course.step(best.step()), Figures.nats(lost)));
    }
  }

  private void beside() {
    attempt
        .hints()
        .forEach(
            (hint, noticed) ->
                said.add(
                    "A hint, at %s: %s."
                        .formatted(
                            noticed.times() == 1
                                ? Course.step(noticed.from())
                                : "%s measurements from %s to %s"
                                    .formatted(
                                        Figures.count(noticed.times()),
                                        Course.step(noticed.from()),
                                        Course.step(noticed.to())),
                            hint.sentence())));
    attempt.overControl().ifPresent(over -> said.add(overControl(over)));
  }

  private static String overControl(OverControl over) {
    if (over instanceof OverControl.Compared compared) {
      Estimate more = compared.redundancy();
      return String.format(
          Locale.ROOT,
          "At the end it has %+.3f nats (%+.3f to %+.3f) of redundancy over its control.",
          more.value(),
          more.lower(),
          more.upper());
    }
    return "It cannot be compared with its control: %s."
        .formatted(((OverControl.NotComparable) over).reason());
  }

  /** The numbers that the sentences rest on, and in bits. */
  static List<Figure> numbers(ViewStory view) {
    AttemptStory attempt = view.latest();
    Moment last = attempt.last();
    List<Figure> numbers = new ArrayList<>();
    numbers.add(number("Redundancy at the end", last, last.redundancy()));
    numbers.add(number("… at its best", attempt.best(), attempt.best().redundancy()));
    numbers.add(number("Gap at the end", last, last.gap()));
    numbers.add(number("… at its smallest", attempt.narrowest(), attempt.narrowest().gap()));
    numbers.add(number("Student unique", last, last.studentUnique()));
    numbers.add(number("Teacher knows", last, last.teacher()));
    return numbers;
  }

  private static Figure number(String name, Moment moment, Estimate nats) {
    return new Figure(name, Figures.count(moment.step()), Figures.nats(nats), Figures.bits(nats));
  }

  private static String capital(String phrase) {
    return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }
}
