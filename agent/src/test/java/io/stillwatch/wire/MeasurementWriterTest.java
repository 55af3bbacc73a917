package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.ClassGap;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.OverControl;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.measure.Verdicts;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.window.WindowSettings;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MeasurementWriterTest {
  private static final PathSettings SETTINGS =
      new PathSettings(WindowSettings.DEFAULT, new CodebookSettings());

  /** Measured as the agent does it: passes of a student that knows more and more classes. */
  private static List<Measurement> measured(int samples, int passes) {
    OrderedPath path = new OrderedPath("a \"run\"", SETTINGS);
    Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
    List<Measurement> measurements = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      int known = pass;
      IntUnaryOperator student = y -> Math.min(y, known);
      SampleBatch batch =
          Batches.of(samples).run("a \"run\"").step(pass).pass("p" + pass, 0, 1).codes(10, student);
      var record =
          new RawRecord(
              new Position(new Partition("t", 0), pass),
              1_700_000_000_000L,
              new byte[0],
              new byte[0],
              Optional.empty());
      path.accept(batch, record).snapshots().stream()
          .map(snapshot -> verdicts.judged(SnapshotMeasurer.measure(snapshot)))
          .forEach(measurements::add);
    }
    return measurements;
  }

  private static JsonNode tree(Measurement measurement) throws JsonProcessingException {
    return new ObjectMapper().readTree(MeasurementWriter.line(measurement));
  }

  @Test
  void everyLineIsWhatTheSchemaSays() throws Exception {
    var schema = Examples.schema("measurement");
    for (Measurement measurement : measured(500, 5)) {
      assertThat(schema.validate(tree(measurement))).isEmpty();
      assertThat(MeasurementWriter.line(measurement)).doesNotContain("\n");
    }
  }

  /** A student whose axes turn at the second pass, so that its codebook is fitted again. */
  @Test
  void healthAndOverlapOfFittedCodebooksAreWhatTheSchemaSays() throws Exception {
    OrderedPath path = new OrderedPath("run", SETTINGS);
    Verdicts verdicts = new Verdicts(VerdictSettings.DEFAULT);
    List<JsonNode> lines = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      var position = new Position(new Partition("t", 0), pass);
      var record = new RawRecord(position, 0, new byte[0], new byte[0], Optional.empty());
      Snapshot snapshot = path.accept(turned(pass), record).snapshots().get(0);
      lines.add(tree(verdicts.judged(SnapshotMeasurer.measure(snapshot))));
    }
    for (JsonNode line : lines) {
      assertThat(Examples.schema("measurement").validate(line)).isEmpty();
      assertThat(line.at("/health/student/dead_codes").intValue()).isZero();
      assertThat(line.at("/health/teacher/ceiling_nats").doubleValue())
          .isEqualTo(StrictMath.log(3));
    }
    assertThat(lines.get(0).has("overlap")).isFalse();
    assertThat(lines.get(1).at("/overlap/codebooks/student"))
        .isEqualTo(lines.get(0).at("/codebooks/student"))
        .isNotEqualTo(lines.get(1).at("/codebooks/student"));
    double before = lines.get(1).at("/overlap/plugin_nats/redundancy").doubleValue();
    assertThat(before).isLessThan(0.01);
    assertThat(lines.get(1).at("/plugin_nats/redundancy").doubleValue()).isGreaterThan(1);
  }

  private static SampleBatch turned(int pass) {
    int[] labels = new int[60];
    float[] teacher = new float[6 * 60];
    float[] student = new float[6 * 60];
    for (int row = 0; row < 60; row++) {
      labels[row] = row % 3;
      teacher[6 * row + row % 3] = 1;
      student[6 * row + row % 3 + 3 * pass] = 1;
    }
    return Batches.of(60)
        .step(pass)
        .pass("p" + pass, 0, 1)
        .with(
            labels,
            Batches.vectors(Role.TEACHER, 6, teacher),
            Batches.vectors(Role.STUDENT, 6, student));
  }

  @Test
  void numbersReadBackToTheLastBitAndTextAsItWas() throws Exception {
    Measurement measurement = measured(500, 3).get(2);
    JsonNode line = tree(measurement);

    assertThat(line.at("/run").textValue()).isEqualTo("a \"run\"");
    assertThat(line.at("/id").textValue()).isEqualTo(measurement.id().text());
    assertThat(line.at("/step").longValue()).isEqualTo(2);
    assertThat(line.at("/samples").doubleValue()).isEqualTo(500);
    assertThat(line.at("/verdict").textValue()).isEqualTo(measurement.verdict().word());
    var estimates = measurement.estimates();
    assertThat(line.at("/nats/redundancy").doubleValue())
        .isEqualTo(estimates.corrected().redundancy());
    assertThat(line.at("/plugin_nats/teacher_information").doubleValue())
        .isEqualTo(estimates.plugin().teacherInformation());
    assertThat(line.at("/lower/distillation_gap").doubleValue())
        .isEqualTo(estimates.distillationGap().lower());
    assertThat(line.at("/upper/redundancy").doubleValue())
        .isEqualTo(estimates.redundancy().upper());
    assertThat(line.at("/distilled_ratio/value").doubleValue())
        .isEqualTo(estimates.distilledRatio().orElseThrow().value());
    assertThat(line.at("/change/redundancy_nats").doubleValue())
        .isEqualTo(measurement.change().orElseThrow().redundancyNats());
  }

  @Test
  void whatARunHasOverItsControlIsSaidOrWhyNot() throws Exception {
    var schema = Examples.schema("measurement");
    Measurement measurement = measured(500, 1).get(0);
    JsonNode none = tree(measurement);
    JsonNode compared =
        tree(
            measurement.with(
                new OverControl.Compared(
                    "alone", "abc", 7, new Estimate(.5, .25, .75), new Estimate(-.5, -1, 0))));
    JsonNode not = tree(measurement.with(new OverControl.NotComparable("alone", "other labels")));

    assertThat(none.has("over_control")).isFalse();
    assertThat(schema.validate(compared)).isEmpty();
    assertThat(compared.at("/over_control/step").longValue()).isEqualTo(7);
    assertThat(compared.at("/over_control/redundancy/lower").doubleValue()).isEqualTo(.25);
    assertThat(compared.at("/over_control/student_information/value").doubleValue()).isEqualTo(-.5);
    assertThat(schema.validate(not)).isEmpty();
    assertThat(not.at("/over_control/not_comparable").textValue()).isEqualTo("other labels");
    assertThat(not.at("/over_control").has("redundancy")).isFalse();
  }

  @Test
  void theReferenceIsSaidAndTheSameForOneProbeSet() throws Exception {
    List<Measurement> passes = measured(500, 3);
    JsonNode first = tree(passes.get(0)).at("/reference");
    JsonNode last = tree(passes.get(2)).at("/reference");

    assertThat(first.get("labels").textValue()).isEqualTo("first");
    assertThat(first.get("left_out").doubleValue()).isZero();
    assertThat(last).isEqualTo(first);
  }

  @Test
  void theGapByClassSumsToTheGapAndNamesTheClassesThatTheStudentMerges() throws Exception {
    JsonNode line = tree(measured(500, 8).get(7));
    JsonNode top = line.at("/gap_by_class/top");
    double gap = line.at("/nats/distillation_gap").doubleValue();

    assertThat(top).hasSize(10);
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      double nats = top.get(i).get("nats").doubleValue();
      assertThat(nats).isCloseTo(i < 3 ? gap / 3 : 0, within(1e-9));
      sum += nats;
    }
    assertThat(List.of(top.get(0), top.get(1), top.get(2)))
        .extracting(node -> node.get("class").textValue())
        .containsExactlyInAnyOrder("7", "8", "9");
    assertThat(sum).isCloseTo(gap, within(1e-12));
    assertThat(line.at("/gap_by_class/other_nats").doubleValue()).isZero();
  }

  @Test
  void ofManyClassesTwentyAreNamedAndTheOthersSummed() throws Exception {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      ClassGapFields.write(
          out, IntStream.range(0, 50).mapToObj(i -> new ClassGap("c" + i, .5)).toList());
      out.writeEndObject();
    }
    JsonNode gaps = new ObjectMapper().readTree(text.toString()).get("gap_by_class");

    assertThat(gaps.get("top")).hasSize(20);
    assertThat(gaps.get("other_classes").intValue()).isEqualTo(30);
    assertThat(gaps.get("other_nats").doubleValue()).isEqualTo(15);
  }

  @Test
  void whatAChangeCouldHaveShownIsAbsentWhereNoCodeChanged() throws Exception {
    List<Measurement> passes = measured(500, 12);
    Measurement moved = passes.get(4);
    JsonNode stood = tree(passes.get(11)).at("/change");

    assertThat(tree(moved).at("/change/minimum_detectable_nats").doubleValue())
        .isEqualTo(moved.change().orElseThrow().minimumDetectableNats());
    assertThat(stood.at("/standard_error_nats").doubleValue()).isZero();
    assertThat(stood.has("minimum_detectable_nats")).isFalse();
  }

  @Test
  void copyingOverAllRowsIsSaidWhereSomeHaveNoLabel() throws Exception {
    int[] codes = IntStream.range(0, 400).map(row -> row % 4).toArray();
    int[] labels = IntStream.range(0, 400).map(row -> row < 200 ? row % 4 : -1).toArray();
    SampleBatch batch =
        Batches.of(400)
            .pass("p", 0, 1)
            .with(labels, Batches.codes(Role.TEACHER, codes), Batches.codes(Role.STUDENT, codes));
    var record =
        new RawRecord(
            new Position(new Partition("t", 0), 0), 0, new byte[0], new byte[0], Optional.empty());
    Snapshot snapshot = new OrderedPath("run", SETTINGS).accept(batch, record).snapshots().get(0);
    JsonNode line =
        tree(new Verdicts(VerdictSettings.DEFAULT).judged(SnapshotMeasurer.measure(snapshot)));

    assertThat(Examples.schema("measurement").validate(line)).isEmpty();
    assertThat(line.at("/plugin_nats/copying_all_rows").doubleValue())
        .isCloseTo(Math.log(4), within(1e-12));
    assertThat(line.at("/nats/copying_all_rows").doubleValue()).isPositive();
    assertThat(tree(measured(500, 1).get(0)).at("/nats").has("copying_all_rows")).isFalse();
  }

  @Test
  void jointTermsAreAbsentBelowTenRowsAnOccupiedCell() throws Exception {
    JsonNode few = tree(measured(50, 1).get(0));
    JsonNode many = tree(measured(500, 1).get(0));

    assertThat(few.at("/nats").has("synergy")).isFalse();
    assertThat(few.at("/plugin_nats").has("synergy")).isTrue();
    assertThat(many.at("/nats").has("synergy")).isTrue();
  }
}
