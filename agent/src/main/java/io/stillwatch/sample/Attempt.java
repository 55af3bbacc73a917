package io.stillwatch.sample;

/**
 * One start of a run. A higher number closes the windows of a lower one; a lower one comes late.
 *
 * @param run the run's id, chosen by the user; never empty
 * @param number 0 for the first start, then 1, 2, ...
 */
public record Attempt(String run, int number) {}
