package io.stillwatch.demo.through;

import static org.awaitility.Awaitility.await;

import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Message;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.Representation.Kind;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Six runs, some by passes and some by rows, one of which ends and begins again, and now and then a
 * record that is none: sent step by step, as long as somebody waits for something. Their keys put
 * them into all of four partitions.
 */
final class Feed implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final int RUNS = 6;
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int FIRST = 2;
  private static final int BY_ROWS = 5;
  private static final int ENDING = 3;
  private static final int STEPS_OF_AN_ATTEMPT = 40;
  private static final int ROWS = 100;
  private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private int step;
  private long rows;
  private long records;

  Feed(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends on, at a pace, until something is so. */
  void until(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(40))
        .until(
            () -> {
              if (condition.call()) {
                return true;
              }
              step();
              return false;
            });
  }

  private void step() {
    for (int r = FIRST; r < FIRST + RUNS; r++) {
      String run = "run-" + r;
      int known = Math.min(10, (step / 5 + r) % 11);
      for (SampleBatch pass : new KnownClasses(run, ROWS, 12).pass(known, step, 2, Kind.VECTORS)) {
        send(run, MessageEncoder.encode(of(r, pass), Encoding.CBOR));
      }
      if (step % 7 == 3) {
        send(run, "no batch".getBytes(StandardCharsets.UTF_8));
      }
    }
    rows += (long) RUNS * ROWS;
    if (step % STEPS_OF_AN_ATTEMPT == STEPS_OF_AN_ATTEMPT - 1) {
      send("run-" + ENDING, MessageEncoder.encode(over(), Encoding.CBOR));
    }
    step++;
  }

  private int attempt(int run) {
    return run == ENDING ? step / STEPS_OF_AN_ATTEMPT : 0;
  }

  private SampleBatch of(int run, SampleBatch pass) {
    Moment moment = pass.moment();
    return new SampleBatch(
        new Attempt(pass.attempt().run(), attempt(run)),
        run < BY_ROWS ? moment : new Moment(moment.step(), moment.epoch(), Optional.empty(), false),
        pass.rows(),
        pass.activations(),
        Optional.empty(),
        0);
  }

  private Message over() {
    return new RunEvent(
        new Attempt("run-" + ENDING, attempt(ENDING)),
        RunEvent.Type.FINISHED,
        Optional.empty(),
        Map.of());
  }

  private void send(String run, byte[] value) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  null,
                  FIRST_TIMESTAMP + 10 * records++,
                  run.getBytes(StandardCharsets.UTF_8),
                  value))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("record " + records + " was not sent", e);
    }
  }

  /** Rows sent so far. */
  long rows() {
    return rows;
  }

  @Override
  public void close() {
    producer.close();
  }
}
