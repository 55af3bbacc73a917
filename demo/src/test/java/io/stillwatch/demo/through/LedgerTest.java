package io.stillwatch.demo.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stillwatch.demo.broker.EmbeddedBroker;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What came in is what came out, and bad input of one run is nothing to another. */
final class LedgerTest {
  private static final int PASSES = 4;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<SampleBatch> pass(String run, int number) {
    return new KnownClasses(run, 200, 12).pass(number + 3, number, 2, Kind.VECTORS);
  }

  private static List<String> linesOf(String run, List<Measurement> measurements) {
    return measurements.stream()
        .filter(m -> m.id().attempt().run().equals(run))
        .map(m -> MeasurementWriter.line(m).replaceAll("\"timestamp_millis\":\\d+", ""))
        .toList();
  }

  @Test
  void badInputIsRefusedOrCountedByItsReasonAndTheOtherRunsNumbersDoNotChangeByABit() {
    List<String> alone;
    try (Pipeline pipeline = new Pipeline(broker, "alone")) {
      for (int pass = 0; pass < PASSES; pass++) {
        pass("good", pass).forEach(pipeline::send);
      }
      alone = linesOf("good", pipeline.measured(PASSES));
    }
    try (Pipeline pipeline = new Pipeline(broker, "crowded")) {
      for (int pass = 0; pass < PASSES; pass++) {
        List<SampleBatch> parts = pass("good", pass);
        pipeline.send(parts.get(0));
        sendBadInput(pipeline, pass);
        pipeline.send(parts.get(1));
      }
      List<Measurement> measurements = pipeline.measured(2 * PASSES - 1);

      assertThat(linesOf("good", measurements)).isEqualTo(alone);
      expectLedger(pipeline);
    }
  }

  /** One record of every kind of fault, in the midst of a good run's pass. */
  private static void sendBadInput(Pipeline pipeline, int pass) {
    pipeline.send("bad", new byte[0]);
    pipeline.send("bad", "{\"run\":\"bad\",".getBytes(StandardCharsets.UTF_8));
    pipeline.send("bad", new byte[] {(byte) 0xBF, (byte) 0xFF, 0x00});
    pipeline.send("bad", "{\"run\":\"bad\",\"step\":1}".getBytes(StandardCharsets.UTF_8));
    pipeline.send("good", json("bad", "[1,2]", "[[1,2],[3,4]]"));
    pipeline.send("bad", json("bad", "[1,2,3]", "[[1,2],[3,4]]"));
    pipeline.send("bad", json("bad", "[1,2]", "[[1,2],[NaN,4]]"));
    pipeline.send("bad", json("bad", "[1,2]", "[[1,2],[3]]"));
    SampleBatch whole = new KnownClasses("bad", 200, 12).pass(5, pass, 1, Kind.VECTORS).get(0);
    pipeline.send(pass == 1 ? otherDimension(whole) : notFinite(whole, 3));
    pipeline.send(notFinite(whole, 150));
  }

