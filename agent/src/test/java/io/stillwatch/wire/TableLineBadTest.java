package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of bad line, with what is said about it: where, what it was, what is allowed. */
final class TableLineBadTest {
  private static String problem(String line) {
    TableLine read =
        new TableLineReader(TableLineReader.DEFAULT_MOST_CELLS)
            .read(new Line(1, line.getBytes(StandardCharsets.UTF_8), false));
    assertThat(read).as(line).isInstanceOf(TableLine.Bad.class);
    return ((TableLine.Bad) read).problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                          | the record was an array; must be an object",
        "7                           | the record was '7'; must be an object",
        "{}                          | the record lacked counts and pmf; must have one of them",
        "{'counts':[[0,0,0,1]],'pmf':[[0,0,0,1]]}"
            + " | the record had both counts and pmf; must have one of them",
        "{'counts':[[0,0,0,1]],'counts':[[0,0,0,1]]} | /counts named twice",
        "{'counts':[[0,0,0,1]],'x':{'y':1,'y':2}}    | /x/y named twice",
        "{'counts':[[0,0,0,1]]} {}   | the record went on after its end",
        "{'name':7,'counts':[[0,0,0,1]]}  | /name was '7'; must be a string",
        "{'name':'','counts':[[0,0,0,1]]} | /name was empty; must be a text",
        "{'counts':[[0,0,0,1]],'x':NaN}   | /x was 'NaN'; must be a finite number",
      })
  void theLineAsAWhole(String line, String problem) {
    assertThat(problem(line.replace('\'', '"'))).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}            | /counts was an object; must be an array",
        "null          | /counts was null; must be an array",
        "[]            | /counts had no cells; must have at least one",
        "[7]           | /counts/0 was '7'; must be an array",
        "[[0,0,1]]     | /counts/0 had 3 numbers; must have 4: label, teacher, student, value",
        "[[0,0,0,1,1]] | /counts/0/4 had more elements than 4",
        "[[0,0,0,0]]   | /counts had the sum 0; must be at least 1",
        "[[5,2,9,1],[5,2,9,0]] | /counts had the cell [5,2,9] twice; must have it once",
        "[[-1,0,0,1]]  | /counts/0/0 was '-1'; must be an integer between 0 and 65535",
        "[[0,65536,0,1]] | /counts/0/1 was '65536'; must be an integer between 0 and 65535",
        "[[0,0,0.5,1]] | /counts/0/2 was '0.5'; must be an integer between 0 and 65535",
        "[[0,0,'0',1]] | /counts/0/2 was '0'; must be an integer between 0 and 65535",
        "[[0,0,0,-1]]  | /counts/0/3 was '-1'; must be an integer between 0 and 9007199254740992",
        "[[0,0,0,1.5]] | /counts/0/3 was '1.5'; must be an integer between 0 and 9007199254740992",
        "[[0,0,0,NaN]] | /counts/0/3 was 'NaN'; must be a finite number",
        "[[0,0,0,9007199254740993]] | /counts/0/3 was '9007199254740993'; must be an integer"
            + " between 0 and 9007199254740992",
        "[[0,0,0,99999999999999999999]] | /counts/0/3 was '99999999999999999999'; must be an"
            + " integer between 0 and 9007199254740992",
      })
  void counts(String cells, String problem) {
    assertThat(problem("{\"counts\":" + cells.replace('\'', '"') + "}")).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]              | /pmf had no cells; must have at least one",
        "[[0,0,0,-0.5]]  | /pmf/0/3 was '-0.5'; must be a number between 0.0 and 1.000000001",
        "[[0,0,0,1.5]]   | /pmf/0/3 was '1.5'; must be a number between 0.0 and 1.000000001",
        "[[0,0,0,'1']]   | /pmf/0/3 was '1'; must be a number",
        "[[0,0,0,NaN]]   | /pmf/0/3 was 'NaN'; must be a finite number",
        "[[0,0,0,-Infinity]] | /pmf/0/3 was '-Infinity'; must be a finite number",
        "[[0,0,0,1e999]] | /pmf/0/3 was '1e999'; must be a finite number",
        "[[0,0,0,null]]  | /pmf/0/3 was null; must be a number",
        "[[0,0,1]]       | /pmf/0 had 3 numbers; must have 4: label, teacher, student, value",
        "[[0,0.0,0,1]]   | /pmf/0/1 was '0.0'; must be an integer between 0 and 65535",
        "[[0,0,0,0]]     | /pmf had the sum 0.0; must be 1 to within 1.0E-9",
        "[[0,0,0,0.25],[1,0,0,0.5]] | /pmf had the sum 0.75; must be 1 to within 1.0E-9",
        "[[0,0,0,0.75],[1,0,0,0.5]] | /pmf had the sum 1.25; must be 1 to within 1.0E-9",
        "[[0,0,0,0.5],[1,0,0,0.5000000018626451]]"
            + " | /pmf had the sum 1.0000000018626451; must be 1 to within 1.0E-9",
        "[[9,0,7,0.75],[0,0,0,0],[9,0,7,0.25]] | /pmf had the cell [9,0,7] twice; must have it once",
      })
  void probabilities(String cells, String problem) {
    assertThat(problem("{\"pmf\":" + cells.replace('\'', '"') + "}")).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'counts':[[0,0,0,1]]       | column 22: Unexpected end-of-input: expected close marker for Object",
        "{'counts':[[0,0,0,1],]}     | column 22: Unexpected character",
        "{'counts':[[0,0,0,01]]}     | column 20: Invalid numeric value",
        "{counts:[[0,0,0,1]]}        | column 2: Unexpected character",
        "hello                       | column 1: Unrecognized token",
      })
  void whatIsNoJsonIsSaidWithItsColumn(String line, String beginning) {
    assertThat(problem(line.replace('\'', '"')))
        .startsWith(beginning)
        .endsWith("; must be one object of JSON")
        .doesNotContain("Source");
  }

  @Test
  void countsWhoseSumNoLongHoldsAreRefused() {
    String cells =
        IntStream.range(0, 1024)
            .mapToObj(state -> "[%d,0,0,%d]".formatted(state, 1L << 53))
            .collect(Collectors.joining(","));

    assertThat(problem("{\"counts\":[" + cells + "]}"))
        .isEqualTo("/counts/1023/3 made a sum of counts above 9223372036854775807, the most");
  }

  @Test
  void aTableOfTooManyCellsIsRefusedBeforeMemoryIsTakenForIt() {
    String cells =
        IntStream.range(0, 300)
            .mapToObj(state -> "[%d,%d,%d,1]".formatted(state, 7 * state, 200 * state))
            .collect(Collectors.joining(","));

    assertThat(problem("{\"counts\":[" + cells + "]}"))
        .isEqualTo("/counts had states for 27000000 cells; must be at most 8388608");
  }

  @Test
  void moreElementsThanCellsAreRefusedBeforeTheyAreKept() {
    TableLineReader two = new TableLineReader(2);
    String cells = "{\"pmf\":[[0,0,0,0.5],[0,0,1,0.25],[0,0,2,0.25]]}";

    TableLine read = two.read(new Line(1, cells.getBytes(StandardCharsets.UTF_8), false));
    assertThat(((TableLine.Bad) read).problem()).isEqualTo("/pmf/2 had more elements than 2");
  }

  @Test
  void aLineThatIsTooLongHasNoTable() {
    TableLine read = new TableLineReader(8).read(new Line(1, new byte[0], true));

    assertThat(((TableLine.Bad) read).problem())
        .isEqualTo("the line was longer than 67108864 bytes; must be shorter");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThat(problem("{\"name\":\"" + "n".repeat(1025) + "\",\"counts\":[[0,0,0,1]]}"))
        .isEqualTo("/name was longer than 1024 bytes");
  }

  @Test
  void whatIsSaidHoldsNoControlCharactersOfTheLine() {
    assertThat(problem("{\"counts\":[[0,0,0,\"\\u001b[31m\\n\"]]}"))
        .startsWith("/counts/0/3 was '\uFFFD[31m\uFFFD'; must be");
  }
}
