package io.stillwatch.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What verdicts rest on. Shares are of the label entropy H(Y).
 *
 * @param progressShare progress over the horizon below this share is none
 * @param floorShare a teacher that certainly knows less than this share has nothing to transfer
 * @param blindShare a gap whose interval is wider than this share to either side cannot be judged
 * @param ceilingShare codes that cannot hold more than this share are too few to judge by
 * @param doneRatio distilled ratio from which a distillation is done
 * @param passes horizon between probe passes
 * @param windows horizon between disjoint windows
 */
public record VerdictSettings(
    double progressShare,
    double floorShare,
    double blindShare,
    double ceilingShare,
    double doneRatio,
    int passes,
    int windows) {
  /** The defaults. */
  public static final VerdictSettings DEFAULT =
      new VerdictSettings(0.01, 0.15, 0.10, 0.9, 0.95, 10, 5);

  private static final int LONGEST_HORIZON = 1_000;

  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "progress_share", progressShare, 0.0001, 1);
    check(problems, "floor_share", floorShare, 0, 1);
    check(problems, "blind_share", blindShare, 0.001, 1);
    check(problems, "ceiling_share", ceilingShare, 0, 1);
    check(problems, "done_ratio", doneRatio, 0.01, 1);
    checkHorizon(problems, "passes", passes);
    checkHorizon(problems, "windows", windows);
    return problems;
  }

  private static void check(
      List<String> problems, String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      problems.add(name + " was " + value + "; must be between " + least + " and " + most);
    }
  }

  private static void checkHorizon(List<String> problems, String name, int value) {
    if (value < 2 || value > LONGEST_HORIZON) {
      problems.add(name + " was " + value + "; must be between 2 and " + LONGEST_HORIZON);
    }
  }
}
