package io.stillwatch.wire;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.sample.Weight;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Messages and records for tests. */
final class Messages {
  static final String RUN = "run \u00e4\ud83d\ude00 1";

  private Messages() {}

  static RawRecord raw(String key, byte[] value, Optional<String> contentType) {
    return new RawRecord(
        new Position(new Partition("batches", 0), 7),
        1_700_000_000_000L,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        contentType);
  }

  /** A batch that uses every field. */
  static SampleBatch full(long seed, int count) {
    Random random = new Random(seed);
    return new SampleBatch(
        new Attempt(RUN, 2),
        new Moment(
            1_200, OptionalDouble.of(0.1), Optional.of(new PassPart("probe-12", 1, 3)), true),
        rows(random, count),
        List.of(
            vectors(Role.TEACHER, "logits", Kind.SCORES, random, count, 5),
            vectors(Role.STUDENT, "hidden", Kind.VECTORS, random, count, 3),
            new Representation(
                Role.STUDENT,
                "tiny",
                "codes",
                false,
                Kind.CODES,
                new Values.Codes(random.ints(count, 0, 10).toArray()))),
        Optional.of("resnet50-imagenet"),
        17);
  }

  static RunEvent event() {
    return new RunEvent(
        new Attempt(RUN, 1),
        RunEvent.Type.FINISHED,
        Optional.of("from-scratch"),
        Map.of("best_accuracy", "0.98"));
  }

  static List<Message> all() {
    return List.of(full(1, 1), full(2, 40), event());
  }

  private static Rows rows(Random random, int count) {
    Map<String, List<Optional<Key>>> labels = new LinkedHashMap<>();
    labels.put("digit", column(count, i -> new Key.Whole(random.nextInt(10))));
    labels.put("name", column(count, i -> new Key.Text("class " + random.nextInt(3))));
    labels.put("angle", column(count, i -> new Key.Real(random.nextDouble())));
    return new Rows(
        count,
        Optional.of(keys(count, i -> new Key.Text("s" + i))),
        Optional.of(keys(count, i -> new Key.Whole(i / 4))),
        Optional.of(random.longs(count, 0, 3 * Weight.ONE).toArray()),
        Optional.of(random.ints(count, 0, 2).mapToObj(i -> i == 0 ? "clean" : "noisy").toList()),
        labels);
  }

  private static List<Key> keys(int count, IntFunction<Key> maker) {
    return IntStream.range(0, count).mapToObj(maker).toList();
  }

  private static List<Optional<Key>> column(int count, IntFunction<Key> maker) {
    return IntStream.range(0, count)
        .mapToObj(i -> i % 7 == 3 ? Optional.<Key>empty() : Optional.of(maker.apply(i)))
        .toList();
  }

  private static Representation vectors(
      Role role, String layer, Kind kind, Random random, int count, int dimension) {
    float[] data = new float[count * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return new Representation(
        role, "net", layer, false, kind, new Values.Vectors(data, count, dimension));
  }
}
