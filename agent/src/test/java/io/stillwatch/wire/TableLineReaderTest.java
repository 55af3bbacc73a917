package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.table.JointDistribution;
import io.stillwatch.table.TableShape;
import io.stillwatch.table.TripleTable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableLineReaderTest {
  private static final TableLineReader READER =
      new TableLineReader(TableLineReader.DEFAULT_MOST_CELLS);

  private static Line line(String text) {
    return new Line(7, text.getBytes(StandardCharsets.UTF_8), false);
  }

  private static TableLine read(String text) {
    return READER.read(line(text));
  }

  @Test
  void onlyStatesThatOccurTakeRoom() {
    var counts = ((TableLine.Counts) read("{\"counts\":[[9,65535,0,1],[2,7,65535,2]]}")).counts();

    assertThat(counts.shape()).isEqualTo(new TableShape(2, 2, 2));
    assertThat(counts.count(0, 0, 1)).isEqualTo(2);
    assertThat(counts.count(1, 1, 0)).isEqualTo(1);
  }

  @Test
  void countsBecomeATableOfTheSmallestShapeThatHoldsThem() {
    assertThat(read("{\"name\":\"a\",\"counts\":[[1,0,2,7],[0,3,0,1]]}"))
        .isEqualTo(
            new TableLine.Counts(
                7,
                "a",
                TripleTable.builder(new TableShape(2, 2, 2))
                    .add(1, 0, 1, 7)
                    .add(0, 1, 0, 1)
                    .build()));
  }

  @Test
  void probabilitiesBecomeADistribution() {
    TableLine line = read("{\"pmf\":[[0,0,0,0.25],[1,1,0,0.75]],\"name\":\"b\"}");

    JointDistribution distribution = ((TableLine.Probabilities) line).distribution();
    assertThat(((TableLine.Table) line).name()).isEqualTo("b");
    assertThat(distribution.shape()).isEqualTo(new TableShape(2, 2, 1));
    assertThat(distribution.probability(0, 0, 0)).isEqualTo(0.25);
    assertThat(distribution.probability(1, 1, 0)).isEqualTo(0.75);
    assertThat(distribution.probability(1, 0, 0)).isZero();
  }

  @Test
  void probabilitiesThatAddUpToOneButForRoundingAreNormalised() {
    TableLine line = read("{\"pmf\":[[0,0,0,0.2500000002],[1,1,0,0.7500000002]]}");

    JointDistribution distribution = ((TableLine.Probabilities) line).distribution();
    assertThat(distribution.probability(0, 0, 0) + distribution.probability(1, 1, 0)).isEqualTo(1);
  }

  @Test
  void aCellOfProbabilityZeroIsOneAsGoodAsNotNamed() {
    TableLine line = read("{\"pmf\":[[0,0,0,1],[0,0,1,0],[0,1,1,1e-320]]}");

    JointDistribution distribution = ((TableLine.Probabilities) line).distribution();
    assertThat(distribution.probability(0, 0, 1)).isZero();
    assertThat(distribution.probability(0, 1, 1)).isEqualTo(1e-320);
  }

  @Test
  void countsUpToTheLargestAreExact() {
    long largest = 1L << 53;
    String cells = "[[0,0,0," + largest + "],[1,0,0," + (largest - 1) + "]]";
    TripleTable counts = ((TableLine.Counts) read("{\"counts\":" + cells + "}")).counts();

    assertThat(counts.count(0, 0, 0)).isEqualTo(largest);
    assertThat(counts.count(1, 0, 0)).isEqualTo(largest - 1);
    assertThat(counts.total()).isEqualTo(2 * largest - 1);
  }

  @Test
  void aTableOfMoreCellsThanTheFirstGuessKeepsThemAll() {
    StringBuilder cells = new StringBuilder("[0,0,0,1]");
    for (int i = 1; i < 1000; i++) {
      cells.append(",[%d,%d,%d,%d]".formatted(i % 7, i % 11, i % 13, i));
    }
    TripleTable counts = ((TableLine.Counts) read("{\"counts\":[" + cells + "]}")).counts();

    assertThat(counts.total()).isEqualTo(1 + 999 * 1000 / 2);
    assertThat(counts.count(999 % 7, 999 % 11, 999 % 13)).isEqualTo(999);
  }

  @Test
  void aLineWithoutANameIsCalledByItsNumber() {
    TableLine line = read("{\"counts\":[[0,0,0,1]]}\r");

    assertThat(line.number()).isEqualTo(7);
    assertThat(((TableLine.Table) line).name()).isEqualTo("7");
  }

  @Test
  void otherFieldsAreIgnored() {
    assertThat(read("{\"nats\":{\"x\":[1,{}]},\"counts\":[[0,0,0,1]],\"note\":null}"))
        .isInstanceOf(TableLine.Counts.class);
  }

  @Test
  void aBadLineKeepsTheNameItGaveBeforeItsFault() {
    assertThat(read("{\"name\":\"a\",\"counts\":[]}"))
        .isEqualTo(
            new TableLine.Bad(7, Optional.of("a"), "/counts had no cells; must have at least one"));
    assertThat(((TableLine.Bad) read("{\"counts\":[],\"name\":\"a\"}")).name()).isEmpty();
    assertThat(((TableLine.Bad) read("{\"name\":\"a\",")).name()).contains("a");
  }

  @Test
  void aTableOfAsManyCellsAsAllowedIsReadAndOneMoreIsNot() {
    TableLineReader six = new TableLineReader(6);

    assertThat(six.read(line("{\"counts\":[[0,0,0,1],[1,1,2,1],[1,1,1,1]]}")))
        .isInstanceOf(TableLine.Bad.class);
    assertThat(six.read(line("{\"counts\":[[0,0,0,1],[1,0,2,1],[1,0,1,1]]}")))
        .isInstanceOf(TableLine.Counts.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, TableShape.MOST_CELLS + 1})
  void aLimitOfCellsThatIsNoneIsRefused(int mostCells) {
    assertThatThrownBy(() -> new TableLineReader(mostCells))
        .hasMessage("most cells were " + mostCells + "; must be between 1 and 67108864");
  }

  @Test
  void bytesThatAreNoTextAreABadLine() {
    byte[] line = "{\"name\":\"?\",\"counts\":[[0,0,0,1]]}".getBytes(StandardCharsets.UTF_8);
    line[9] = (byte) 0xFF;

    assertThat(READER.read(new Line(1, line, false))).isInstanceOf(TableLine.Bad.class);
  }
}
