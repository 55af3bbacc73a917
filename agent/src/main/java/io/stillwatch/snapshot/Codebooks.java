package io.stillwatch.snapshot;

/**
 * Fingerprints of the codebooks that a table rests on.
 *
 * @param teacher of the teacher's codebook
 * @param student of the student's codebook
 */
public record Codebooks(String teacher, String student) {}
