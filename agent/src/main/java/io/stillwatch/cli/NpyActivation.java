package io.stillwatch.cli;

import io.stillwatch.codebook.GivenCodes;
import io.stillwatch.npy.NpyException;
import io.stillwatch.npy.NpyFile;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Values;
import java.util.Locale;
import java.util.Optional;

/**
 * An array of what one model said.
 *
 * @param file the array
 * @param kind how its rows become codes; where not said, floats are vectors and integers codes
 */
record NpyActivation(NpyFile file, Optional<Kind> kind) {

  Representation as(Role role, String layer) throws NpyException {
    Kind known = kind.orElse(file.type().isWhole() ? Kind.CODES : Kind.VECTORS);
    return new Representation(
        role,
        role.name().toLowerCase(Locale.ROOT),
        layer,
        role == Role.TEACHER,
        known,
        known == Kind.CODES
            ? new Values.Codes(NpyColumn.codes(file, GivenCodes.USUAL_LIMIT))
            : vectors());
  }

  /** A row is lost to a NaN now and then; where that is the rule the array is of no use. */
  private Values vectors() throws NpyException {
    Values vectors = new Values.Vectors(file.floats(), file.rows(), file.dimension());
    long lost = NotFinite.rows(vectors).count();
    if (2 * lost > file.rows()) {
      throw new NpyException(
          file.path(),
          "held NaN or infinities in %d of %d rows; must be in at most half of them"
              .formatted(lost, file.rows()));
    }
    return vectors;
  }
}
