package io.stillwatch.interval;

/**
 * The change of a redundancy between two passes over the same samples, tested paired.
 *
 * @param redundancyNats redundancy now less redundancy then
 * @param standardErrorNats its standard error; 0 where no sample changed its codes
 */
public record Change(double redundancyNats, double standardErrorNats) {}
