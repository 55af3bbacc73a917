package io.stillwatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockedTableTest {
  private static final TableShape SHAPE = new TableShape(3, 4, 5);
  private static final int BLOCKS = 10;

  private static TripleTable table(long seed, int mostCount) {
    Random random = Seeds.random(seed);
    TripleTable.Builder table = TripleTable.builder(SHAPE);
    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        for (int s = 0; s < SHAPE.studentStates(); s++) {
          table.add(y, t, s, random.nextInt(mostCount));
        }
      }
    }
    return table.build();
  }

  private static TripleTable of(long count) {
    return TripleTable.builder(SHAPE).add(0, 0, 0, count).build();
  }

  private static TripleTable block(BlockedTable table, int block) {
    return table.whole().minus(table.without(block));
  }

  @Test
  void theWholeIsTheSumOfItsBlocks() {
    TripleTable one = table(1, 9);
    TripleTable other = table(2, 9);
    BlockedTable.Builder builder = BlockedTable.builder(SHAPE, 4);
    for (int y = 0; y < SHAPE.labels(); y++) {
      for (int t = 0; t < SHAPE.teacherStates(); t++) {
        for (int s = 0; s < SHAPE.studentStates(); s++) {
          builder.add(1, y, t, s, one.count(y, t, s)).add(3, y, t, s, other.count(y, t, s));
        }
      }
    }
    BlockedTable table = builder.build();
    assertThat(table.blocks()).isEqualTo(4);
    assertThat(table.whole()).isEqualTo(one.plus(other));
    assertThat(table.without(1)).isEqualTo(other);
    assertThat(table.without(3)).isEqualTo(one);
    assertThat(table.without(0)).isEqualTo(table.whole());
  }

  @Test
  void aBlockThatHoldsEverythingLeavesNothing() {
    BlockedTable table = BlockedTable.builder(SHAPE, 2).add(1, 2, 3, 4, 7).build();
    assertThat(table.without(1).total()).isZero();
  }

  @Test
  void aTableStaysWhenItsBuilderGoesOn() {
    BlockedTable.Builder builder = BlockedTable.builder(SHAPE, 2).add(0, 0, 0, 0, 1);
    BlockedTable before = builder.build();
    builder.add(1, 0, 0, 0, 5);
    assertThat(before.whole().total()).isEqualTo(1);
    assertThat(before.without(1).total()).isEqualTo(1);
    assertThat(builder.build().without(1).total()).isEqualTo(1);
    assertThat(builder.build().whole().total()).isEqualTo(6);
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    BlockedTable.Builder builder = BlockedTable.builder(SHAPE, 2);
    assertThatThrownBy(() -> builder.add(2, 0, 0, 0, 1))
        .hasMessage("block was 2; must be between 0 and 1");
    assertThatThrownBy(() -> builder.add(0, 0, 0, 5, 1))
        .hasMessage("student code was 5; must be between 0 and 4");
    assertThatThrownBy(() -> builder.add(0, 0, 0, 0, -1))
        .hasMessage("count was -1; must be at least 0");
    assertThat(builder.build().whole().total()).isZero();
  }

  @Test
  void atLeastOneBlockIsNeeded() {
    assertThatThrownBy(() -> BlockedTable.builder(SHAPE, 0))
        .hasMessage("blocks was 0; must be at least 1");
    assertThatThrownBy(() -> BlockedTable.dealt(of(1), 0, 1))
        .hasMessage("blocks was 0; must be at least 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30, 20_000})
  void dealingConservesEveryCell(int mostCount) {
    TripleTable table = table(3, mostCount);
    BlockedTable dealt = BlockedTable.dealt(table, BLOCKS, 4);
    TripleTable sum = TripleTable.builder(SHAPE).build();
    for (int block = 0; block < BLOCKS; block++) {
      sum = sum.plus(block(dealt, block));
    }
    assertThat(dealt.whole()).isEqualTo(table);
    assertThat(sum).isEqualTo(table);
  }

  @Test
  void whoIsDealtWhatIsDecidedByTheSeed() {
    TripleTable table = table(5, 30);
    BlockedTable once = BlockedTable.dealt(table, BLOCKS, 6);
    BlockedTable again = BlockedTable.dealt(table, BLOCKS, 6);
    BlockedTable other = BlockedTable.dealt(table, BLOCKS, 7);
    for (int block = 0; block < BLOCKS; block++) {
      assertThat(again.without(block)).isEqualTo(once.without(block));
      assertThat(other.without(block)).isNotEqualTo(once.without(block));
    }
  }

  /** Both where every row is dealt by itself and where the normal limit is taken: 5 deviations. */
  @ParameterizedTest
  @ValueSource(longs = {60, 4_000, 5_000, 1_000_000})
  void everyBlockIsDealtItsShareOfACell(long count) {
    BlockedTable dealt = BlockedTable.dealt(of(count), BLOCKS, 8);
    double deviation = Math.sqrt(count * .1 * .9);
    for (int block = 0; block < BLOCKS; block++) {
      assertThat((double) block(dealt, block).total())
          .as("block %d", block)
          .isCloseTo(count * .1, within(5 * deviation));
    }
  }

  @Test
  void oneBlockIsDealtEverything() {
    assertThat(BlockedTable.dealt(of(77), 1, 9).without(0).total()).isZero();
  }

  /** Drawn row by row this would take months. */
  @Test
  void aCountOfManyDigitsIsDealtAtOnce() {
    long count = 1L << 53;
    BlockedTable dealt = BlockedTable.dealt(of(count), BLOCKS, 10);
    long sum = 0;
    for (int block = 0; block < BLOCKS; block++) {
      long share = block(dealt, block).total();
      assertThat((double) share / count).as("block %d", block).isCloseTo(.1, within(1e-6));
      sum += share;
    }
    assertThat(sum).isEqualTo(count);
  }

  /** Block b holds 2^b in a cell of its own, so a total tells which blocks were drawn. */
  @Test
  void wholeOccupiedBlocksAreDrawnOneFewerThanThereAre() {
    BlockedTable.Builder builder = BlockedTable.builder(new TableShape(1, 1, 8), 12);
    for (int block = 0; block < 8; block++) {
      builder.add(block + 2, 0, 0, block, 1L << block).add(11, 0, 0, 0, 0);
    }
    BlockedTable table = builder.build();
    assertThat(table.occupiedBlocks()).isEqualTo(8);
    for (long seed = 0; seed < 100; seed++) {
      TripleTable drawn = table.resampled(seed);
      long draws = 0;
      for (int block = 0; block < 8; block++) {
        assertThat(drawn.count(0, 0, block) % (1L << block)).as("seed %d", seed).isZero();
        draws += drawn.count(0, 0, block) >> block;
      }
      assertThat(draws).as("seed %d", seed).isEqualTo(7);
    }
  }

  @Test
  void whichBlocksAreDrawnIsDecidedByTheSeedWhateverTheyHold() {
    BlockedTable.Builder one = BlockedTable.builder(SHAPE, 3);
    BlockedTable.Builder other = BlockedTable.builder(SHAPE, 3);
    for (int block = 0; block < 3; block++) {
      one.add(block, block, 0, 0, 1);
      other.add(block, block, 1, 2, 1).add(block, block, 1, 3, 5);
    }
    for (long seed = 0; seed < 20; seed++) {
      TripleTable drawn = one.build().resampled(seed);
      TripleTable same = other.build().resampled(seed);
      for (int y = 0; y < 3; y++) {
        assertThat(same.count(y, 1, 2)).as("seed %d", seed).isEqualTo(drawn.count(y, 0, 0));
      }
    }
  }

  /** Of the share of a cell, whose variance over samples is that of a block's share over 10. */
  @Test
  void drawnTablesScatterLikeTheSample() {
    BlockedTable.Builder builder = BlockedTable.builder(SHAPE, BLOCKS);
    double[] shares = {.12, .31, .22, .40, .18, .27, .35, .09, .24, .30};
    double mean = 0;
    for (int block = 0; block < BLOCKS; block++) {
      long count = Math.round(100 * shares[block]);
      builder.add(block, 0, 0, 0, count).add(block, 1, 0, 0, 100 - count);
      mean += shares[block] / BLOCKS;
    }
    double expected = 0;
    for (double share : shares) {
      expected += (share - mean) * (share - mean) / (BLOCKS - 1) / BLOCKS;
    }
    int draws = 4_000;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      TripleTable drawn = builder.build().resampled(Seeds.with(13, draw));
      double off = drawn.count(0, 0, 0) / 900.0 - mean;
      squares += off * off / draws;
    }
    assertThat(squares).isCloseTo(expected, within(expected * 4 * Math.sqrt(2.0 / draws)));
  }

  @Test
  void fromOneBlockNothingIsDrawn() {
    BlockedTable table = BlockedTable.builder(SHAPE, BLOCKS).add(3, 0, 0, 0, 9).build();
    assertThatThrownBy(() -> table.resampled(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("number of occupied blocks was 1; must be at least 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4_096, 4_097, 1L << 53})
  void certainAndImpossibleTrialsNeedNoLuck(long trials) {
    Random random = Seeds.random(11);
    assertThat(Binomial.draw(trials, 1, random)).isEqualTo(trials);
    assertThat(Binomial.draw(trials, 0, random)).isZero();
  }

  /** Of 2,000 draws, on both sides of where the normal limit begins. */
  @ParameterizedTest
  @ValueSource(longs = {4_096, 4_097})
  void drawsHaveTheMeanAndTheVarianceOfTheBinomial(long trials) {
    Random random = Seeds.random(12);
    int draws = 2_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      long drawn = Binomial.draw(trials, .01, random);
      assertThat(drawn).isBetween(0L, trials);
      sum += drawn;
      squares += (double) drawn * drawn;
    }
    double mean = sum / draws;
    double variance = squares / draws - mean * mean;
    double expected = trials * .01 * .99;
    assertThat(mean).isCloseTo(trials * .01, within(4 * Math.sqrt(expected / draws)));
    assertThat(variance).isCloseTo(expected, within(expected * 4 * Math.sqrt(2.0 / draws)));
  }
}
