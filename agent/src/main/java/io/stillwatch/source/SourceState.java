package io.stillwatch.source;

/**
 * Whether a log can be read.
 *
 * @param readable true if it can
 * @param sentence what is so, and where it is not what it should be, what to do
 */
public record SourceState(boolean readable, String sentence) {}
