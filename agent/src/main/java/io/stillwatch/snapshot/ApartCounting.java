package io.stillwatch.snapshot;

import io.stillwatch.codebook.Codebook;
import io.stillwatch.join.Ordinals;
import io.stillwatch.join.Triple;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Role;
import io.stillwatch.snapshot.Snapshot.Apart;
import io.stillwatch.snapshot.Snapshot.Cell;
import io.stillwatch.table.TableShape;
import io.stillwatch.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * From the windows of a teacher and a student that are sampled apart to snapshots. Each of the
 * student's windows is held against the teacher's latest one, however old it is: of a frozen
 * teacher one is enough. Not thread-safe.
 */
final class ApartCounting implements Memory {
  private final Vocabulary vocabulary;
  private final Views views;
  private final DependentSlices dependentSlices;
  private final FirstMixes mixes;
  private final ApartSide teachers;
  private final ApartSide students;

  ApartCounting(PathSettings settings) {
    this.vocabulary = new Vocabulary(settings);
    this.views = vocabulary.views();
    this.mixes = vocabulary.mixes();
    this.dependentSlices = new DependentSlices(settings.labels());
    this.teachers = new ApartSide(Role.TEACHER, vocabulary.coders());
    this.students = new ApartSide(Role.STUDENT, vocabulary.coders());
  }

  /** Who counts the teacher's windows; they bring no snapshot. */
  Lane.Counter teacher() {
    return new Lane.Counter() {
      @Override
      public void count(Window window, Attempt attempt, Harvest harvest) {
        teachers.take(window, views.known());
      }

      @Override
      public void beginAnew() {
        teachers.beginAnew();
      }

      @Override
      public OptionalLong firstOffset() {
        return teachers.firstOffset();
      }
    };
  }

  /** Who counts the student's windows. */
  Lane.Counter student() {
    return new Lane.Counter() {
      @Override
      public void count(Window window, Attempt attempt, Harvest harvest) {
        List<View> seen = teachers.window().isPresent() ? seen(window) : List.of();
        views.tooMany().ifPresent(harvest::leaveOut);
        students.take(window, seen);
        seen.forEach(view -> snapshot(view, window, attempt, harvest));
      }

      @Override
      public void beginAnew() {
        students.beginAnew();
      }
    };
  }

  /** The views that both sides show so far. */
  private List<View> seen(Window window) {
    List<Triple> teacherRows = teachers.window().orElseThrow().entered();
    List<Triple> studentRows = window.entered();
    if (teacherRows.isEmpty() || studentRows.isEmpty()) {
      return views.seen(studentRows);
    }
    Triple one = studentRows.get(0);
    Triple both =
        new Triple(
            Stream.concat(teacherRows.get(0).parts().stream(), one.parts().stream()).toList(),
            one.roleRows(),
            one.ordinal(),
            one.firstOffset(),
            one.timestampMillis());
    return views.seen(Stream.concat(Stream.of(both), studentRows.stream()).toList());
  }

  private void snapshot(View view, Window window, Attempt attempt, Harvest harvest) {
    Optional<ApartSide.Counted> teacher = teachers.counted(view);
    Optional<ApartSide.Counted> student = students.counted(view);
    if (teacher.isEmpty() || student.isEmpty()) {
      return;
    }
    Classes labels = student.get().coder().labels();
    Tally ofTeacher = teacher.get().tally();
    Tally ofStudent = student.get().tally();
    MeasurementId id = view.id(attempt, window);
    double cells = (double) labels.size() * ofTeacher.teacherStates() * ofStudent.studentStates();
    Optional<String> why =
        dependentSlices
            .look(view, ofStudent, labels.size(), Optional.empty())
            .map(dependence -> dependence.sentence(view, false))
            .or(() -> LeftOut.tooLarge(id, cells))
            .or(() -> LeftOut.nothingInCommon(id, ofTeacher.cells(), ofStudent.cells()));
    if (why.isPresent()) {
      harvest.leaveOut(why.get());
      return;
    }
    harvest.add(snapshot(id, teacher.get(), student.get(), window));
  }

  private Snapshot snapshot(
      MeasurementId id, ApartSide.Counted teacher, ApartSide.Counted student, Window window) {
    SideCoder studentCoder = student.coder();
    Classes labels = studentCoder.labels();
    List<Cell> ofStudent = student.tally().cells();
    List<Cell> cells = new ArrayList<>(teacher.tally().cells());
    cells.addAll(ofStudent);
    Span teacherSpan = teacher.tally().span(teachers.window().orElseThrow());
    return new Snapshot(
        id,
        student.tally().span(window).apart(teacherSpan.heldOut()),
        Codebooks.of(teacher.coder().codebooks(), studentCoder.codebooks().get(0))
            .with(teachers.health(teacher), students.health(student)),
        new TableShape(
            labels.size(), teacher.tally().teacherStates(), student.tally().studentStates()),
        labels.names(),
        mixes.of(id, window.pass().isPresent(), ofStudent, labels.size()),
        cells,
        List.of(),
        student.tally().effectiveRows(),
        Optional.empty(),
        Optional.empty(),
        window.disjoint(),
        Optional.empty(),
        Optional.of(
            new Apart(
                teacherSpan.samples(), teacher.tally().effectiveRows(), teacherSpan.lastStep())));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public List<PathState.Latest> apart() {
    return teachers.window().stream()
        .map(
            window ->
                new PathState.Latest(
                    window.hop(),
                    window.pass().stream().toList(),
                    window.disjoint(),
                    Ordinals.of(window.rows())))
        .toList();
  }

  @Override
  public void resume(PathState state, List<Map<Long, Triple>> rows, Map<String, Codebook> stored) {
    vocabulary.resume(state.words(), stored);
    for (PathState.Latest latest : state.apart()) {
      List<Triple> held = latest.rows().in(rows.get(0));
      teachers.take(
          new Window(
              held,
              held,
              List.of(),
              latest.hop(),
              latest.pass().stream().findFirst(),
              latest.disjoint()),
          List.of());
    }
  }
}
