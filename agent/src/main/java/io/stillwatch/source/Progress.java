package io.stillwatch.source;

/**
 * How far a partition was read.
 *
 * @param lowestNeeded the lowest offset that is still needed, to begin there again
 * @param frontier the first offset that was never dealt with
 */
public record Progress(long lowestNeeded, long frontier) {}
