package io.stillwatch.sample;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When in the training the models were evaluated.
 *
 * @param step optimiser steps taken by the student, at least 0
 * @param epoch passes over the training set, where the user counts them
 * @param pass the part of a probe pass that the batch is, if it is one
 * @param heldOut whether the samples were kept out of the student's training
 */
public record Moment(long step, OptionalDouble epoch, Optional<PassPart> pass, boolean heldOut) {}
