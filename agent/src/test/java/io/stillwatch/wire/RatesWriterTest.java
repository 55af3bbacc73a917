package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.sample.Attempt;
import io.stillwatch.snapshot.ErrorCounts;
import io.stillwatch.snapshot.LabelDependence;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Span;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RatesWriterTest {
  static SliceErrors slice(LabelDependence dependence, ErrorCounts errors) {
    return new SliceErrors(
        new MeasurementId(
            new Attempt("alone", 1), "teacher/logits>student/logits", "class", "hard", 4),
        new Span(9, OptionalDouble.of(2), Optional.of("p"), 8, 2, true, 1_000),
        dependence,
        errors);
  }

  private static JsonNode tree(SliceErrors slice) throws Exception {
    return new ObjectMapper().readTree(RatesWriter.line(slice));
  }

  @ParameterizedTest
  @EnumSource(LabelDependence.class)
  void aLineIsWhatTheSchemaSaysAndHoldsNoInformation(LabelDependence dependence) throws Exception {
    JsonNode line = tree(slice(dependence, new ErrorCounts(8, 4, 2, 1)));
    assertThat(Examples.schema("rates").validate(line)).isEmpty();
    assertThat(line.at("/id").textValue())
        .isEqualTo("alone|1|teacher/logits>student/logits|class|hard|4");
    assertThat(line.at("/label_dependent").textValue()).isEqualTo(dependence.word());
    assertThat(line.at("/rates/teacher_error").doubleValue()).isEqualTo(.5);
    assertThat(line.at("/rates/student_error").doubleValue()).isEqualTo(.25);
    assertThat(line.at("/rates/error_inheritance").doubleValue()).isEqualTo(.25);
    assertThat(line.has("nats")).isFalse();
    assertThat(line.has("verdict")).isFalse();
  }

  @Test
  void withoutAnErrorThereIsNoneToInherit() throws Exception {
    JsonNode line = tree(slice(LabelDependence.DECLARED, new ErrorCounts(8, 0, 2, 0)));
    assertThat(Examples.schema("rates").validate(line)).isEmpty();
    assertThat(line.at("/rates").has("error_inheritance")).isFalse();
  }
}
