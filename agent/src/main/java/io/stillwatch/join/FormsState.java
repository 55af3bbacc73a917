package io.stillwatch.join;

import java.util.Map;

/**
 * What must stay the same through a run, as far as it has shown.
 *
 * @param kinds the kind of each representation
 * @param dimensions its numbers a row
 * @param labelTypes the type of each task's labels
 * @param grouped 1 if rows are grouped, 0 if not, -1 if not known
 */
public record FormsState(
    Map<String, String> kinds,
    Map<String, Integer> dimensions,
    Map<String, String> labelTypes,
    int grouped) {}
