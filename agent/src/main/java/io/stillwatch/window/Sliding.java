package io.stillwatch.window;

import java.util.ArrayList;
import java.util.List;

/** What a window over training batches holds. */
public sealed interface Sliding {
  /**
   * What is wrong with these settings.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  List<String> problems();

  /**
   * The last rows.
   *
   * @param rows rows in the window
   * @param hop rows between two measurements
   */
  record LastRows(int rows, int hop) implements Sliding {
    @Override
    public List<String> problems() {
      return lengthProblems("rows", rows, 10, hop);
    }
  }

  /**
   * The rows of the last steps that brought any, once they are over: once a later step begins.
   *
   * @param steps distinct steps in the window
   * @param hop steps between two measurements
   */
  record LastSteps(int steps, int hop) implements Sliding {
    @Override
    public List<String> problems() {
      return lengthProblems("steps", steps, 1, hop);
    }
  }

  /**
   * The rows of the last stretch of time, by the time of the records. Windows end at whole
   * multiples of the hop since 1970, as soon as a record is later than that by the lateness; a row
   * that comes after its last window has ended is late.
   *
   * @param seconds length of the window
   * @param hop seconds between two measurements
   * @param latenessSeconds how long a row may be overtaken by later ones
   */
  record LastSeconds(int seconds, int hop, int latenessSeconds) implements Sliding {
    @Override
    public List<String> problems() {
      List<String> problems = lengthProblems("seconds", seconds, 1, hop);
      if (latenessSeconds < 0 || latenessSeconds > 86_400) {
        problems.add("lateness was " + latenessSeconds + "; must be between 0 and 86400");
      }
      return problems;
    }
  }

  private static List<String> lengthProblems(String name, int length, int least, int hop) {
    List<String> problems = new ArrayList<>();
    if (length < least || length > 1_000_000) {
      problems.add("%s was %d; must be between %d and 1000000".formatted(name, length, least));
    }
    if (hop < 1 || hop > length) {
      problems.add("hop was " + hop + "; must be between 1 and " + name);
    }
    return problems;
  }
}
