package io.stillwatch.sample;

/**
 * A part of one evaluation of the probe set. The pass is complete when all its parts are in.
 *
 * @param id the pass's id, unique within its attempt
 * @param part this part's number, 0 to {@code of - 1}
 * @param of the number of parts, at least 1
 */
public record PassPart(String id, int part, int of) {}