  private static byte[] json(String run, String labels, String values) {
    String layer = "{\"role\":\"%s\",\"layer\":\"logits\",\"values\":%s}";
    return ("{\"run\":\"" + run + "\",\"step\":1,\"labels\":{\"label\":" + labels + "},")
        .concat("\"activations\":[" + layer.formatted("teacher", values) + ",")
        .concat(layer.formatted("student", values) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SampleBatch notFinite(SampleBatch batch, int rows) {
    List<Representation> activations = new ArrayList<>(batch.activations());
    Representation student = activations.get(1);
    var vectors = (Values.Vectors) student.values();
    float[] data = vectors.data().clone();
    for (int row = 0; row < rows; row++) {
      data[row * vectors.dimension() + row % vectors.dimension()] =
          row % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
    }
    activations.set(1, with(student, data, vectors.rows(), vectors.dimension()));
    return with(batch, activations);
  }

  private static SampleBatch otherDimension(SampleBatch batch) {
    List<Representation> activations = new ArrayList<>(batch.activations());
    activations.set(1, with(activations.get(1), new float[200 * 7], 200, 7));
    return with(batch, activations);
  }

  private static Representation with(Representation of, float[] data, int rows, int dimension) {
    return new Representation(
        of.role(),
        of.model(),
        of.layer(),
        of.frozen(),
        of.kind(),
        new Values.Vectors(data, rows, dimension));
  }

  private static SampleBatch with(SampleBatch batch, List<Representation> activations) {
    return new SampleBatch(
        batch.attempt(), batch.moment(), batch.rows(), activations, Optional.empty(), 0);
  }

  private static void expectLedger(Pipeline pipeline) {
    Map<String, Integer> refused =
        Map.of(
            "empty", PASSES,
            "malformed", 2 * PASSES,
            "missing_field", PASSES,
            "key_mismatch", PASSES,
            "row_mismatch", PASSES,
            "shape_mismatch", PASSES,
            "not_finite", 2 * PASSES,
            "representation_changed", 1);
    refused.forEach(
        (reason, count) ->
            assertThat(
                    pipeline.metric("stillwatch_records_refused_total{reason=\"" + reason + "\"}"))
                .as(reason)
                .isEqualTo((double) count));
    double records = pipeline.metric("stillwatch_records_total");
    assertThat(records)
        .isEqualTo((double) pipeline.sent())
        .isEqualTo(
            pipeline.metric("stillwatch_records_decoded_total")
                + pipeline.sum("stillwatch_records_refused_total"));
    assertThat(pipeline.sum("stillwatch_records_refused_total"))
        .isEqualTo((double) refused.values().stream().mapToInt(count -> count).sum());
    assertThat(pipeline.metric("stillwatch_rows_decoded_total"))
        .isEqualTo(2.0 * (200 * PASSES + 200 * (PASSES - 1)))
        .isEqualTo(
            pipeline.sum("stillwatch_rows_total") + pipeline.metric("stillwatch_rows_pending"));
    assertThat(pipeline.metric("stillwatch_rows_total{outcome=\"not_finite\"}"))
        .isEqualTo(2.0 * 3 * (PASSES - 1));
  }

  @Test
  void noBytesStopTheReading() {
    try (Pipeline pipeline = new Pipeline(broker, "fuzz")) {
      byte[] good = MessageEncoder.encode(pass("good", 0).get(0), Encoding.CBOR);
      Random random = new Random(7);
      for (int record = 0; record < 400; record++) {
        byte[] hurt = Arrays.copyOf(good, 1 + random.nextInt(good.length));
        for (int flip = random.nextInt(4); flip >= 0; flip--) {
          hurt[random.nextInt(Math.min(hurt.length, 600))] = (byte) random.nextInt(256);
        }
        pipeline.send("good", record % 2 == 0 ? hurt : flipped(good, random));
      }
      pass("after", 0).forEach(pipeline::send);

      assertThat(linesOf("after", pipeline.measured(1))).hasSize(1);
      assertThat(pipeline.metric("stillwatch_records_refused_total{reason=\"failure\"}")).isZero();
      assertThat(pipeline.metric("stillwatch_records_total"))
          .isEqualTo(
              pipeline.metric("stillwatch_records_decoded_total")
                  + pipeline.sum("stillwatch_records_refused_total"));
      assertThat(pipeline.metric("stillwatch_rows_decoded_total"))
          .isEqualTo(pipeline.sum("stillwatch_rows_total"));
    }
  }

  private static byte[] flipped(byte[] good, Random random) {
    byte[] hurt = good.clone();
    hurt[random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));
    return hurt;
  }

  @Test
  void aFinishedRunIsMeasuredToItsLastRowAndItsSeriesLeave() {
    try (Pipeline pipeline = new Pipeline(broker, "finished")) {
      pipeline.send(pass("short", 0).get(0));
      pipeline.send(
          new RunEvent(
              new Attempt("short", 0), RunEvent.Type.FINISHED, Optional.empty(), Map.of()));

      assertThat(pipeline.measured(1).get(0).span().samples()).isEqualTo(100);
      await().until(() -> !pipeline.get("metrics").contains("run=\"short\""));
      assertThat(pipeline.get("")).contains("short");
    }
  }
}
