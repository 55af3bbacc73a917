package io.stillwatch.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A triple table kept in blocks of rows, so that every block can be left out: what a jackknife or a
 * bootstrap needs instead of the rows. Rows that belong together stand in one block. Immutable.
 */
public final class BlockedTable {
  private final TripleTable whole;
  private final LabelMix mix;
  private final List<List<Cell>> blocks;

  /** One occupied cell of one block, by its place in the flat table. */
  private record Cell(int label, int teacher, int student, long count) {}

  private BlockedTable(TripleTable whole, LabelMix mix, List<List<Cell>> blocks) {
    this.whole = whole;
    this.mix = mix;
    this.blocks = blocks;
  }

  /**
   * Starts an empty table.
   *
   * @param shape of the table
   * @param blocks at least 1
   * @return a builder for one thread
   */
  public static Builder builder(TableShape shape, int blocks) {
    return new Builder(shape, blocks);
  }

  /**
   * Deals the rows of a table to blocks at random, for rows that are independent and were not kept
   * apart. A count stands for as many rows.
   *
   * @param table the table, in whole rows
   * @param blocks at least 1
   * @param seed decides who is dealt what
   * @return the same counts, in blocks
   */
  public static BlockedTable dealt(TripleTable table, int blocks, long seed) {
    Random random = Seeds.random(seed);
    TableShape shape = table.shape();
    Builder builder = builder(shape, blocks);
    for (int label = 0; label < shape.labels(); label++) {
      for (int teacher = 0; teacher < shape.teacherStates(); teacher++) {
        for (int student = 0; student < shape.studentStates(); student++) {
          long left = table.count(label, teacher, student);
          for (int block = 0; block < blocks && left > 0; block++) {
            long share = Binomial.draw(left, 1.0 / (blocks - block), random);
            builder.add(block, label, teacher, student, share);
            left -= share;
          }
        }
      }
    }
    return builder.build();
  }

  /**
   * The same counts, read at a mix of labels, whole and in parts.
   *
   * @param other the mix, which has every label of the table
   * @return a table with that mix
   */
  public BlockedTable at(LabelMix other) {
    return new BlockedTable(whole, other, blocks);
  }

  /**
   * The mix of labels that the table is to be read at.
   *
   * @return its own unless stated
   */
  public LabelMix mix() {
    return mix;
  }

  /**
   * All blocks together.
   *
   * @return the table
   */
  public TripleTable whole() {
    return whole;
  }

  /**
   * The number of blocks.
   *
   * @return at least 1; some may be empty
   */
  public int blocks() {
    return blocks.size();
  }

  /**
   * What is left when a block is left out.
   *
   * @param block 0 to blocks - 1
   * @return the whole less the block; empty where the block holds everything
   */
  public TripleTable without(int block) {
    TripleTable.Builder part = TripleTable.builder(whole.shape());
    for (Cell cell : blocks.get(block)) {
      part.add(cell.label, cell.teacher, cell.student, cell.count);
    }
    return whole.minus(part.build());
  }

  /**
   * The number of blocks that hold something.
   *
   * @return 0 to {@link #blocks}
   */
  public int occupiedBlocks() {
    return (int) blocks.stream().filter(block -> !block.isEmpty()).count();
  }

  /**
   * Another sample of the same kind: occupied blocks drawn with replacement, one fewer than there
   * are, as so many scatter like the sample itself (J. N. K. Rao, C. F. J. Wu, Resampling Inference
   * With Complex Survey Data, JASA 83 (1988), doi 10.1080/01621459.1988.10478591).
   *
   * @param seed decides which blocks are drawn, whatever they hold
   * @return not empty
   * @throws IllegalStateException if fewer than two blocks hold something
   * @throws ArithmeticException if the total no longer fits a {@code long}
   */
  public TripleTable resampled(long seed) {
    List<List<Cell>> occupied = blocks.stream().filter(block -> !block.isEmpty()).toList();
    if (occupied.size() < 2) {
      throw new IllegalStateException(
          "number of occupied blocks was " + occupied.size() + "; must be at least 2");
    }
    Random random = Seeds.random(seed);
    TripleTable.Builder drawn = TripleTable.builder(whole.shape());
    for (int draw = 1; draw < occupied.size(); draw++) {
      for (Cell cell : occupied.get(random.nextInt(occupied.size()))) {
        drawn.add(cell.label, cell.teacher, cell.student, cell.count);
      }
    }
    return drawn.build();
  }

  /** Counts into blocks. Not safe for several threads. */
  public static final class Builder {
    private final TripleTable.Builder whole;
    private final List<List<Cell>> blocks = new ArrayList<>();

    private Builder(TableShape shape, int count) {
      if (count < 1) {
        throw new IllegalArgumentException("blocks was " + count + "; must be at least 1");
      }
      this.whole = TripleTable.builder(shape);
      for (int block = 0; block < count; block++) {
        blocks.add(new ArrayList<>());
      }
    }

    /**
     * Counts into one cell of one block.
     *
     * @param block 0 to blocks - 1
     * @param label the label
     * @param teacher the teacher's code
     * @param student the student's code
     * @param count at least 0
     * @return this
     * @throws IllegalArgumentException if a state is outside its axis or the count negative
     * @throws ArithmeticException if the total no longer fits a {@code long}
     */
    public Builder add(int block, int label, int teacher, int student, long count) {
      TableShape.requireState("block", block, blocks.size());
      whole.add(label, teacher, student, count);
      if (count > 0) {
        blocks.get(block).add(new Cell(label, teacher, student, count));
      }
      return this;
    }

    /**
     * The table so far.
     *
     * @return a table that later additions do not change
     */
    public BlockedTable build() {
      return new BlockedTable(
          whole.build(), LabelMix.OWN, blocks.stream().map(List::copyOf).toList());
    }
  }
}
