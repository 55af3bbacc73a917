package io.stillwatch.codebook;

import io.stillwatch.sample.Values;
import java.util.OptionalInt;

/**
 * The codebook of codes that the user made: they are taken as they are.
 *
 * @param limit codes are 0 to {@code limit - 1}, which bounds the tables that they index
 */
public record GivenCodes(int limit) implements Codebook {
  /** The usual limit: far above any useful codebook, since a code takes rows to be estimated. */
  public static final int USUAL_LIMIT = 4_096;

  /** Checks the limit. */
  public GivenCodes {
    if (limit < 1) {
      throw new IllegalArgumentException("limit was " + limit + "; must be at least 1");
    }
  }

  /** Codes up to the usual limit. */
  public GivenCodes() {
    this(USUAL_LIMIT);
  }

  @Override
  public int code(Values values, int row, Half half) {
    if (!(values instanceof Values.Codes given)) {
      throw new IllegalArgumentException("values were vectors; must be codes");
    }
    int code = given.codes()[row];
    if (code < 0 || code >= limit) {
      throw new IllegalArgumentException(
          "code was " + code + "; must be between 0 and " + (limit - 1));
    }
    return code;
  }

  @Override
  public OptionalInt codes() {
    return OptionalInt.empty();
  }

  @Override
  public String fingerprint() {
    return "given";
  }
}
