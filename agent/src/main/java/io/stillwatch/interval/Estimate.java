package io.stillwatch.interval;

/**
 * One number with its interval of nominal 95 % coverage.
 *
 * @param value the corrected estimate; between the bounds
 * @param lower the lower bound
 * @param upper the upper bound
 */
public record Estimate(double value, double lower, double upper) {}
