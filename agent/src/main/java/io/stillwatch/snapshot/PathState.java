package io.stillwatch.snapshot;

import io.stillwatch.codebook.Fitness;
import io.stillwatch.join.FormsState;
import io.stillwatch.join.JoinState;
import io.stillwatch.join.Ordinals;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.window.WindowsState;
import java.util.List;
import java.util.Map;

/**
 * Where the ordered path of a run stands, between two records: all that cannot be read again from
 * the records from {@code basis} on, and where in them its rows are. Small, and nobody's
 * activations.
 *
 * @param basis the first record of the partition whose rows are still needed
 * @param next the first record that is not in this state
 * @param lastMillis the highest record time so far
 * @param lanes the ways of the run's rows: one, or the teacher's and the student's
 * @param words what rows are called
 * @param joined of a run whose rows are joined; else empty
 * @param apart of the teacher's latest window, where the two are sampled apart; else empty
 */
public record PathState(
    long basis,
    long next,
    long lastMillis,
    List<LaneState> lanes,
    Words words,
    List<Joined> joined,
    List<Latest> apart) {

  /**
   * One way of rows.
   *
   * @param from the first record that it needs
   * @param atFrom where its joiner stood before that
   * @param now where it stands
   * @param forms what must stay the same
   * @param windows where its windows stand
   */
  public record LaneState(
      long from, JoinState atFrom, JoinState now, FormsState forms, WindowsState windows) {}

  /**
   * What rows are called: everything that was numbered in the order in which the run showed it.
   *
   * @param pairs the pairs
   * @param tasks the label columns
   * @param slices the slices, the first of them all rows
   * @param labels the classes of each task
   * @param joints the numbers of codes that several teachers say together
   * @param layers what does not change of each representation
   * @param followed the clusters of each representation that has some
   * @param readouts the fingerprint of each readout, by representation and task
   * @param mixes the first mixes of labels
   */
  public record Words(
      List<Pair> pairs,
      List<String> tasks,
      List<String> slices,
      List<Labels> labels,
      List<Joint> joints,
      List<Layer> layers,
      List<Followed> followed,
      Map<String, String> readouts,
      List<Mix> mixes) {}

  /**
   * The classes of a task.
   *
   * @param task the label column
   * @param labels in their order; empty of a continuous label
   * @param edges of the bins of a continuous label; no list where it is none
   */
  public record Labels(String task, List<Key> labels, List<List<Double>> edges) {}

  /**
   * What several teachers say together.
   *
   * @param pair the pair
   * @param codes in their order
   */
  public record Joint(Pair pair, List<List<Integer>> codes) {}

  /**
   * A representation.
   *
   * @param role teacher or student
   * @param name {@code model/layer}
   * @param kind how rows become codes
   * @param frozen whether it stays the same
   * @param scores of a layer of scores how many a row has; else 0
   */
  public record Layer(Role role, String name, Kind kind, boolean frozen, int scores) {}

  /**
   * The clusters of a representation.
   *
   * @param key role and name
   * @param fingerprint of the codebook, which is stored by itself
   * @param reference how rows lay in it when it was fitted
   */
  public record Followed(String key, String fingerprint, Fitness reference) {}

  /**
   * A first mix of labels.
   *
   * @param task the label column
   * @param slice the slice
   * @param isPass whether it is of probe passes
   * @param weights by index of the label, in units of 2^-20
   */
  public record Mix(String task, String slice, boolean isPass, List<Long> weights) {}

  /**
   * What is remembered beside the windows of joined rows.
   *
   * @param passed the last pass of each view
   * @param beside the rows without a label
   * @param masses labels and windows that were seen while codebooks wait
   */
  public record Joined(List<Passed> passed, Beside beside, Masses masses) {}

  /**
   * The last pass of a view.
   *
   * @param pair its pair
   * @param task its label column
   * @param slice its slice
   * @param teachers fingerprints of the teachers' codebooks
   * @param student fingerprint of the student's
   * @param rows its rows
   */
  public record Passed(
      Pair pair, String task, String slice, List<String> teachers, String student, Ordinals rows) {}

  /**
   * Rows without a label.
   *
   * @param passes rows of passes that are not closed
   * @param lastPass id of the last pass
   * @param waiting rows that no window has reached
   * @param waitingBefore labelled rows before each of them
   * @param inside rows beside the last window
   * @param insideBefore labelled rows before each of them
   * @param counts labelled rows, and the ordinals of the first and the last one of the last window
   */
  public record Beside(
      List<BesidePass> passes,
      String lastPass,
      Ordinals waiting,
      List<Long> waitingBefore,
      Ordinals inside,
      List<Long> insideBefore,
      List<Long> counts) {}

  /**
   * Rows without a label in one pass.
   *
   * @param pass its id
   * @param rows the rows
   */
  public record BesidePass(String pass, Ordinals rows) {}

  /**
   * Labels that were seen while codebooks wait.
   *
   * @param windows windows so far
   * @param seen labels and their rows
   */
  public record Masses(int windows, List<Seen> seen) {}

  /**
   * A label that was seen.
   *
   * @param task the label column
   * @param label the label
   * @param rows how often
   */
  public record Seen(String task, Key label, int rows) {}

  /**
   * The latest window of a teacher that is sampled apart.
   *
   * @param hop its ordinal
   * @param pass the pass that it is; empty where it is none
   * @param disjoint whether it shares no row with the one before
   * @param rows its rows
   */
  public record Latest(long hop, List<String> pass, boolean disjoint, Ordinals rows) {}
}
