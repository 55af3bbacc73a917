package io.stillwatch.benchmarks;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.table.Seeds;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of complete records in CBOR: both roles and a label, float32 vectors, an id a row. The
 * vectors of {@value #DISTINCT} records come again and again under new ids and steps: ten classes
 * far enough apart that a codebook has something to find.
 */
final class IngestTopic {
  static final String NAME = "stillwatch";
  private static final String RUN = "run";
  private static final int DISTINCT = 32;
  private static final int CLASSES = 10;

  private final int rows;
  private final int dimension;
  private final List<SampleBatch> batches = new ArrayList<>();

  /** How much a topic holds. */
  record Size(long records, long bytes) {}

  IngestTopic(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    Random random = Seeds.random(Seeds.of("ingest"));
    float[] teacher = gaussian(CLASSES * dimension, random);
    float[] student = gaussian(CLASSES * dimension, random);
    for (int i = 0; i < DISTINCT; i++) {
      batches.add(batch(teacher, student, random));
    }
  }

  private static float[] gaussian(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private SampleBatch batch(float[] teacher, float[] student, Random random) {
    int[] labels = random.ints(rows, 0, CLASSES).toArray();
    List<Optional<Key>> column =
        IntStream.of(labels).mapToObj(label -> Optional.of((Key) new Key.Whole(label))).toList();
    return new SampleBatch(
        new Attempt(RUN, 0),
        moment(0),
        new Rows(
            rows,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("label", column)),
        List.of(
            layer(Role.TEACHER, labels, teacher, random),
            layer(Role.STUDENT, labels, student, random)),
        Optional.empty(),
        0);
  }

  /** A row lies about its class, and now and then about another. */
  private Representation layer(Role role, int[] labels, float[] means, Random random) {
    float[] data = gaussian(rows * dimension, random);
    for (int row = 0; row < rows; row++) {
      int state = random.nextInt(10) < 8 ? labels[row] : random.nextInt(CLASSES);
      for (int i = 0; i < dimension; i++) {
        data[row * dimension + i] += means[state * dimension + i];
      }
    }
    return new Representation(
        role,
        role == Role.TEACHER ? "teacher" : "student",
        "layer4",
        role == Role.TEACHER,
        Representation.Kind.VECTORS,
        new Values.Vectors(data, rows, dimension));
  }

  private static Moment moment(long step) {
    return new Moment(step, OptionalDouble.empty(), Optional.empty(), false);
  }

  private byte[] value(long step) {
    SampleBatch batch = batches.get((int) (step % DISTINCT));
    List<Key> ids =
        LongStream.range(step * rows, (step + 1) * rows)
            .mapToObj(id -> (Key) new Key.Whole(id))
            .toList();
    SampleBatch named =
        new SampleBatch(
            batch.attempt(),
            moment(step),
            new Rows(
                rows,
                Optional.of(ids),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                batch.rows().labels()),
            batch.activations(),
            Optional.empty(),
            0);
    return MessageEncoder.encode(named, Encoding.CBOR);
  }

  /** Writes records until there are so many bytes of values, uncompressed. */
  Size fill(String bootstrapServers, long bytes) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    byte[] key = RUN.getBytes(StandardCharsets.UTF_8);
    long written = 0;
    long records = 0;
    Future<?> last = CompletableFuture.completedFuture(null);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      for (; written < bytes; records++) {
        byte[] value = value(records);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(NAME, key, value);
        record
            .headers()
            .add("content-type", Encoding.CBOR.contentType().getBytes(StandardCharsets.UTF_8));
        last = producer.send(record);
        written += value.length;
      }
      last.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the topic was not filled", e);
    }
    return new Size(records, written);
  }
}
