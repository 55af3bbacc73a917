package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.codebook.CrossFittedReadout;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.Snapshot.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * The codebooks of one side of a view: of its rows that side alone is coded.
 *
 * @param view what they are for
 * @param role the side
 * @param codebooks one for each of the side's representations
 * @param labels the classes of the task
 * @param joint numbers the codes of several representations together
 */
record SideCoder(View view, Role role, List<Codebook> codebooks, Classes labels, JointIndex joint)
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
    return new SideCoder(view, role, others, labels, joint);
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
    return with(mixed);
  }

  int code(Triple row) {
    List<String> names = view.pair().names(role);
    if (names.size() == 1) {
      return code(row, 0);
    }
    List<Integer> codes = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      codes.add(code(row, i));
    }
    return joint.indexOf(codes);
  }

  private int code(Triple row, int representation) {
    String name = view.pair().names(role).get(representation);
    Triple.Reading reading = row.representation(role, name).orElseThrow();
    return codebooks
        .get(representation)
        .code(reading.representation().values(), reading.row(), LabelledRows.half(row));
  }
}
