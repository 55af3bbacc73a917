package io.stillwatch.measure;

/**
 * What verdicts rest on. Shares are of the label entropy H(Y).
 *
 * @param progressShare progress over the horizon below this share is none
 * @param floorShare a teacher that certainly knows less than this share has nothing to transfer
 * @param blindShare a gap whose interval is wider than this share to either side cannot be judged
 * @param doneRatio distilled ratio from which a distillation is done
 * @param passes horizon between probe passes
 * @param windows horizon between disjoint windows
 */
public record VerdictSettings(
    double progressShare,
    double floorShare,
    double blindShare,
    double doneRatio,
    int passes,
    int windows) {
  /** The defaults. */
  public static final VerdictSettings DEFAULT = new VerdictSettings(0.01, 0.15, 0.10, 0.95, 10, 5);
}
