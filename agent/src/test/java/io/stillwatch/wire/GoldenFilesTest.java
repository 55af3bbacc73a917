package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One batch as the Python client writes it and as this encoder does, byte for byte. The client's
 * {@code test_golden_files.py} holds the other ends.
 */
final class GoldenFilesTest {
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatPythonWroteReadsAsTheBatchThatWasMeant(Encoding encoding) {
    byte[] value = Examples.bytes(file("from-python", encoding));

    assertThat(MessageDecoder.decode(Messages.raw("größe/学習 7", value, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(new Decoded.Accepted(batch()));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void thisEncoderWritesTheBytesThatPythonReads(Encoding encoding) {
    assertThat(MessageEncoder.encode(batch(), encoding))
        .isEqualTo(Examples.bytes(file("from-java", encoding)));
  }

  private static Path file(String name, Encoding encoding) {
    String ending = encoding.name().toLowerCase(Locale.ROOT);
    return Examples.SCHEMAS.resolve("examples/valid/" + name + "." + ending);
  }

  private static SampleBatch batch() {
    return new SampleBatch(
        new Attempt("größe/学習 7", 2),
        new Moment(1_200, OptionalDouble.of(3.25), Optional.of(new PassPart("1200", 1, 3)), true),
        new Rows(
            2,
            Optional.of(List.of(new Key.Whole(500), new Key.Whole(501))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("class", List.of(Optional.of(new Key.Whole(3)), Optional.empty()))),
        List.of(
            representation(Role.TEACHER, "logits", Kind.SCORES, 0.5f, -1.25f, 2, 65_504),
            representation(Role.STUDENT, "logits", Kind.SCORES, 0.125f, 0, -3, 1),
            new Representation(
                Role.STUDENT,
                "tiny",
                "prototypes",
                false,
                Kind.CODES,
                new Values.Codes(new int[] {7, 0}))),
        Optional.empty(),
        12);
  }

  private static Representation representation(
      Role role, String layer, Kind kind, float... numbers) {
    return new Representation(
        role,
        role.name().toLowerCase(Locale.ROOT),
        layer,
        role == Role.TEACHER,
        kind,
        new Values.Vectors(numbers, 2, numbers.length / 2));
  }
}
