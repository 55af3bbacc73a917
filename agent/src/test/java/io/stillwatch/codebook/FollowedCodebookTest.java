package io.stillwatch.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Values;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowedCodebookTest {
  private static final CodebookSettings PRESET = new CodebookSettings();
  private static final int ROWS = 500;
  private static final int DIMENSION = 16;

  /** Ten states along ten of sixteen axes, in noise. */
  private static float[] states(int firstAxis, double noise, long seed) {
    Random random = new Random(seed);
    float[] data = new float[ROWS * DIMENSION];
    for (int i = 0; i < data.length; i++) {
      boolean own = i % DIMENSION == (i / DIMENSION % 10 + firstAxis) % DIMENSION;
      data[i] = (float) ((own ? 10 : 0) + noise * random.nextGaussian());
    }
    return data;
  }

  private static FollowedCodebook fitted(float[] data, long seed) {
    return FollowedCodebook.of(CodebookFitter.fit(data, ROWS, DIMENSION, PRESET, seed), data);
  }

  private static FollowedCodebook next(FollowedCodebook known, float[] data, long seed) {
    return known.followed(data, true, PRESET, seed);
  }

  private static int[] codes(KMeansCodebook codebook, float[] data) {
    Values values = new Values.Vectors(data, ROWS, DIMENSION);
    return IntStream.range(0, ROWS).map(i -> codebook.code(values, i, Half.FIRST)).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aModelThatStandsStillIsNeverFittedAgain(long seed) {
    float[] data = states(0, 1, seed);
    FollowedCodebook known = fitted(data, seed);
    FollowedCodebook after = next(next(known, data, seed), data, seed);
    assertThat(after.codebook()).as("seed %d", seed).isSameAs(known.codebook());
    assertThat(after.evidence()).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void otherRowsOfTheSameModelAreNoEvidence(long seed) {
    FollowedCodebook known = fitted(states(0, 1, seed), seed);
    for (int window = 1; window <= 20; window++) {
      float[] other = states(0, 1, seed + 10L * window);
      assertThat(known.newEvidence(other, false)).as("seed %d, window %d", seed, window).isEmpty();
      known = known.followed(other, false, PRESET, seed);
      assertThat(known.evidence()).as("seed %d, window %d", seed, window).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aModelThatTurnedGetsACodebookThatFits(long seed) {
    FollowedCodebook known = fitted(states(0, 1, seed), seed);
    float[] turned = states(4, 1, seed + 10);
    FollowedCodebook after = next(known, turned, seed);
    assertThat(after.evidence()).as("seed %d", seed).contains(Evidence.DISTORTION);
    assertThat(known.newEvidence(turned, true)).as("seed %d", seed).isEqualTo(after.evidence());
    assertThat(after.newest().distortion())
        .as("seed %d", seed)
        .isLessThan(Fitness.of(known.codebook(), turned).distortion() / 2);
    assertThat(after.newest().deadCodes()).as("seed %d", seed).isZero();
    assertThat(next(after, turned, seed).evidence()).as("seed %d", seed).isEmpty();
  }

  /** Nobody is served better by new centres where the same rows have only spread. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whereARefitFitsNoBetterTheCodebookStaysAndIsNotTriedAgain(long seed) {
    FollowedCodebook known = fitted(states(0, 1, seed), seed);
    float[] spread = states(0, 1.5, seed);
    FollowedCodebook tried = next(known, spread, seed);
    assertThat(tried.evidence()).as("seed %d", seed).isPresent();
    assertThat(tried.codebook()).as("seed %d", seed).isSameAs(known.codebook());
    assertThat(next(tried, spread, seed).evidence()).as("seed %d", seed).isEmpty();
  }

  /** All rows turn by a tenth; a warm start keeps the codes of all but a few. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void aWarmStartKeepsTheMeaningOfCodes(long seed) {
    float[] data = states(0, 0.3, seed);
    FollowedCodebook known = fitted(data, seed);
    float[] moved = data.clone();
    for (int row = 0; row < ROWS; row++) {
      moved[row * DIMENSION + 10 + row % 10 % 6] += 4;
    }
    FollowedCodebook after = next(known, moved, seed);
    assertThat(after.codebook().fingerprint()).isNotEqualTo(known.codebook().fingerprint());
    assertThat(codes(after.codebook(), moved))
        .as("seed %d", seed)
        .isEqualTo(codes(known.codebook(), data));
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void aCodeThatLostItsRowsIsEvidenceAndItsCentreGoesWhereItIsNeeded(long seed) {
    float[] data = states(0, 0.3, seed);
    FollowedCodebook known = fitted(data, seed);
    // The rows of two states become rows of a third; nothing else changes.
    float[] fewer = data.clone();
    for (int row = 0; row < ROWS; row++) {
      if (row % 10 >= 8) {
        System.arraycopy(data, (row - row % 10) * DIMENSION, fewer, row * DIMENSION, DIMENSION);
      }
    }
    FollowedCodebook after = next(known, fewer, seed);
    assertThat(after.evidence()).as("seed %d", seed).contains(Evidence.DEAD_CODE);
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 15})
  void aWindowWhoseSecondHalfDriftedIsSeenOverTrainingBatchesAlone(long seed) {
    float[] drifting = states(0, 1, seed);
    float[] noisier = states(0, 1.5, seed);
    int half = ROWS / 2 * DIMENSION;
    System.arraycopy(noisier, half, drifting, half, drifting.length - half);
    FollowedCodebook known = fitted(drifting, seed);
    assertThat(known.followed(drifting, true, PRESET, seed).evidence())
        .as("seed %d", seed)
        .isEmpty();
    assertThat(known.followed(drifting, false, PRESET, seed).evidence())
        .as("seed %d", seed)
        .contains(Evidence.SECOND_HALF);
  }

  /** Over other rows it might be luck. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsNoEvidenceOverTrainingBatchesIsSeenAtAPassOfTheSameRows(long seed) {
    FollowedCodebook known = fitted(states(0, 1, seed), seed);
    float[] further = states(0, 1.02, seed);
    assertThat(known.followed(further, true, PRESET, seed).evidence())
        .as("seed %d", seed)
        .contains(Evidence.DISTORTION);
    assertThat(known.followed(further, false, PRESET, seed).evidence())
        .as("seed %d", seed)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fitnessSaysHowRowsLie(long seed) {
    float[] data = states(0, 1, seed);
    Fitness fitness = Fitness.of(fitted(data, seed).codebook(), data);
    // Ten unit vectors in noise of variance 1 at length 10: about 15 / (100 + 16) off the centre.
    assertThat(fitness.distortion()).as("seed %d", seed).isBetween(0.10, 0.15);
    assertThat(fitness.drift()).as("seed %d", seed).isLessThan(1e-9);
    assertThat(Arrays.stream(fitness.rowsOfCode()).sum()).isEqualTo(ROWS);
    assertThat(fitness.deadCodes()).isZero();
  }
}
