package io.stillwatch.demo.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stillwatch.demo.training.Digits;
import io.stillwatch.demo.training.Distillation;
import io.stillwatch.demo.training.Distillations;
import io.stillwatch.demo.training.Mlp;
import io.stillwatch.demo.training.Split;
import io.stillwatch.demo.training.Teachers;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.MessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class ProbePassTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final Split SPLIT = Split.of(Digits.load());
  private static final Distillation RUN = advanced();
  private static final List<SampleBatch> PARTS = ProbePass.parts(RUN, 7, SPLIT.heldOut());

  private static Distillation advanced() {
    Distillation run =
        Distillations.of(Teachers.of(SPLIT.training()), SPLIT.training()).runs().get(0);
    run.student().advance(3);
    return run;
  }

  @Test
  void everyDigitOfTheProbeIsInOnePartWithItsLabelAndItsActivations() {
    List<Key> ids = new ArrayList<>();
    List<Optional<Key>> labels = new ArrayList<>();
    for (SampleBatch part : PARTS) {
      ids.addAll(part.rows().samples().orElseThrow());
      labels.addAll(part.rows().labels().get("digit"));
    }
    Digits probe = SPLIT.heldOut();
    assertThat(ids)
        .isEqualTo(IntStream.of(probe.ids()).mapToObj(id -> (Key) new Key.Whole(id)).toList());
    assertThat(labels)
        .isEqualTo(
            IntStream.of(probe.labels())
                .mapToObj(label -> Optional.of((Key) new Key.Whole(label)))
                .toList());
    assertRowsAreWhatTheNetworksSay(probe);
  }

  private static void assertRowsAreWhatTheNetworksSay(Digits probe) {
    for (int i = 0; i < probe.count(); i++) {
      SampleBatch part = PARTS.get(i / ProbePass.ROWS_A_PART);
      int row = i % ProbePass.ROWS_A_PART;
      List<float[]> expected = new ArrayList<>();
      for (Mlp network : List.of(RUN.teacher(), RUN.student().network())) {
        float[][] activations = network.activations(probe.pixels()[i]);
        expected.add(activations[activations.length - 1]);
        expected.add(activations[activations.length - 2]);
      }
      assertThat(part.activations().stream().map(a -> row(a.values(), row)).toArray(float[][]::new))
          .as("row %d", i)
          .isDeepEqualTo(expected.toArray(float[][]::new));
    }
  }

  private static float[] row(Values values, int row) {
    Values.Vectors vectors = (Values.Vectors) values;
    int dimension = vectors.dimension();
    return Arrays.copyOfRange(vectors.data(), row * dimension, (row + 1) * dimension);
  }

  @Test
  void everyPartSaysWhenAndWhatItIs() {
    assertThat(PARTS).hasSize(4);
    for (int i = 0; i < PARTS.size(); i++) {
      SampleBatch part = PARTS.get(i);
      assertThat(part.attempt().run()).isEqualTo("distilled");
      assertThat(part.moment().step()).isEqualTo(3);
      assertThat(part.moment().epoch()).isEqualTo(OptionalDouble.of(3 * 32 / 1000.0));
      assertThat(part.moment().heldOut()).isTrue();
      assertThat(part.moment().pass()).contains(new PassPart("7", i, PARTS.size()));
      assertThat(part.isComplete()).isTrue();
      assertThat(part.activations())
          .extracting(Representation::name, Representation::kind, Representation::frozen)
          .containsExactly(
              tuple("teacher/logits", Representation.Kind.SCORES, true),
              tuple("teacher/hidden", Representation.Kind.VECTORS, true),
              tuple("student/logits", Representation.Kind.SCORES, false),
              tuple("student/hidden", Representation.Kind.VECTORS, false));
    }
  }

  @Test
  void everyRecordIsSmallAndReadsBackAsTheSameMessage() {
    List<Message> messages = new ArrayList<>(PARTS);
    messages.add(RunEvents.started(RUN));
    messages.add(RunEvents.finished(RUN));
    for (Message message : messages) {
      ProducerRecord<byte[], byte[]> record = BatchProducer.record("topic", message);

      assertThat(record.value().length).isLessThan(MEBIBYTE / 4);
      assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("distilled");
      assertThat(MessageDecoder.decode(raw(record)))
          .usingRecursiveComparison()
          .isEqualTo(new Decoded.Accepted(message));
    }
  }

  private static RawRecord raw(ProducerRecord<byte[], byte[]> record) {
    byte[] contentType = record.headers().lastHeader("content-type").value();
    return new RawRecord(
        new Position(new Partition(record.topic(), 0), 0),
        0,
        record.key(),
        record.value(),
        Optional.of(new String(contentType, StandardCharsets.UTF_8)));
  }

  @Test
  void aRunBeginsWithItsFactsAndEndsWithNone() {
    assertThat(RunEvents.started(RUN).type()).isEqualTo(RunEvent.Type.STARTED);
    assertThat(RunEvents.started(RUN).facts()).containsEntry("teacher", "trained");
    assertThat(RunEvents.finished(RUN).type()).isEqualTo(RunEvent.Type.FINISHED);
    assertThat(RunEvents.finished(RUN).facts()).isEmpty();
  }
}
