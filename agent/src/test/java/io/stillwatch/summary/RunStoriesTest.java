package io.stillwatch.summary;

import static io.stillwatch.measure.Verdict.BLIND;
import static io.stillwatch.measure.Verdict.DISTILLING;
import static io.stillwatch.measure.Verdict.REGRESSING;
import static io.stillwatch.measure.Verdict.STALLED;
import static io.stillwatch.measure.Verdict.WARMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.Hint;
import io.stillwatch.measure.OverControl;
import io.stillwatch.measure.Verdict;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.summary.RunSummary.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunStoriesTest {
  private static final Told RUN = Told.of("run");

  private final RunStories stories = new RunStories();

  private RunSummary only() {
    List<RunSummary> all = stories.summaries(Optional.empty());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static RunEvent event(RunEvent.Type type, Map<String, String> facts) {
    return new RunEvent(new Attempt("run", 0), type, Optional.empty(), new TreeMap<>(facts));
  }

  private static SliceErrors rates() {
    var slice = RUN.view(Told.LOGITS, "odd").at(100, 1, DISTILLING);
    return new SliceErrors(
        slice.id(), slice.span(), LabelDependence.ONE_LABEL, new ErrorCounts(4, 1, 1, 1));
  }

  /** One that distils, stalls and is finished: every number is one of those that were given. */
  @Test
  void aKnownRunHasThisSummary() {
    stories.happened(event(RunEvent.Type.STARTED, Map.of("lr", "0.1")));
    stories.measured(RUN.at(0, .25, WARMING));
    stories.measured(RUN.at(100, .5, WARMING));
    stories.measured(RUN.at(1_200, 1, DISTILLING));
    stories.measured(RUN.at(1_300, 1.5, DISTILLING));
    stories.measured(RUN.at(1_400, 1.5, STALLED));
    stories.measured(RUN.at(1_500, 1.25, STALLED));
    stories.happened(event(RunEvent.Type.FINISHED, Map.of()));

    List<RunSummary> all = stories.summaries(Optional.of(Map.of("run", new RunTally(8, 3))));
    assertThat(all).hasSize(1);
    RunSummary run = all.get(0);
    assertThat(run.run()).isEqualTo("run");
    assertThat(run.verdict()).hasValue(STALLED);
    assertThat(run.from()).hasValue(0);
    assertThat(run.until()).hasValue(1_500_000);
    assertThat(run.main())
        .hasValue(new RunSummary.View(Told.LOGITS, "class", "all", "probe passes"));
    assertThat(run.sentences())
        .containsExactly(
            "Measured at steps 0 to 1,500: 6 probe passes of 500 samples each.",
            "Warming until step 100, distilling from step 1,200 to step 1,300, stalled from step"
                + " 1,400 to the end at step 1,500.",
            "At the end the student has 63 % (56 to 69) of what the teacher knows: redundancy is"
                + " 1.250 nats, and 0.750 nats are left.",
            "The student alone knows 0.125 (0.063 to 0.188) nats.",
            "Redundancy was highest at step 1,300, 0.250 nats above the end.",
            "8 records came of the run; it said that it has finished.",
            "Its client says that it lost 3 samples.");
    assertThat(run.figures())
        .contains(
            new Figure(
                "Redundancy at the end",
                "1,500",
                "1.250 (1.188 to 1.313)",
                "1.803 (1.713 to 1.894)"),
            new Figure(
                "… at its best", "1,300", "1.500 (1.438 to 1.563)", "2.164 (2.074 to 2.254)"),
            new Figure(
                "… at its smallest", "1,300", "0.500 (0.438 to 0.563)", "0.721 (0.631 to 0.812)"));
    assertThat(run.others()).isEmpty();
    assertThat(run.events())
        .containsExactly(
            "before the first measurement · started · lr: 0.1", "after step 1,500 · finished");
  }

  @Test
  void aRunOfWhichNothingWasMeasuredSaysSo() {
    List<RunSummary> all = stories.summaries(Optional.of(Map.of("quiet", new RunTally(1, 0))));
    assertThat(all).hasSize(1);
    assertThat(all.get(0).verdict()).isEmpty();
    assertThat(all.get(0).figures()).isEmpty();
    assertThat(all.get(0).sentences().get(0)).startsWith("Nothing was measured: ");
    assertThat(all.get(0).sentences().get(1))
        .isEqualTo(
            "1 record came of the run; it never said that it has finished, or not after the last"
                + " measurement.");
  }

  @Test
  void oneMeasurementIsOneMeasurement() {
    stories.measured(RUN.at(7, 1, WARMING));
    assertThat(only().sentences())
        .startsWith(
            "Measured at step 7: 1 probe pass of 500 samples.",
            "Warming at step 7, the only measurement.",
            "It was never judged: a verdict wants at least three probe passes.");
  }

  @Test
  void aRunThatOnlyWarmedIsToldWhatItLacks() {
    for (int step = 0; step < 5; step++) {
      stories.measured(RUN.at(step, 1, WARMING));
    }
    assertThat(only().sentences())
        .contains("Warming from step 0 to the end at step 4.")
        .anyMatch(s -> s.startsWith("It was never judged: neither progress nor a stall was"));
  }

  @Test
  void aBlindRunIsToldHowBlindItIsAndWhatToDo() {
    stories.measured(RUN.at(0, 1, WARMING));
    stories.measured(RUN.at(1, 1, BLIND));
    assertThat(only().sentences())
        .contains(
            "Warming until step 0, blind at the end, step 1.",
            "It was never judged: at the end the interval of the gap reaches 0.063 nats to a side,"
                + " of 2.250 nats of label entropy. The codes can hold 2.500 nats. Send more probe"
                + " samples, or use more clusters where the codes hold too little.");
  }

  @Test
  void everyAttemptHasItsOwnStory() {
    stories.measured(RUN.at(50, .5, DISTILLING));
    stories.measured(RUN.attempt(1).at(0, 1, DISTILLING));
    stories.measured(RUN.attempt(1).at(40, 1.5, DISTILLING));
    assertThat(only().sentences())
        .contains(
            "Measured at steps 0 to 40: 2 probe passes of 500 samples each.",
            "This is attempt 1; there was 1 before it.",
            "Attempt 0: distilling at step 50, the only measurement; 25 % (19 to 31) distilled"
                + " then.");
    for (int attempt = 2; attempt < 20; attempt++) {
      stories.measured(RUN.attempt(attempt).at(0, 1, DISTILLING));
    }
    assertThat(only().sentences())
        .contains("This is attempt 19; there were 19 before it.")
        .filteredOn(s -> s.startsWith("Attempt "))
        .extracting(s -> s.substring(0, s.indexOf(':')))
        .containsExactly("Attempt 0", "Attempt 16", "Attempt 17", "Attempt 18");
  }

  @Test
  void scoresOfAllRowsComeFirstAndTheOthersInATable() {
    stories.measured(RUN.view("teacher/hidden>student/hidden", "all").at(0, 1, DISTILLING));
    stories.measured(RUN.view(Told.LOGITS, "day").at(0, 1, DISTILLING));
    stories.measured(RUN.window().at(0, 1, DISTILLING));
    stories.measured(RUN.at(0, 1.5, DISTILLING));
    assertThat(only().main().orElseThrow().pair()).isEqualTo(Told.LOGITS);
    assertThat(only().others())
        .extracting(o -> o.view().pair() + " " + o.view().slice() + " " + o.view().windows())
        .containsExactly(
            "teacher/hidden>student/hidden all probe passes",
            Told.LOGITS + " day probe passes",
            Told.LOGITS + " all windows");
    assertThat(only().others().get(0).redundancy()).isEqualTo("1.000 (0.938 to 1.063)");
  }

  @Test
  void aSliceThatIsDefinedThroughTheLabelIsNotDecomposed() {
    stories.measured(RUN.at(0, 1, DISTILLING));
    stories.measured(RUN.view(Told.LOGITS, "odd").at(0, 1, DISTILLING));
    stories.counted(rates());
    assertThat(only().others()).isEmpty();
    assertThat(only().sentences())
        .contains(
            "A slice is defined through the label and not decomposed: the lines of JSON have the"
                + " error rates.");
  }

  @Test
  void hintsSayHowOftenAndFromWhenToWhen() {
    stories.measured(RUN.hint(Hint.STUDENT_DAMAGED).at(3, 1, REGRESSING));
    assertThat(only().sentences()).anyMatch(s -> s.startsWith("A hint, at step 3: student dam"));
    stories.measured(RUN.hint(Hint.STUDENT_DAMAGED).at(9, 1, REGRESSING));
    assertThat(only().sentences())
        .anyMatch(s -> s.startsWith("A hint, at 2 measurements from step 3 to step 9: student"));
  }

  @Test
  void whatIsOverTheControlIsSaidOrWhyNot() {
    var more = RUN.at(0, 1, DISTILLING).estimates().redundancy();
    var measurement = RUN.at(0, 1, DISTILLING);
    stories.measured(measurement.with(new OverControl.Compared("c", "f", 0, more, more)));
    assertThat(only().sentences())
        .contains(
            "At the end it has +1.000 nats (+0.938 to +1.063) of redundancy over its control.");
    stories.measured(measurement.with(new OverControl.NotComparable("c", "other labels")));
    assertThat(only().sentences())
        .contains("It cannot be compared with its control: other labels.");
  }

  @Test
  void verdictsThatKeepChangingAreCountedInTheMidst() {
    for (int step = 0; step < 100; step++) {
      stories.measured(RUN.at(step, 1, step % 2 == 0 ? DISTILLING : STALLED));
    }
    assertThat(only().sentences())
        .contains(
            "Distilling until step 0, stalled at step 1, distilling at step 2, 93 more verdicts,"
                + " distilling at step 96, stalled at step 97, distilling at step 98, stalled at"
                + " the end, step 99.");
  }

  @Test
  void trainingSamplesAreSaidToBeSuch() {
    stories.measured(RUN.window().at(0, 1, DISTILLING));
    assertThat(only().sentences())
        .startsWith(
            "Measured at step 0: 1 window of 500 samples.",
            "Not all samples were held out, so what was memorised counts too.");
  }

  @Test
  void namesAreKeptInAnyScriptAndCutWhereTheyAreHuge() {
    String huge = "雪".repeat(500) + "😀";
    stories.measured(Told.of("蒸留の実験").at(0, 1, DISTILLING));
    stories.measured(Told.of(huge).at(0, 1, DISTILLING));
    assertThat(stories.summaries(Optional.empty()))
        .extracting(RunSummary::run)
        .containsExactly("蒸留の実験", "雪".repeat(79) + "…");
  }

  @Test
  void factsAndEventsAreFewHoweverManyThereAre() {
    Map<String, String> facts = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      facts.put("fact" + i, "x".repeat(1_000));
    }
    for (int i = 0; i < 500; i++) {
      stories.happened(event(RunEvent.Type.NOTE, facts));
    }
    assertThat(only().events()).hasSize(11).contains("… 490 events more …");
    assertThat(only().events().get(0)).hasSizeLessThan(1_000).endsWith("and 44 facts more");
  }

  @Test
  void aStrangerWithManyRunsDoesNotPushOutWhatWasMeasured() {
    stories.measured(RUN.at(0, 1, DISTILLING));
    for (int i = 0; i < 300; i++) {
      Attempt attempt = new Attempt("stranger" + i, 0);
      stories.happened(
          new RunEvent(attempt, RunEvent.Type.STARTED, Optional.empty(), new TreeMap<>()));
    }
    assertThat(stories.measured(Told.of("late").at(0, 1, DISTILLING))).isTrue();
    assertThat(stories.isComplete()).isFalse();
    assertThat(stories.summaries(Optional.empty()))
        .hasSize(RunStories.MOST_RUNS)
        .extracting(RunSummary::run)
        .contains("run", "late");
  }

  @Test
  void beyondTheMostViewsOthersAreLeftOutAndThatIsSaid() {
    for (int i = 0; i < RunStories.MOST_VIEWS; i++) {
      assertThat(stories.measured(RUN.view("p" + i, "all").at(0, 1, DISTILLING))).isTrue();
    }
    assertThat(stories.isComplete()).isTrue();
    assertThat(stories.measured(RUN.view("more", "all").at(0, 1, DISTILLING))).isFalse();
    assertThat(stories.measured(RUN.view("p0", "all").at(1, 1, DISTILLING))).isTrue();
    assertThat(stories.isComplete()).isFalse();
  }

  @Test
  void everyVerdictHasItsWords() {
    int step = 0;
    for (Verdict verdict : Verdict.values()) {
      stories.measured(RUN.at(step++, 1, verdict));
    }
    assertThat(only().sentences().get(1))
        .isEqualTo(
            "Warming until step 0, blind at step 1, nothing to transfer at step 2, done at step 3,"
                + " regressing at step 4, stalled at step 5, distilling at the end, step 6.");
  }
}
