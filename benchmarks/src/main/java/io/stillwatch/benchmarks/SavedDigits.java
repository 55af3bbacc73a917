package io.stillwatch.benchmarks;

import io.stillwatch.npy.NpyException;
import io.stillwatch.npy.NpyFile;
import io.stillwatch.pid.Decomposition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Clusters and the readout on saved activations of a teacher and of a student while it learned. */
final class SavedDigits {
  /** After each the student was saved. */
  private static final int[] EPOCHS = {1, 4, 12, 30, 100};

  private final PrintStream out;
  private final Path folder;

  SavedDigits(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  void print() throws NpyException {
    int[] labels =
        Arrays.stream(NpyFile.open(folder.resolve("labels.npy")).wholes())
            .mapToInt(Math::toIntExact)
            .toArray();
    float[] teacher = NpyFile.open(folder.resolve("teacher.npy")).floats();
    out.printf("%n### Digits: plug-in nats over %d seeds%n%n", CodeKind.SEEDS);
    Markdown.head(out, "epochs", "codes", "redundancy", "gap", "I(Y;T)", "I(Y;S)");
    for (int i = 0; i < EPOCHS.length; i++) {
      float[] student = NpyFile.open(folder.resolve("student_" + i + ".npy")).floats();
      String epochs = Integer.toString(EPOCHS[i]);
      out.println(line(epochs, "k-means", found(CodeKind.clusters(10), labels, teacher, student)));
      out.println(line("", "readout", found(CodeKind.readout(), labels, teacher, student)));
    }
  }

  private static List<Decomposition> found(
      CodeKind kind, int[] labels, float[] teacher, float[] student) {
    List<Decomposition> found = new ArrayList<>();
    for (long seed = 0; seed < CodeKind.SEEDS; seed++) {
      found.add(
          Coded.decomposition(
              labels, kind.codes(teacher, labels, seed), kind.codes(student, labels, seed)));
    }
    return found;
  }

  private static String line(String epochs, String kind, List<Decomposition> found) {
    return Markdown.line(
        epochs,
        kind,
        spread(found, Decomposition::redundancy),
        spread(found, Decomposition::distillationGap),
        spread(found, Decomposition::teacherInformation),
        spread(found, Decomposition::studentInformation));
  }

  private static String spread(List<Decomposition> found, ToDoubleFunction<Decomposition> part) {
    return Spread.of(found.stream().mapToDouble(part).toArray()).text();
  }
}
