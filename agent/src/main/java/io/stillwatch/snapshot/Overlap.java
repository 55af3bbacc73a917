package io.stillwatch.snapshot;

import io.stillwatch.table.TableShape;
import java.util.List;

/**
 * A window at which a codebook was fitted again, through the eyes of the codebook before: so that a
 * jump of the numbers can be told from learning.
 *
 * @param codebooks those before; the one that did not change among them
 * @param shape number of labels, teacher codes and student codes
 * @param cells the table, in blocks, without zeros
 */
public record Overlap(Codebooks codebooks, TableShape shape, List<Snapshot.Cell> cells) {}
