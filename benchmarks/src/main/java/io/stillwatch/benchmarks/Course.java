package io.stillwatch.benchmarks;

import io.stillwatch.measure.Verdict;

/**
 * The kinds of run in the {@link VerdictStudy}: how much of the teacher's knowledge the student has
 * at each hop, and which verdict should come, from which hop on.
 */
enum Course {
  /** Stands at its best from the first hop on. */
  FLAT("flat", Verdict.STALLED),
  /** Gains exactly delta a horizon: the least progress that is no stall. */
  SLOW("slowly falling gap", Verdict.DISTILLING),
  /** Stands, gains a tenth of H(Y) at one hop, and stands again. */
  STEP("step change", Verdict.DISTILLING),
  /** Stands, then gains delta a horizon, like one that has been at it all along. */
  RESUMES("stands, then gains slowly", Verdict.DISTILLING),
  /** Gains, then loses a third of that, more slowly, and stands. */
  PEAK("peak then fall", Verdict.REGRESSING),
  /** Stands, and answers anew at every hop. */
  NOISE("noise only", Verdict.STALLED),
  /** Stands just short of the distilled ratio that is done. */
  SHORT("just short of done", Verdict.STALLED),
  /** Stands well above it. */
  DONE("done", Verdict.DONE);

  /** The hop at which a step is made, or a gain begins. */
  static final int STEP_HOP = 30;

  /** The last hop at which a run that falls has gained. */
  static final int PEAK_HOP = 30;

  private static final double GAIN_SHARE = 0.01;
  private static final double LOSS_SHARE = 0.005;
  private static final int LOSING_HOPS = 20;

  private final String title;
  private final Verdict awaited;

  Course(String title, Verdict awaited) {
    this.title = title;
    this.awaited = awaited;
  }

  String title() {
    return title;
  }

  /** The verdict whose delay is told. */
  Verdict awaited() {
    return awaited;
  }

  /**
   * The true redundancy at a hop.
   *
   * @param hop from 0
   * @param world where
   * @param perHop delta over the horizon in hops, in nats
   */
  double redundancyNats(int hop, SimulatedWorld world, double perHop) {
    double most = world.teacherNats();
    double entropy = world.entropyNats();
    return switch (this) {
      case FLAT -> 0.6 * most;
      case SLOW -> 0.4 * most + perHop * hop;
      case STEP -> 0.5 * most + (hop < STEP_HOP ? 0 : 0.1 * entropy);
      case RESUMES -> 0.4 * most + perHop * Math.max(hop - STEP_HOP, 0);
      case PEAK -> 0.3 * most + entropy * gainedShare(hop);
      case NOISE -> 0.3 * most;
      case SHORT -> 0.945 * most;
      case DONE -> 0.985 * most;
    };
  }

  private static double gainedShare(int hop) {
    int lost = Math.min(Math.max(hop - PEAK_HOP, 0), LOSING_HOPS);
    return GAIN_SHARE * Math.min(hop, PEAK_HOP) - LOSS_SHARE * lost;
  }
}
