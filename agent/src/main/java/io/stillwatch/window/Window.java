package io.stillwatch.window;

import io.stillwatch.join.Triple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one measurement. What entered and left since the last window of its kind is said
 * apart, so that whoever counts need not look at every row again.
 *
 * @param rows at least one; of a sliding window a view that is valid while the window is taken
 * @param entered rows that the last window did not hold
 * @param left rows that the last window held and this one does not
 * @param hop the window's ordinal in its attempt, from 0
 * @param pass the probe pass that the window is, if it is one
 * @param disjoint whether it shares no row with the last disjoint window: verdicts rest on these
 */
public record Window(
    Collection<Triple> rows,
    List<Triple> entered,
    List<Triple> left,
    long hop,
    Optional<String> pass,
    boolean disjoint) {}
