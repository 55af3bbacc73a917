package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stillwatch.table.Transitions.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransitionsTest {
  private static final TableShape SHAPE = new TableShape(2, 3, 4);

  @Test
  void equalTransitionsAreMergedInTheOrderOfTheirCells() {
    Transitions transitions =
        Transitions.builder(SHAPE)
            .add(1, 2, 3, 0, 0, 4)
            .add(0, 1, 0, 1, 2, 3)
            .add(1, 2, 3, 0, 0, 6)
            .add(0, 1, 0, 1, 1, 2)
            .build();

    assertThat(transitions.entries())
        .containsExactly(
            new Entry(0, 1, 0, 1, 1, 2), new Entry(0, 1, 0, 1, 2, 3), new Entry(1, 2, 3, 0, 0, 10));
  }

  @Test
  void transitionsOfNothingAreLeftOut() {
    assertThat(Transitions.builder(SHAPE).add(0, 0, 0, 1, 1, 0).build().entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theTablesBeforeAndNowAreTheMarginals(long seed) {
    Random random = Seeds.random(seed);
    Transitions.Builder transitions = Transitions.builder(SHAPE);
    TripleTable.Builder before = TripleTable.builder(SHAPE);
    TripleTable.Builder now = TripleTable.builder(SHAPE);
    for (int i = 0; i < 500; i++) {
      int y = random.nextInt(2);
      int[] t = {random.nextInt(3), random.nextInt(3)};
      int[] s = {random.nextInt(4), random.nextInt(4)};
      long count = random.nextInt(9);
      transitions.add(y, t[0], s[0], t[1], s[1], count);
      before.add(y, t[0], s[0], count);
      now.add(y, t[1], s[1], count);
    }

    assertThat(transitions.build().before()).as("seed %d", seed).isEqualTo(before.build());
    assertThat(transitions.build().now()).as("seed %d", seed).isEqualTo(now.build());
  }

  @Test
  void codesOfALargeShapeKeepApart() {
    TableShape large = new TableShape(1, 1024, 512);
    Transitions transitions =
        Transitions.builder(large)
            .add(0, 1023, 510, 1021, 509, 1)
            .add(0, 1023, 511, 1023, 511, 2)
            .build();

    assertThat(transitions.entries())
        .containsExactly(
            new Entry(0, 1023, 510, 1021, 509, 1), new Entry(0, 1023, 511, 1023, 511, 2));
  }

  @Test
  void onlyAnotherCodeIsAChange() {
    assertThat(new Entry(0, 1, 2, 1, 2, 5).changed()).isFalse();
    assertThat(new Entry(0, 1, 2, 0, 2, 5).changed()).isTrue();
    assertThat(new Entry(0, 1, 2, 1, 3, 5).changed()).isTrue();

    assertThat(Transitions.builder(SHAPE).build().anyChanged()).isFalse();
    assertThat(Transitions.builder(SHAPE).add(0, 1, 2, 1, 2, 5).build().anyChanged()).isFalse();
    assertThat(Transitions.builder(SHAPE).add(0, 1, 2, 1, 3, 5).build().anyChanged()).isTrue();
    assertThat(new Transitions(SHAPE, List.of(new Entry(0, 1, 2, 1, 3, 0))).anyChanged()).isFalse();
  }

  @Test
  void theListGivenIsCopied() {
    List<Entry> entries = new ArrayList<>(List.of(new Entry(0, 0, 0, 0, 0, 1)));
    Transitions transitions = new Transitions(SHAPE, entries);
    entries.clear();

    assertThat(transitions.entries()).hasSize(1);
  }

  @Test
  void whatDoesNotFitTheShapeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transitions.builder(SHAPE).add(0, 0, 0, 3, 0, 1))
        .withMessage("teacher code was 3; must be between 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transitions.builder(SHAPE).add(0, 0, 0, 0, 0, -1))
        .withMessage("count was -1; must be at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transitions(SHAPE, List.of(new Entry(0, 0, 0, 0, 4, 1))))
        .withMessage("student code was 4; must be between 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transitions(SHAPE, List.of(new Entry(0, 0, 4, 0, 0, 1))))
        .withMessage("student code was 4; must be between 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transitions(SHAPE, List.of(new Entry(0, 0, 0, 0, 0, -1))))
        .withMessage("count was -1; must be at least 0");
  }

  @Test
  void aCountThatNoLongHoldsIsRefused() {
    Transitions.Builder builder = Transitions.builder(SHAPE).add(0, 0, 0, 0, 0, Long.MAX_VALUE);

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> builder.add(0, 0, 0, 0, 0, 1));
  }
}
