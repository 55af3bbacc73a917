package io.stillwatch.join;

import io.stillwatch.join.SampleJoiner.Objection;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What must stay the same through a run: kind and dimension of a representation, the type of a
 * task's labels, and whether rows are grouped. Not thread-safe.
 */
final class RunForms {
  private final Map<String, Form> forms = new HashMap<>();
  private final Map<String, String> labelTypes = new HashMap<>();
  private final JoinSettings settings;
  private Optional<Boolean> grouped = Optional.empty();

  RunForms(JoinSettings settings) {
    this.settings = settings;
  }

  private record Form(Representation.Kind kind, int dimension) {
    static Form of(Representation representation) {
      int dimension =
          representation.values() instanceof Values.Vectors vectors ? vectors.dimension() : 0;
      return new Form(representation.kind(), dimension);
    }

    @Override
    public String toString() {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return kind == Representation.Kind.CODES ? name : name + " of " + dimension + " numbers";
    }
  }

  FormsState state() {
    Map<String, String> kinds = new HashMap<>();
    Map<String, Integer> dimensions = new HashMap<>();
    forms.forEach((name, form) -> kinds.put(name, form.kind.name()));
    forms.forEach((name, form) -> dimensions.put(name, form.dimension));
    return new FormsState(
        kinds, dimensions, Map.copyOf(labelTypes), grouped.map(is -> is ? 1 : 0).orElse(-1));
  }

  void restore(FormsState state) {
    state
        .kinds()
        .forEach(
            (name, kind) ->
                forms.put(
                    name,
                    new Form(Representation.Kind.valueOf(kind), state.dimensions().get(name))));
    labelTypes.putAll(state.labelTypes());
    grouped = state.grouped() < 0 ? Optional.empty() : Optional.of(state.grouped() == 1);
  }

  /** What a batch contradicts, if anything; changes nothing. */
  Optional<Objection> objection(SampleBatch batch) {
    return formObjection(batch).or(() -> labelObjection(batch)).or(() -> groupObjection(batch));
  }

  private Optional<Objection> formObjection(SampleBatch batch) {
    for (Representation representation : batch.activations()) {
      Form known = forms.get(nameOf(representation));
      Form form = Form.of(representation);
      if (known != null && !known.equals(form)) {
        return changed(
            Refusal.REPRESENTATION_CHANGED, nameOf(representation) + " was", form, known);
      }
    }
    return Optional.empty();
  }

  private Optional<Objection> labelObjection(SampleBatch batch) {
    for (Map.Entry<String, List<Optional<Key>>> column : batch.rows().labels().entrySet()) {
      String known = labelTypes.get(column.getKey());
      Optional<String> type = typeOf(column.getValue());
      if (known != null && type.filter(t -> !t.equals(known)).isPresent()) {
        return changed(
            Refusal.LABELS_CHANGED,
            "labels of task " + column.getKey() + " were",
            type.get(),
            known);
      }
    }
    return Optional.empty();
  }

  /** Of a partial record the groups may come with its counterpart. */
  private Optional<Objection> groupObjection(SampleBatch batch) {
    boolean has = batch.rows().groups().isPresent();
    if (!settings.isWhole(batch) || grouped.isEmpty() || grouped.get() == has) {
      return Optional.empty();
    }
    return changed(
        Refusal.GROUPS_CHANGED,
        "rows were",
        has ? "grouped" : "without groups",
        has ? "without groups" : "grouped");
  }

  private static Optional<Objection> changed(
      Refusal reason, String what, Object now, Object before) {
    return Optional.of(
        new Objection(
            reason, "%s %s; must stay %s, as the run sent it first".formatted(what, now, before)));
  }

  /** Keeps what a batch shows for the first time. */
  void keep(SampleBatch batch) {
    for (Representation representation : batch.activations()) {
      forms.putIfAbsent(nameOf(representation), Form.of(representation));
    }
    batch
        .rows()
        .labels()
        .forEach(
            (task, column) -> typeOf(column).ifPresent(type -> labelTypes.putIfAbsent(task, type)));
    if (settings.isWhole(batch) && grouped.isEmpty()) {
      grouped = Optional.of(batch.rows().groups().isPresent());
    }
  }

  /** A column holds labels of one type, or none at all. */
  private static Optional<String> typeOf(List<Optional<Key>> column) {
    return column.stream().flatMap(Optional::stream).findFirst().map(RunForms::typeOf);
  }

  private static String typeOf(Key label) {
    if (label instanceof Key.Whole) {
      return "integers";
    }
    return label instanceof Key.Text ? "texts" : "real numbers";
  }

  private static String nameOf(Representation representation) {
    return (representation.role() == Role.TEACHER ? "teacher " : "student ")
        + representation.name();
  }
}
