package io.stillwatch.window;

import io.stillwatch.join.Triple;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one measurement, in log order.
 *
 * @param rows at least one
 * @param hop the window's ordinal in its attempt, from 0
 * @param pass the probe pass that the window is, if it is one
 * @param disjoint whether it shares no row with the last disjoint window: verdicts rest on these
 */
public record Window(List<Triple> rows, long hop, Optional<String> pass, boolean disjoint) {}
