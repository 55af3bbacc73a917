package io.stillwatch.benchmarks;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.LabelledVectors;
import io.stillwatch.codebook.RefitRule;
import io.stillwatch.table.Seeds;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the change from a pass to the next is taken to be when a codebook changed between them: both
 * passes by the newer, both by the older, the mean of the two, or each by its own.
 */
final class RefitChanges {
  private static final int FLAT_PASSES = 201;
  private static final double FLAT_NOISE = 0.2;

  private final PrintStream out;

  RefitChanges(PrintStream out) {
    this.out = out;
  }

  void print() {
    List<HiddenLayers> runs = HiddenLayers.ofDemonstration();
    out.printf("%n### Changes of the redundancy from pass to pass, summed over the run%n%n");
    head();
    for (HiddenLayers run : runs) {
      print(run, RefitRule.DEFAULT, RefitChanges::sum);
    }
    out.printf(
        "%n### A flat student, in fresh noise at every pass and always fitted: the change%n%n");
    head();
    for (HiddenLayers run : runs) {
      List<float[]> flat = noisy(run.students().get(run.students().size() - 1));
      print(
          new HiddenLayers(run.distillation(), run.heldOut(), flat),
          new RefitRule(-1, 3),
          changes -> Spread.of(changes).text());
    }
  }

  private void head() {
    Markdown.head(out, "run", "codes", "newer", "older", "mean", "each its own");
  }

  private void print(HiddenLayers run, RefitRule rule, Function<double[], String> summary) {
    LabelledVectors teacher =
        labelled(run, HiddenLayers.hidden(run.distillation().teacher(), run.heldOut()));
    int[] clusters =
        Coded.codes(
            CodebookFitter.fit(
                teacher.data(),
                teacher.rows(),
                teacher.dimension(),
                new CodebookSettings(),
                Seeds.hash("teacher")),
            teacher);
    List<? extends Codebook> followed =
        Following.by(rule).codebooks(run.students(), run.studentDimension(), true);
    line(run, "k-means", changes(run, clusters, followed).map(summary).toList());
    int[] read = Coded.codes(CrossFittedReadout.fit(teacher), teacher);
    List<CrossFittedReadout> readouts =
        run.students().stream().map(pass -> CrossFittedReadout.fit(labelled(run, pass))).toList();
    line(run, "readout", changes(run, read, readouts).map(summary).toList());
  }

  private void line(HiddenLayers run, String codes, List<String> cells) {
    out.println(
        Markdown.line(
            Stream.concat(Stream.of(run.distillation().run(), codes), cells.stream())
                .toArray(String[]::new)));
  }

  /** By the newer codebook, by the older, their mean, and each pass by its own. */
  private static Stream<double[]> changes(
      HiddenLayers run, int[] teacher, List<? extends Codebook> students) {
    int count = students.size() - 1;
    double[] newer = new double[count];
    double[] older = new double[count];
    double[] mean = new double[count];
    double[] own = new double[count];
    for (int i = 0; i < count; i++) {
      double before = redundancy(run, teacher, students.get(i), i);
      double now = redundancy(run, teacher, students.get(i + 1), i + 1);
      newer[i] = now - redundancy(run, teacher, students.get(i + 1), i);
      older[i] = redundancy(run, teacher, students.get(i), i + 1) - before;
      mean[i] = (newer[i] + older[i]) / 2;
      own[i] = now - before;
    }
    return Stream.of(newer, older, mean, own);
  }

  private static double redundancy(HiddenLayers run, int[] teacher, Codebook student, int pass) {
    int[] codes = Coded.codes(student, labelled(run, run.students().get(pass)));
    return Coded.decomposition(run.heldOut().labels(), teacher, codes).redundancy();
  }

  private static LabelledVectors labelled(HiddenLayers run, float[] data) {
    int[] labels = run.heldOut().labels();
    Half[] halves =
        IntStream.range(0, labels.length)
            .mapToObj(row -> Half.of(Seeds.hash(row)))
            .toArray(Half[]::new);
    return new LabelledVectors(data, data.length / labels.length, labels, halves, 10);
  }

  private static List<float[]> noisy(float[] rows) {
    double squares = 0;
    for (float number : rows) {
      squares += (double) number * number / rows.length;
    }
    double deviation = FLAT_NOISE * Math.sqrt(squares);
    Random random = Seeds.random(1);
    return Stream.generate(() -> noisy(rows, deviation, random)).limit(FLAT_PASSES).toList();
  }

  private static float[] noisy(float[] rows, double deviation, Random random) {
    float[] noisy = rows.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (deviation * random.nextGaussian());
    }
    return noisy;
  }

  private static String sum(double[] changes) {
    return String.format(Locale.ROOT, "%.3f", Arrays.stream(changes).sum());
  }
}
