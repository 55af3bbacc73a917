package io.stillwatch.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch says about its rows, beside the activations. Every list has {@code count} entries.
 *
 * @param count the number of rows, at least 1
 * @param samples the samples' ids, where given
 * @param groups what a row belongs to (the image of a token), where given
 * @param weights in units of 2^-20 ({@link Weight}), where given; 0 is no sample
 * @param slices the slice of each row, where given
 * @param labels by task; an empty entry is an unlabelled row
 */
public record Rows(
    int count,
    Optional<List<Key>> samples,
    Optional<List<Key>> groups,
    Optional<long[]> weights,
    Optional<List<String>> slices,
    Map<String, List<Optional<Key>>> labels) {}
