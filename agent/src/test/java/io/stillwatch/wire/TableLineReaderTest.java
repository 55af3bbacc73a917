package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TableLineReaderTest {
  private static List<TableLine> read(String text) throws IOException {
    return read(new TableLineReader(stream(text)));
  }

  private static List<TableLine> read(TableLineReader reader) throws IOException {
    List<TableLine> lines = new ArrayList<>();
    Optional<TableLine> line = reader.next();
    while (line.isPresent()) {
      lines.add(line.get());
      line = reader.next();
    }
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TableLine only(String text) throws IOException {
    List<TableLine> lines = read(text);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void onlyStatesThatOccurTakeRoom() throws IOException {
    var counts = ((TableLine.Counts) only("{\"counts\":[[9,65535,0,1],[2,7,65535,2]]}")).counts();

    assertThat(counts.shape()).isEqualTo(new TableShape(2, 2, 2));
    assertThat(counts.count(0, 0, 1)).isEqualTo(2);
    assertThat(counts.count(1, 1, 0)).isEqualTo(1);
  }

  @Test
  void countsBecomeATableOfTheSmallestShapeThatHoldsThem() throws IOException {
    assertThat(only("{\"name\":\"a\",\"counts\":[[1,0,2,7],[0,3,0,1]]}"))
        .isEqualTo(
            new TableLine.Counts(
                1,
                "a",
                TripleTable.builder(new TableShape(2, 2, 2))
                    .add(1, 0, 1, 7)
                    .add(0, 1, 0, 1)
                    .build()));
  }

  @Test
  void probabilitiesBecomeADistribution() throws IOException {
    TableLine line = only("{\"pmf\":[[0,0,0,0.25],[1,1,0,0.75]],\"name\":\"b\"}");

    JointDistribution distribution = ((TableLine.Probabilities) line).distribution();
    assertThat(((TableLine.Table) line).name()).isEqualTo("b");
    assertThat(distribution.shape()).isEqualTo(new TableShape(2, 2, 1));
    assertThat(distribution.probability(0, 0, 0)).isEqualTo(0.25);
    assertThat(distribution.probability(1, 1, 0)).isEqualTo(0.75);
    assertThat(distribution.probability(1, 0, 0)).isZero();
  }

  @Test
  void aCellNamedTwiceHoldsTheSum() throws IOException {
    TableLine counts = only("{\"counts\":[[0,0,0,3],[1,0,0,1],[0,0,0,4]]}");
    TableLine pmf = only("{\"pmf\":[[0,0,0,0.25],[1,0,0,0.5],[0,0,0,0.25]]}");

    assertThat(((TableLine.Counts) counts).counts().count(0, 0, 0)).isEqualTo(7);
    assertThat(((TableLine.Probabilities) pmf).distribution().probability(0, 0, 0)).isEqualTo(0.5);
  }

  @Test
  void countsUpToTheLargestAreExact() throws IOException {
    long largest = 1L << 53;
    String cells = "[[0,0,0," + largest + "],[1,0,0," + (largest - 1) + "]]";
    TripleTable counts = ((TableLine.Counts) only("{\"counts\":" + cells + "}")).counts();

    assertThat(counts.count(0, 0, 0)).isEqualTo(largest);
    assertThat(counts.count(1, 0, 0)).isEqualTo(largest - 1);
    assertThat(counts.total()).isEqualTo(2 * largest - 1);
  }

  @Test
  void aTableOfMoreCellsThanTheFirstGuessKeepsThemAll() throws IOException {
    StringBuilder cells = new StringBuilder("[0,0,0,1]");
    for (int i = 1; i < 1000; i++) {
      cells.append(",[%d,%d,%d,%d]".formatted(i % 7, i % 11, i % 13, i));
    }
    TripleTable counts = ((TableLine.Counts) only("{\"counts\":[" + cells + "]}")).counts();

    assertThat(counts.total()).isEqualTo(1 + 999 * 1000 / 2);
    assertThat(counts.count(999 % 7, 999 % 11, 999 % 13)).isEqualTo(999);
  }

  @Test
  void aLineWithoutANameIsCalledByItsNumberInTheInput() throws IOException {
    List<TableLine> lines =
        read("\n{\"counts\":[[0,0,0,1]]}\r\n \t\r\n{\"counts\":[[0,0,0,1]]}\n\n");

    assertThat(lines).extracting(TableLine::number).containsExactly(2L, 4L);
    assertThat(lines).extracting(line -> ((TableLine.Table) line).name()).containsExactly("2", "4");
  }

  @Test
  void otherFieldsAreIgnored() throws IOException {
    assertThat(only("{\"nats\":{\"x\":[1,{}]},\"counts\":[[0,0,0,1]],\"note\":null}"))
        .isInstanceOf(TableLine.Counts.class);
  }

  @Test
  void anInputWithoutLinesHasNone() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\r\n  \n")).isEmpty();
  }

  @Test
  void aBadLineDoesNotStopTheNext() throws IOException {
    List<TableLine> lines =
        read("{\"counts\":[[0,0,0,1]]}\n{\"counts\":\n{\"counts\":[[0,0,0,2]]}");

    assertThat(lines).extracting(TableLine::number).containsExactly(1L, 2L, 3L);
    assertThat(lines.get(1)).isInstanceOf(TableLine.Bad.class);
    assertThat(((TableLine.Counts) lines.get(2)).counts().total()).isEqualTo(2);
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() throws IOException {
    String fits = "{\"counts\":[[0,0,0,1]]}";
    String tooLong = "{\"counts\":[[0,0,0,12]]}";
    TableLineReader reader =
        new TableLineReader(stream(fits + "\n" + tooLong + "\n" + fits), fits.length());

    List<TableLine> lines = read(reader);
    assertThat(lines.get(0)).isInstanceOf(TableLine.Counts.class);
    assertThat(lines.get(1))
        .isEqualTo(
            new TableLine.Bad(
                2, "the line was longer than " + fits.length() + " bytes; must be shorter"));
    assertThat(lines.get(2)).isInstanceOf(TableLine.Counts.class);
  }

  @Test
  void bytesThatAreNoTextAreSaidAsABadLine() throws IOException {
    byte[] line = "{\"name\":\"?\",\"counts\":[[0,0,0,1]]}".getBytes(StandardCharsets.UTF_8);
    line[9] = (byte) 0xFF;

    List<TableLine> lines = read(new TableLineReader(new ByteArrayInputStream(line)));
    assertThat(lines).hasSize(1).first().isInstanceOf(TableLine.Bad.class);
  }
}
