package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.codebook.Half;
import io.stillwatch.codebook.RowCodes;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The codebooks of one side of a view: of its rows that side alone is coded.
 *
 * @param view what they are for
 * @param role the side
 * @param codebooks one for each of the side's representations
 * @param rowCodes what looks codes up, one for each of them
 * @param labels the classes of the task
 * @param joint numbers the codes of several representations together
 */
record SideCoder(
    View view,
    Role role,
    List<Codebook> codebooks,
    List<RowCodes> rowCodes,
    Classes labels,
    JointIndex joint)
    implements RowCoder {

  @Override
  public CodedRow coded(Triple row) {
    int label = label(row);
    return role == Role.TEACHER
        ? new CodedRow(label, code(row), Cell.NONE)
        : new CodedRow(label, Cell.NONE, code(row));
  }

  int label(Triple row) {
    return labels.indexOf(row.label(view.task()).orElseThrow());
  }

  LabelledRows labelled(List<Triple> rows) {
    return LabelledRows.of(rows, view.task(), labels);
  }

  SideCoder with(List<Codebook> others) {
    return new SideCoder(view, role, others, rowCodes, labels, joint);
  }

  /**
   * The same for rows of the pass before: by its own readouts, whose codes are classes then as now,
   * and by the clusters of now, whose codes would else be others.
   */
  SideCoder forPassBefore(SideCoder then) {
    List<Codebook> mixed = new ArrayList<>(codebooks);
    for (int i = 0; i < mixed.size(); i++) {
      if (then.codebooks.get(i) instanceof CrossFittedReadout readout) {
        mixed.set(i, readout);
      }
    }
    // Rows of both passes are asked for in turn, which would upset what looks them up.
    return new SideCoder(view, role, mixed, newRowCodes(mixed.size()), labels, joint);
  }

  static List<RowCodes> newRowCodes(int count) {
    return Stream.generate(RowCodes::new).limit(count).toList();
  }

  int code(Triple row) {
    if (codebooks.size() == 1) {
      return code(row, 0);
    }
    List<String> names = view.pair().names(role);
    List<Integer> codes = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      codes.add(code(row, i));
    }
    return joint.indexOf(codes);
  }

  private int code(Triple row, int representation) {
    Pair pair = view.pair();
    String name = role == Role.TEACHER ? pair.teachers().get(representation) : pair.student();
    Triple.Reading reading = row.representation(role, name).orElseThrow();
    Codebook codebook = codebooks.get(representation);
    Half half = codebook instanceof CrossFittedReadout ? LabelledRows.half(row) : Half.FIRST;
    return rowCodes
        .get(representation)
        .code(codebook, reading.representation().values(), reading.row(), half);
  }
}
