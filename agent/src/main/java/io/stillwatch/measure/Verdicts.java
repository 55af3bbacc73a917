package io.stillwatch.measure;

import io.stillwatch.interval.Estimates;
import io.stillwatch.measure.VerdictMemory.Said;
import io.stillwatch.measure.VerdictState.View;
import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every finding its verdict. Remembers, for each run, pair, task and slice, what earlier
 * findings of the same attempt said; findings of one run must come in their order. Probe passes are
 * judged by passes alone, and windows over training batches by such windows: the change between two
 * passes says nothing about the windows between them. Where the reference P(y) changed by more than
 * a hundredth, what was said before was said about other labels, and verdicts begin anew. Not
 * thread-safe.
 */
public final class Verdicts {
  private final Judge judge;
  private final Map<View, Memory> memories = new HashMap<>();

  private record Memory(Attempt attempt, Reference reference, VerdictMemory verdicts) {
    boolean goesOnWith(Finding finding) {
      return attempt.equals(finding.snapshot().id().attempt())
          && finding.reference().continues(reference);
    }
  }

  /**
   * Remembers nothing yet.
   *
   * @param settings without problems
   */
  public Verdicts(VerdictSettings settings) {
    this.judge = new Judge(settings);
  }

  /**
   * Judges the next finding of its run. A verdict changes only at whole passes and at windows that
   * share no row with the one before; at others the last one stands, and nothing is remembered:
   * whether those are judged at all changes no verdict.
   *
   * @param finding the finding
   * @return the measurement that it is
   */
  public Measurement judged(Finding finding) {
    Snapshot snapshot = finding.snapshot();
    MeasurementId id = snapshot.id();
    boolean isPass = snapshot.span().pass().isPresent();
    View view = new View(id.attempt().run(), id.pair(), id.task(), id.slice(), isPass);
    Memory known = memories.get(view);
    if (known == null || !known.goesOnWith(finding)) {
      known = new Memory(id.attempt(), finding.reference(), VerdictMemory.EMPTY);
    }
    VerdictMemory memory = known.verdicts;
    if (snapshot.disjoint()) {
      memory = judge.judge(memory, finding);
      memories.put(view, new Memory(known.attempt, known.reference, memory));
    }
    return measurement(finding, new Said(memory.last(), memory.hints()));
  }

  /**
   * Judges a finding that is no part of a run, by what it says itself: {@link Verdict#BLIND},
   * {@link Verdict#NOTHING_TO_TRANSFER} or {@link Verdict#DONE}. Where only a trend could tell it
   * is {@link Verdict#WARMING}. Remembers nothing.
   *
   * @param finding the finding
   * @return the measurement that it is
   */
  public Measurement judgedAlone(Finding finding) {
    Verdict verdict = judge.alone(finding).orElse(Verdict.WARMING);
    return measurement(finding, new Said(verdict, List.of()));
  }

  private Measurement measurement(Finding finding, Said said) {
    Snapshot snapshot = finding.snapshot();
    Estimates estimates = finding.estimates();
    return new Measurement(
        snapshot.id(),
        snapshot.span(),
        snapshot.codebooks(),
        finding.reference(),
        judge.isBelowFloor(estimates) ? estimates.withoutDistilledRatio() : estimates,
        ClassGap.of(snapshot, estimates.gapByLabel()),
        finding.allRows(),
        finding.errors(),
        finding.change(),
        Optional.empty(),
        said.verdict(),
        said.hints(),
        finding.overlap(),
        snapshot.apart());
  }

  /**
   * What is remembered of a run, between two measurements.
   *
   * @param run the run's id
   * @return one for each of its views, in no order
   */
  public List<VerdictState> state(String run) {
    return memories.entrySet().stream()
        .filter(entry -> entry.getKey().run().equals(run))
        .map(entry -> state(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static VerdictState state(View view, Memory memory) {
    return VerdictState.of(view, memory.attempt.number(), memory.reference, memory.verdicts);
  }

  /**
   * Remembers a run that somebody else judged.
   *
   * @param run the run's id
   * @param states what is remembered of it
   */
  public void resume(String run, List<VerdictState> states) {
    forget(run);
    for (VerdictState state : states) {
      memories.put(
          new View(run, state.pair(), state.task(), state.slice(), state.isPass()),
          new Memory(new Attempt(run, state.attempt()), state.reference(), state.memory()));
    }
  }

  /**
   * Forgets a run that is over.
   *
   * @param run the run's id
   */
  public void forget(String run) {
    memories.keySet().removeIf(view -> view.run().equals(run));
  }
}
