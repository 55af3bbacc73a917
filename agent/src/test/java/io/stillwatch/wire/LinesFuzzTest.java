package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stillwatch.measure.Control;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines of any bytes are tables, measurements, or bad ones, in bounded memory. {@code
 * JAZZER_FUZZ=1} goes on from what is here.
 */
final class LinesFuzzTest {
  private static final int MOST_CELLS = 1 << 12;
  private static final long BYTES_A_CELL = 64;
  private static final int LONGEST_LINE = 1 << 10;

  static Stream<byte[]> tables() {
    return Stream.of(
            "{\"name\":\"and\",\"pmf\":[[0,0,0,0.25],[0,0,1,0.25],[0,1,0,0.25],[1,1,1,0.25]]}\n",
            "{\"counts\":[[0,0,0,3],[1,1,1,9007199254740992]]}\r\n\r\n{\"counts\":[]}",
            "{\"pmf\":[[0,0,0,1e-320],[0,0,0,NaN]]}",
            "{\"counts\":[[2147483647,0,0,1],[0,-1,0,1e999]],\"counts\":[[0,0,0,1]]}",
            "{\"counts\":[[99,99,99,1]],\"x\":[[[[[[[[]]]]]]]]}{} \n\t\n{",
            "{\"n\":" + "[".repeat(40),
            "{\"" + "n".repeat(5_000) + "\":0}",
            "{\"counts\":[[0,0,0," + "1".repeat(200) + "]]}",
            "x".repeat(2 * LONGEST_LINE))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> controls() {
    String line =
        "{\"run\":\"r\",\"pair\":\"t/a>s/a\",\"task\":\"l\",\"slice\":\"all\",\"step\":3,\"samples\":9.0,"
            + "\"reference\":{\"fingerprint\":\"f\"},\"codebooks\":{\"teacher\":\"t\"},"
            + "\"nats\":{\"redundancy\":0.5,\"student_information\":0.6},"
            + "\"lower\":{\"redundancy\":0.4,\"student_information\":0.5},"
            + "\"upper\":{\"redundancy\":0.6,\"student_information\":0.7}}\n";
    return Stream.of(
            line,
            line + line.replace("\"step\":3", "\"step\":4,\"pass\":{}"),
            line.replace("9.0", "NaN"),
            line.replace("9.0", "1e999"),
            line.replace("\"step\":3", "\"step\":1e3"),
            line.replace("\"r\"", "\"other\""),
            "[".repeat(5_000))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("tables")
  @FuzzTest
  void everyLineIsATableOrABadOne(byte[] input) throws IOException {
    LineReader lines = new LineReader(new ByteArrayInputStream(input), LONGEST_LINE);
    TableLineReader tables = new TableLineReader(MOST_CELLS);
    long bytes = 0;
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      bytes += line.get().bytes().length + (line.get().tooLong() ? LONGEST_LINE : 0);
      Line read = line.get();
      TableLine table =
          Memory.bounded(read.bytes().length, BYTES_A_CELL * MOST_CELLS, () -> tables.read(read));
      if (table instanceof TableLine.Bad bad) {
        assertThat(bad.problem()).isNotBlank();
      }
    }
    assertThat(bytes).isLessThanOrEqualTo(input.length);
  }

  @MethodSource("controls")
  @FuzzTest
  void everyFileIsAControlOrSaysWhyNot(byte[] input) throws IOException {
    Control control =
        Memory.bounded(
            input.length, () -> ControlReader.read("r", new ByteArrayInputStream(input)));

    assertThat(control.run()).isEqualTo("r");
  }
}
