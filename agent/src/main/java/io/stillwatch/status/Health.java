package io.stillwatch.status;

/**
 * How the agent is.
 *
 * @param live whether it can go on by itself; if not, restart it
 * @param ready whether it reads records and its numbers are current
 * @param sentence what is wrong and what to do, or that all is well; plain words for people
 */
public record Health(boolean live, boolean ready, String sentence) {
  /**
   * All is well.
   *
   * @return live and ready
   */
  public static Health good() {
    return new Health(true, true, "All is well.");
  }

  /**
   * Not now, but it will come by itself.
   *
   * @param sentence what is wrong and what to do
   * @return live, not ready
   */
  public static Health waiting(String sentence) {
    return new Health(true, false, sentence);
  }

  /**
   * It will not come back by itself.
   *
   * @param sentence what is wrong and what to do
   * @return neither live nor ready
   */
  public static Health dead(String sentence) {
    return new Health(false, false, sentence);
  }
}
