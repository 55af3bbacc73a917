package io.stillwatch.sample;

/** Which of the two models of a distillation a representation comes from. */
public enum Role {
  TEACHER,
  STUDENT
}
