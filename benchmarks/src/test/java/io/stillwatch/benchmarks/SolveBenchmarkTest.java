package io.stillwatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.TableShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

final class SolveBenchmarkTest {
  @Test
  void itsSizesAreThoseOfTheOtherBenchmarks() throws NoSuchFieldException {
    String[] sizes = SolveBenchmark.class.getField("size").getAnnotation(Param.class).value();
    List<TableShape> shapes =
        Arrays.stream(sizes).map(size -> new SizeConverter().convert(size)).toList();
    assertThat(shapes).isEqualTo(Models.SIZES);
  }

  @Test
  void itSolvesOneTableAfterTheOther() {
    SolveBenchmark benchmark = new SolveBenchmark();
    benchmark.size = "3x3x3";
    benchmark.accuracy = 0.5;
    benchmark.rows = 100;
    benchmark.toleranceNats = 1e-6;
    benchmark.draw();
    double first = benchmark.solve().unionInformationNats();
    assertThat(benchmark.solve().unionInformationNats()).isNotEqualTo(first);
  }
}
