package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.npy.NpyBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasureCommandTest {
  private static final int ROWS = 400;

  @TempDir private Path folder;

  private String column(String name, String descr, int rows, IntToDoubleFunction value) {
    double[] numbers = IntStream.range(0, rows).mapToDouble(value).toArray();
    return NpyBytes.of(descr, numbers).in(folder, name).toString();
  }

  private String codes(String name, IntUnaryOperator value) {
    return column(name, "<i8", ROWS, value::applyAsInt);
  }

  private MeasureRun measured(String teacher, String student, String labels, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--teacher", teacher, "--student", student, "--labels", labels, "--json"));
    words.addAll(List.of(more));
    return MeasureRun.of(words.toArray(String[]::new));
  }

  private static double plugin(MeasureRun run, String quantity) {
    JsonNode nats = run.result().get("plugin_nats");
    return nats.get(quantity).doubleValue();
  }

  private String labels() {
    return codes("labels.npy", row -> row % 4);
  }

  @Test
  void codesGiveTheirExactTable() {
    MeasureRun run =
        measured(codes("t.npy", row -> row % 4), codes("s.npy", row -> row % 4 / 2), labels());
    assertThat(run.exitCode()).isZero();
    assertThat(plugin(run, "redundancy")).isCloseTo(Math.log(2), within(1e-9));
    assertThat(plugin(run, "distillation_gap")).isCloseTo(Math.log(2), within(1e-9));
  }

  @Test
  void teacherAndStudentSwappedSwapWhatIsUniqueAndIdenticalOnesLeaveNothing() {
    String strong = codes("t.npy", row -> row % 4);
    String weak = codes("s.npy", row -> row % 4 / 2);
    MeasureRun swapped = measured(weak, strong, labels());
    assertThat(plugin(swapped, "distillation_gap")).isCloseTo(0, within(1e-9));
    assertThat(plugin(swapped, "student_unique")).isCloseTo(Math.log(2), within(1e-9));
    MeasureRun same = measured(strong, strong, labels());
    assertThat(plugin(same, "distillation_gap")).isCloseTo(0, within(1e-9));
    assertThat(same.err()).contains("teacher and student hold the same rows");
  }

  @Test
  void oneClassTellsNothingAndSaysSo() {
    MeasureRun run =
        measured(
            codes("t.npy", row -> row % 4),
            codes("s.npy", row -> row % 2),
            codes("labels.npy", row -> 7));
    assertThat(run.exitCode()).isZero();
    assertThat(plugin(run, "redundancy")).isZero();
    assertThat(run.err()).contains("the labels hold one class");
  }

  @Test
  void aConstantRepresentationTellsNothing() {
    String constant =
        NpyBytes.of(
                "<f4",
                new int[] {ROWS, 3},
                IntStream.range(0, 3 * ROWS).mapToDouble(i -> 2).toArray())
            .in(folder, "constant.npy")
            .toString();
    MeasureRun run = measured(constant, codes("s.npy", row -> row % 4), labels());
    assertThat(run.exitCode()).isZero();
    assertThat(plugin(run, "teacher_information")).isZero();
    assertThat(plugin(run, "redundancy")).isZero();
  }

  @Test
  void fewerRowsThanCodesGiveNumbers() {
    String few = column("t.npy", "<f8", 5, row -> row % 2 == 0 ? 1 : -1);
    MeasureRun run = measured(few, few, column("labels.npy", "<i4", 5, row -> row % 2));
    assertThat(run.exitCode()).isZero();
    assertThat(plugin(run, "teacher_information"))
        .isCloseTo(Math.log(5) - .6 * Math.log(3) - .4 * Math.log(2), within(1e-9));
  }

  @Test
  void rowsThatAreNotFiniteAreLeftOutAndNamed() {
    String teacher = column("t.npy", "<f4", ROWS, row -> row == 7 ? Double.NaN : row % 2 * 2 - 1);
    MeasureRun run =
        measured(teacher, codes("s.npy", row -> row % 2), codes("labels.npy", row -> row % 2));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains("the teacher holds NaN or infinities in 1 rows: 7")
        .contains("of 400 rows 399 are counted, 1 not_finite");
    String most = column("t.npy", "<f4", ROWS, row -> row % 3 == 0 ? 1 : Double.NaN);
    MeasureRun refused = measured(most, most, labels());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("in 266 of 400 rows; must be in at most half of them");
  }

  @Test
  void anUnlabelledRowIsCountedApart() {
    MeasureRun run =
        measured(
            codes("t.npy", row -> row % 2),
            codes("s.npy", row -> row % 2),
            column("labels.npy", "<f8", ROWS, row -> row < 100 ? Double.NaN : row % 2));
    assertThat(run.err()).contains("of 400 rows 300 are counted, 100 unlabelled");
    assertThat(run.result().get("samples").doubleValue()).isEqualTo(300);
  }

  @Test
  void weightsAndGroupsCount() {
    String label = codes("labels.npy", row -> row % 10 < 7 ? 0 : row % 10 - 6);
    String student = codes("s.npy", row -> row % 10 < 7 ? 1 : 0);
    MeasureRun run =
        measured(
            label,
            student,
            label,
            "--weights",
            column("w.npy", "<f8", ROWS, row -> row % 10 < 7 ? 1.0 / 7 : 1),
            "--groups",
            codes("g.npy", row -> row / 10));
    // METHOD.md F6: 1.1887 and .8113 bits.
    assertThat(plugin(run, "distillation_gap")).isCloseTo(1.1887 * Math.log(2), within(6e-5));
    assertThat(plugin(run, "redundancy")).isCloseTo(.8113 * Math.log(2), within(6e-5));
  }

  @Test
  void filesThatDoNotAgreeAreNamed() {
    String teacher = codes("t.npy", row -> row % 4);
    String shorter = column("short.npy", "<i8", 399, row -> row % 4);
    MeasureRun run = measured(teacher, shorter, labels());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("short.npy: had 399 rows; must have 400, as");
    assertThat(measured(teacher, teacher, shorter).err()).contains("had 399 rows");
    assertThat(measured(teacher, teacher, labels(), "--weights", shorter).exitCode()).isEqualTo(1);
  }

  @Test
  void weightsCodesAndLabelsOutsideTheirRangeAreNamedByRow() {
    String good = codes("t.npy", row -> row % 4);
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String weights = column("w.npy", "<f8", ROWS, row -> row == 3 ? bad : 1);
      MeasureRun run = measured(good, good, labels(), "--weights", weights);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("row 3 weighed " + bad + "; must be between 0 and 1048576");
    }
    assertThat(measured(codes("c.npy", row -> -row), good, labels()).err())
        .contains("row 1 held the code -1; must be between 0 and 4095");
    assertThat(measured(good, good, column("l.npy", "<f4", ROWS, row -> row / 2.0)).err())
        .contains("row 1 held 0.5; must be an integer");
  }

  @Test
  void optionsThatAreNoneAreUsageErrors() {
    assertThat(MeasureRun.of("--teacher", "t.npy").exitCode()).isEqualTo(2);
    assertThat(measured("t.npy", "s.npy", "l.npy", "--clusters", "1").exitCode()).isEqualTo(2);
    assertThat(measured("t.npy", "s.npy", "l.npy", "--teacher-kind", "pca").exitCode())
        .isEqualTo(2);
  }
}
