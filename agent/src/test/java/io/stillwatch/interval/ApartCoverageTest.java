package io.stillwatch.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillwatch.interval.NoisyClassifiers.Row;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.table.ApartTable;
import io.stillwatch.table.LabelMix;
import io.stillwatch.table.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Teacher and student of one world, sampled apart: the teacher's sample has half of its classes
 * four times as often, the student's has more rows. Seeded.
 */
final class ApartCoverageTest {
  private static final int DATA_SETS = 100;
  private static final int COVERED_AT_LEAST = 90;
  private static final NoisyClassifiers WORLD = NoisyClassifiers.of(.9, .4, .4, 0);
  private static final Decomposition TRUTH = WORLD.exact().decomposition();

  private record Sampled(ApartTable table, int teacherRows, int studentRows) {
    Estimates estimates() {
      return Estimator.estimate(table, teacherRows, studentRows);
    }
  }

  private static Sampled sampled(long seed) {
    Random random = Seeds.random(seed);
    List<Row> ofTeacher =
        WORLD.sample(4_000, random).stream()
            .filter(row -> row.label() < 5 || random.nextInt(4) == 0)
            .toList();
    List<Row> ofStudent = WORLD.sample(4_000, random);
    double[] alike = new double[NoisyClassifiers.CLASSES];
    Arrays.fill(alike, 1);
    ApartTable.Builder table = ApartTable.builder(NoisyClassifiers.SHAPE, LabelMix.of(alike), 10);
    for (int i = 0; i < ofTeacher.size(); i++) {
      table.addTeacher(i % 10, ofTeacher.get(i).label(), ofTeacher.get(i).teacher(), 1);
    }
    for (int i = 0; i < ofStudent.size(); i++) {
      table.addStudent(i % 10, ofStudent.get(i).label(), ofStudent.get(i).student(), 1);
    }
    return new Sampled(table.build(), ofTeacher.size(), ofStudent.size());
  }

  private static final class Covered {
    private final double truth;
    private int covered;
    private double plugin;
    private double corrected;

    Covered(double truth) {
      this.truth = truth;
    }

    void add(double pluginNats, Estimate estimate) {
      covered += estimate.lower() <= truth && truth <= estimate.upper() ? 1 : 0;
      plugin += (pluginNats - truth) / DATA_SETS;
      corrected += (estimate.value() - truth) / DATA_SETS;
    }

    void isCovered() {
      assertThat(covered).isBetween(COVERED_AT_LEAST, DATA_SETS);
    }

    void isCorrected() {
      assertThat(Math.abs(corrected)).isLessThan(Math.abs(plugin) / 2);
    }
  }

  @Test
  void intervalsCoverTheWorldAndTheBiasIsTakenOut() {
    Covered redundancy = new Covered(TRUTH.redundancy());
    Covered gap = new Covered(TRUTH.distillationGap());
    Covered teacher = new Covered(TRUTH.teacherInformation());
    Covered student = new Covered(TRUTH.studentInformation());
    for (int set = 0; set < DATA_SETS; set++) {
      Estimates found = sampled(Seeds.with(900, set)).estimates();
      redundancy.add(found.plugin().redundancy(), found.redundancy());
      gap.add(found.plugin().distillationGap(), found.distillationGap());
      teacher.add(found.plugin().teacherInformation(), found.teacherInformation());
      student.add(found.plugin().studentInformation(), found.studentInformation());
    }
    System.out.println(
        "ZZ "
            + redundancy.covered
            + " "
            + gap.covered
            + " "
            + teacher.covered
            + " "
            + student.covered);
    System.out.println(
        "ZZ "
            + redundancy.corrected
            + " "
            + gap.corrected
            + " "
            + teacher.corrected
            + " "
            + student.corrected);
    System.out.println(
        "ZZ " + redundancy.plugin + " " + gap.plugin + " " + teacher.plugin + " " + student.plugin);

    redundancy.isCovered();
    gap.isCovered();
    gap.isCorrected();
    teacher.isCovered();
    teacher.isCorrected();
    student.isCovered();
  }

  /**
   * With endless rows of the other side, an information is as uncertain as its own side makes it.
   */
  @Test
  void whatOneSideAloneKnowsDoesNotDependOnHowManyRowsTheOtherHas() {
    Sampled sampled = sampled(1);
    Estimates few = Estimator.estimate(sampled.table, sampled.teacherRows, sampled.studentRows);
    Estimates many = Estimator.estimate(sampled.table, sampled.teacherRows, 1e9);

    assertThat(many.teacherInformation()).isEqualTo(few.teacherInformation());
    assertThat(many.redundancy().halfWidth()).isLessThanOrEqualTo(few.redundancy().halfWidth());
    assertThat(many.redundancy().value()).isCloseTo(few.redundancy().value(), within(1e-12));
  }

  @Test
  void rowsMustBeAboveZero() {
    assertThatThrownBy(() -> Estimator.estimate(sampled(1).table, 0, 1))
        .hasMessage("effective rows of the teacher were 0.0; must be above 0");
    assertThatThrownBy(() -> Estimator.estimate(sampled(1).table, 1, Double.NaN))
        .hasMessage("effective rows of the student were NaN; must be above 0");
  }
}
