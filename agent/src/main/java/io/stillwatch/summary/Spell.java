package io.stillwatch.summary;

import io.stillwatch.measure.Verdict;

/**
 * Measurements in a row that had one verdict.
 *
 * @param verdict theirs
 * @param from the step of the first
 * @param to the step of the last
 */
record Spell(Verdict verdict, long from, long to) {}
