package io.stillwatch.demo.training;

import java.util.Map;

/**
 * One student in training, and the teacher that it is measured against.
 *
 * @param run the run's id
 * @param teacher a network that does not change
 * @param student a network in training
 * @param facts how the run is made, for people
 */
public record Distillation(String run, Mlp teacher, Student student, Map<String, String> facts) {}
