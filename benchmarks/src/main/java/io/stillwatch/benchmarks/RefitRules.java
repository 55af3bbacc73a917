package io.stillwatch.benchmarks;

import io.stillwatch.codebook.CodebookFitter;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.codebook.KMeansCodebook;
import io.stillwatch.codebook.RefitRule;
import io.stillwatch.demo.training.Digits;
import io.stillwatch.table.Seeds;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What ways of following a student make of the demonstration's hidden layers. */
final class RefitRules {
  private static final int STILL_WINDOWS = 40;
  private static final int STILL_ROWS = 400;
  private static final CodebookSettings PRESET = new CodebookSettings();

  private final PrintStream out;
  private final Map<String, Following> rules = new LinkedHashMap<>();

  RefitRules(PrintStream out) {
    this.out = out;
    rules.put("from scratch", Following.fromScratch());
    rules.put("from scratch, another seed each time", Following.fromScratchReseeded());
    rules.put("never again", Following.neverAgain());
    rules.put("always, one descent", Following.by(new RefitRule(-1, 0)));
    rules.put("always, 3 swaps", Following.by(new RefitRule(-1, 3)));
    rules.put("5 % beyond luck, one descent", Following.beyondLuck(new RefitRule(.05, 0)));
    rules.put("5 % beyond luck, 3 swaps", Following.beyondLuck(new RefitRule(.05, 3)));
    rules.put("5 %, 3 swaps", Following.by(new RefitRule(.05, 3)));
    rules.put("2 %, 3 swaps", Following.by(new RefitRule(.02, 3)));
    rules.put("1 %, one descent", Following.by(new RefitRule(.01, 0)));
    rules.put("**1 %, 3 swaps**", Following.by(RefitRule.DEFAULT));
    rules.put("1 %, 10 swaps", Following.by(new RefitRule(.01, 10)));
    rules.put("0 %, 3 swaps", Following.by(new RefitRule(0, 3)));
  }

  void print() {
    List<HiddenLayers> runs = HiddenLayers.ofDemonstration();
    runs.forEach(this::printMoving);
    printStill(runs.get(0));
  }

  private void printMoving(HiddenLayers run) {
    out.printf(
        "%n### Run %s: redundancy over %d passes, less that of a fit from scratch%n%n",
        run.distillation().run(), run.students().size());
    Markdown.head(out, "fitted", "refits", "less, mean", "apart, mean", "at the end");
    Digits probe = run.heldOut();
    float[] teacher = HiddenLayers.hidden(run.distillation().teacher(), probe);
    List<int[]> teachers =
        Collections.nCopies(run.students().size(), codes(teacherCodebook(run), teacher));
    List<int[]> labels = Collections.nCopies(run.students().size(), probe.labels());
    double[] scratch = null;
    for (Map.Entry<String, Following> rule : rules.entrySet()) {
      List<KMeansCodebook> codebooks =
          rule.getValue().codebooks(run.students(), run.studentDimension(), true);
      double[] own = redundancies(labels, teachers, run.students(), codebooks);
      scratch = scratch == null ? own : scratch;
      out.println(line(rule.getKey(), codebooks, own, scratch));
    }
  }

  private static String line(
      String name, List<KMeansCodebook> codebooks, double[] own, double[] scratch) {
    double[] less = new double[own.length];
    Arrays.setAll(less, pass -> own[pass] - scratch[pass]);
    return Markdown.line(
        name,
        refits(codebooks),
        nats(Spread.of(less).mean()),
        nats(Spread.of(Arrays.stream(less).map(Math::abs).toArray()).mean()),
        nats(own[own.length - 1]));
  }

  /**
   * The student as it is at the end: what moves is the codebook, and which digits are looked at.
   */
  private void printStill(HiddenLayers run) {
    out.printf(
        "%n### A student that stands still: refits and standard deviation of the redundancy%n%n");
    Markdown.head(
        out,
        "fitted",
        "refits, same digits",
        "deviation",
        "windows of others",
        "deviation",
        "passes of others",
        "deviation");
    List<Digits> same = Collections.nCopies(STILL_WINDOWS, run.heldOut());
    List<Digits> other = new ArrayList<>();
    Random random = Seeds.random(1);
    Digits all = Digits.load();
    for (int i = 0; i < STILL_WINDOWS; i++) {
      other.add(all.rows(random.ints(0, all.count()).distinct().limit(STILL_ROWS).toArray()));
    }
    rules.forEach(
        (name, rule) ->
            out.println(
                Markdown.line(
                    name,
                    still(run, rule, same, true),
                    still(run, rule, other, false),
                    still(run, rule, other, true))));
  }

  private String still(HiddenLayers run, Following rule, List<Digits> windows, boolean arePasses) {
    List<float[]> students =
        windows.stream()
            .map(digits -> HiddenLayers.hidden(run.distillation().student().network(), digits))
            .toList();
    KMeansCodebook codebook = teacherCodebook(run);
    List<int[]> teachers =
        windows.stream()
            .map(
                digits ->
                    codes(codebook, HiddenLayers.hidden(run.distillation().teacher(), digits)))
            .toList();
    List<KMeansCodebook> codebooks = rule.codebooks(students, run.studentDimension(), arePasses);
    double[] own =
        redundancies(windows.stream().map(Digits::labels).toList(), teachers, students, codebooks);
    return refits(codebooks) + " | " + nats(Spread.of(own).deviation());
  }

  private static KMeansCodebook teacherCodebook(HiddenLayers run) {
    float[] rows = HiddenLayers.hidden(run.distillation().teacher(), run.heldOut());
    int count = run.heldOut().count();
    return CodebookFitter.fit(rows, count, rows.length / count, PRESET, Seeds.hash("teacher"));
  }

  private static double[] redundancies(
      List<int[]> labels,
      List<int[]> teachers,
      List<float[]> students,
      List<KMeansCodebook> codebooks) {
    return IntStream.range(0, students.size())
        .mapToDouble(
            i ->
                Coded.decomposition(
                        labels.get(i), teachers.get(i), codes(codebooks.get(i), students.get(i)))
                    .redundancy())
        .toArray();
  }

  private static int[] codes(KMeansCodebook codebook, float[] rows) {
    return Coded.codes(codebook, rows);
  }

  private static String refits(List<KMeansCodebook> codebooks) {
    long changes =
        IntStream.range(1, codebooks.size())
            .filter(i -> !codebooks.get(i).fingerprint().equals(codebooks.get(i - 1).fingerprint()))
            .count();
    return Long.toString(changes);
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
