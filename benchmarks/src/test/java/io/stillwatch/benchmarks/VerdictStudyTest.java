package io.stillwatch.benchmarks;

import static io.stillwatch.measure.Verdict.DONE;
import static io.stillwatch.measure.Verdict.REGRESSING;
import static io.stillwatch.measure.Verdict.STALLED;
import static io.stillwatch.measure.Verdict.WARMING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.benchmarks.VerdictTally.Told;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.Verdict;
import io.stillwatch.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The study is worth as much as what it holds verdicts against. */
final class VerdictStudyTest {
  private static final SimulatedWorld WORLD = new SimulatedWorld(4, 0.9);

  /** 100,000 rows fix redundancy to about .003. */
  @Test
  void aSimulatedStudentSharesWhatItIsSaidToShare() {
    for (double share : new double[] {.3, .6, .945}) {
      double truth = share * WORLD.teacherNats();
      SimulatedRun run = new SimulatedRun(WORLD, 100_000, 7);
      assertThat(redundancy(run.window(WORLD.right(truth)))).isCloseTo(truth, within(.01));
      SimulatedRun probe = new SimulatedRun(WORLD, 100_000, 8);
      probe.pass(WORLD.right(.2), 0);
      Snapshot pass = probe.pass(WORLD.right(truth), .5);
      assertThat(redundancy(pass)).isCloseTo(truth, within(.01));
      assertThat(pass.moves()).isPresent();
    }
  }

  private static double redundancy(Snapshot snapshot) {
    return SnapshotMeasurer.measure(snapshot).estimates().redundancy().value();
  }

  @Test
  void aTallyCountsLiesAndTheWaitForTheTruth() {
    List<Verdict> said = List.of(WARMING, STALLED, STALLED, WARMING, DONE, REGRESSING, STALLED);
    List<List<Verdict>> lies = Collections.nCopies(5, List.of(STALLED, DONE));
    List<List<Verdict>> all = new ArrayList<>(lies);
    all.addAll(Collections.nCopies(2, List.of()));
    Told told = Told.of(said, all, STALLED, 1);
    assertThat(told.falseHops()).containsEntry(STALLED, 2).containsEntry(DONE, 1).hasSize(2);
    assertThat(told.raised()).isEqualTo(2);
    assertThat(told.delay()).isEqualTo(OptionalInt.of(5));
    assertThat(Told.of(said, all, Verdict.DISTILLING, 0).delay()).isEmpty();
  }

  @Test
  void theSameOptionsPrintTheSameTables() {
    assertThat(printed())
        .isEqualTo(printed())
        .contains("| flat | 300 |", "| done | 300 |", "| all of them | 24 hops |");
  }

  private static String printed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        new CommandLine(new VerdictStudy(stream))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("--rows=300", "--runs=1", "--hops=6", "--redrawn=0.01", "--kinds=FLAT,DONE");
    assertThat(exit).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
