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
import io.stillwatch.sample.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The Python client and this encoder, byte for byte. {@code both-encoders} is one batch that both
 * write, {@code python-client} one in the forms that the client alone writes: halves, no defaults.
 * {@code clients/python/tests/test_record.py} holds the other ends.
 */
final class GoldenFilesTest {
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void thisEncoderWritesTheBytesThatThePythonClientWrites(Encoding encoding) {
    assertThat(MessageEncoder.encode(ofBoth(), encoding))
        .isEqualTo(bytes("both-encoders", encoding));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatBothWriteReadsAsTheBatchThatWasMeant(Encoding encoding) {
    assertReads("both-encoders", encoding, ofBoth());
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatThePythonClientWritesReadsAsTheBatchThatWasMeant(Encoding encoding) {
    assertReads("python-client", encoding, ofPython());
  }

  private static void assertReads(String name, Encoding encoding, SampleBatch batch) {
    byte[] value = bytes(name, encoding);
    assertThat(MessageDecoder.decode(Messages.raw(batch.attempt().run(), value, Optional.empty())))
        .usingRecursiveComparison()
        .isEqualTo(new Decoded.Accepted(batch));
  }

  private static byte[] bytes(String name, Encoding encoding) {
    String ending = encoding.name().toLowerCase(Locale.ROOT);
    return Examples.bytes(Examples.SCHEMAS.resolve("examples/valid/" + name + "." + ending));
  }

  private static SampleBatch ofBoth() {
    return batch(
        List.of(
            vectors(Role.TEACHER, "teacher", "logits", Kind.SCORES, 0.5f, -1.25f, 2, 65_504, 0, 1),
            vectors(Role.STUDENT, "student", "logits", Kind.SCORES, 0.125f, 0, -3, 1, 1e-8f, 3e38f),
            vectors(Role.STUDENT, "tiny", "pool", Kind.VECTORS, 1, 2, 3)));
  }

  private static SampleBatch ofPython() {
    return batch(
        List.of(
            vectors(Role.TEACHER, "teacher", "logits", Kind.SCORES, 1, 0, -1, 2, 0.5f, -0.5f),
            vectors(Role.STUDENT, "student", "logits", Kind.SCORES, 1, 0, -1, 2, 0.5f, -0.5f),
            vectors(Role.STUDENT, "resnet18", "pool", Kind.VECTORS, 0, 0, 0)));
  }

  private static SampleBatch batch(List<Representation> activations) {
    return new SampleBatch(
        new Attempt("größe/学習 7", 2),
        new Moment(
            1_200, OptionalDouble.of(3.25), Optional.of(new PassPart("probe-12", 1, 3)), true),
        new Rows(
            3,
            Optional.of(List.of(whole(-1), whole(24), whole(1L << 40))),
            Optional.of(List.of(text("a"), text("a"), text("b"))),
            Optional.of(new long[] {Weight.ONE, Weight.ONE / 2, 0}),
            Optional.of(List.of("clean", "noisy", "clean")),
            labels()),
        activations,
        Optional.empty(),
        12);
  }

  private static Map<String, List<Optional<Key>>> labels() {
    Map<String, List<Optional<Key>>> labels = new LinkedHashMap<>();
    labels.put("class", column(whole(1), null, whole(0)));
    labels.put("name", column(text("one"), text("two"), null));
    labels.put("angle", column(new Key.Real(0.5), null, new Key.Real(1)));
    return labels;
  }

  private static List<Optional<Key>> column(Key... keys) {
    return Stream.of(keys).map(Optional::ofNullable).toList();
  }

  private static Key whole(long value) {
    return new Key.Whole(value);
  }

  private static Key text(String value) {
    return new Key.Text(value);
  }

  private static Representation vectors(
      Role role, String model, String layer, Kind kind, float... numbers) {
    return new Representation(
        role,
        model,
        layer,
        role == Role.TEACHER,
        kind,
        new Values.Vectors(numbers, 3, numbers.length / 3));
  }
}
