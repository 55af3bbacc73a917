package io.stillwatch.benchmarks;

import io.stillwatch.interval.Estimate;
import io.stillwatch.interval.Estimates;
import io.stillwatch.pid.Decomposition;
import io.stillwatch.pid.Solution;

/** The estimates that the {@link CoverageStudy} looks at. */
enum StudyEstimate {
  REDUNDANCY("redundancy") {
    @Override
    double truthNats(Decomposition exact) {
      return exact.redundancy();
    }

    @Override
    double influenceNats(Solution exact, int label, int teacher, int student) {
      return exact.redundancyInfluence(label, teacher, student);
    }

    @Override
    Estimate of(Estimates estimates) {
      return estimates.redundancy();
    }
  },

  GAP("gap") {
    @Override
    double truthNats(Decomposition exact) {
      return exact.distillationGap();
    }

    @Override
    double influenceNats(Solution exact, int label, int teacher, int student) {
      return exact.unionInfluence(label, teacher, student) - exact.studentInfluence(label, student);
    }

    @Override
    Estimate of(Estimates estimates) {
      return estimates.distillationGap();
    }
  },

  STUDENT_UNIQUE("student unique") {
    @Override
    double truthNats(Decomposition exact) {
      return exact.studentUnique();
    }

    @Override
    double influenceNats(Solution exact, int label, int teacher, int student) {
      return exact.unionInfluence(label, teacher, student) - exact.teacherInfluence(label, teacher);
    }

    @Override
    Estimate of(Estimates estimates) {
      return estimates.studentUnique();
    }
  },

  TEACHER_INFORMATION("I(Y;T)") {
    @Override
    double truthNats(Decomposition exact) {
      return exact.teacherInformation();
    }

    @Override
    double influenceNats(Solution exact, int label, int teacher, int student) {
      return exact.teacherInfluence(label, teacher);
    }

    @Override
    Estimate of(Estimates estimates) {
      return estimates.teacherInformation();
    }
  };

  private final String title;

  StudyEstimate(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What it is in the world. */
  abstract double truthNats(Decomposition exact);

  /** The influence of one row on it, at the world's own values. */
  abstract double influenceNats(Solution exact, int label, int teacher, int student);

  /** What was found in a sample. */
  abstract Estimate of(Estimates estimates);
}
