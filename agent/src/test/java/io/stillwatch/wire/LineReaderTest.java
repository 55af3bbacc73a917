package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Line> read(LineReader reader) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static String text(Line line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void everyLineKeepsItsBytesAndItsNumberInTheInput() throws IOException {
    List<Line> lines = read(new LineReader(stream("\n{\u00e9}\r\n \t\r\n b\n\nc")));

    assertThat(lines).extracting(Line::number).containsExactly(2L, 4L, 6L);
    assertThat(lines).extracting(LineReaderTest::text).containsExactly("{\u00e9}\r", " b", "c");
    assertThat(lines).noneMatch(Line::tooLong);
  }

  @Test
  void anInputWithoutLinesHasNone() throws IOException {
    assertThat(read(new LineReader(stream("")))).isEmpty();
    assertThat(read(new LineReader(stream("\n\r\n  \n")))).isEmpty();
  }

  @Test
  void ofALineThatIsTooLongOnlyTheNumberIsKept() throws IOException {
    List<Line> lines = read(new LineReader(stream("abcd\nabcde\nabc"), 4));

    assertThat(lines).extracting(Line::tooLong).containsExactly(false, true, false);
    assertThat(lines).extracting(LineReaderTest::text).containsExactly("abcd", "", "abc");
    assertThat(lines).extracting(Line::number).containsExactly(1L, 2L, 3L);
  }
}
