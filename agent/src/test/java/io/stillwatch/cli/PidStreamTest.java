package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stillwatch.table.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many lines at once: their order, and how far the command reads ahead of what it has written. */
@Timeout(300)
final class PidStreamTest {
  private static final String AND =
      "{\"pmf\":[[0,0,0,0.25],[0,0,1,0.25],[0,1,0,0.25],[1,1,1,0.25]]}\n";

  private static String named(int name, String line) {
    return "{\"name\":\"" + name + "\"," + line.substring(1);
  }

  /** Takes some thousand times as long as a gate: 20 x 20 x 20, 2,000 samples, mostly agreeing. */
  private static String hard(long seed) {
    Random random = Seeds.random(seed);
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      int label = random.nextInt(20);
      int teacher = random.nextInt(3) > 0 ? label : random.nextInt(20);
      int student = random.nextInt(2) > 0 ? label : random.nextInt(20);
      counts.merge(label + "," + teacher + "," + student, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(cell -> "[" + cell.getKey() + "," + cell.getValue() + "]")
        .collect(Collectors.joining(",", "{\"counts\":[", "]}\n"));
  }

  private static List<JsonNode> withoutTimes(PidRun run) {
    List<JsonNode> results = new ArrayList<>();
    for (JsonNode result : run.results()) {
      ((ObjectNode) result).remove("microseconds");
      results.add(result);
    }
    return results;
  }

  @Test
  void twoThousandLinesOfAllKindsKeepTheirOrderAndTheirValues() {
    String input =
        IntStream.range(0, 2000)
            .mapToObj(
                i ->
                    i % 250 == 0
                        ? named(i, hard(i))
                        : i % 7 == 1 ? "{\"pmf\":[]}\n" : named(i, AND))
            .collect(Collectors.joining());
    PidRun run = PidRun.of(input, "--threads", "4");

    assertThat(run.exitCode()).isEqualTo(1);
    List<JsonNode> results = withoutTimes(run);
    assertThat(results).hasSize(2000);
    for (int i = 0; i < 2000; i++) {
      JsonNode result = results.get(i);
      if (result.has("error")) {
        assertThat(result.get("line").intValue()).isEqualTo(i + 1);
      } else {
        assertThat(result.get("name").textValue()).isEqualTo(Integer.toString(i));
      }
    }
    assertThat(results).isEqualTo(withoutTimes(PidRun.of(input, "--threads", "1")));
  }

  @Test
  void aResultIsOutWhileTheNextLineIsWaitedFor() {
    AtomicInteger linesOut = new AtomicInteger();
    List<CountDownLatch> out = IntStream.range(0, 3).mapToObj(i -> new CountDownLatch(1)).toList();
    OutputStream results =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (b == '\n') {
              out.get(linesOut.getAndIncrement()).countDown();
            }
          }
        };
    InputStream oneAfterTheOther =
        new LineByLine(3, AND) {
          @Override
          void asked() {
            if (reads > 0) {
              awaitLatch(out.get(reads - 1));
            }
          }
        };
    PidRun run = PidRun.of(oneAfterTheOther, results);

    assertThat(run.exitCode()).isZero();
    assertThat(linesOut).hasValue(3);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("the result is out").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theInputIsReadNoFurtherAheadThanTheBound() {
    int threads = 2;
    int bound = threads * InOrder.LINES_A_THREAD;
    CountDownLatch readAhead = new CountDownLatch(bound);
    AtomicInteger written = new AtomicInteger();
    OutputStream heldUp =
        new OutputStream() {
          @Override
          public void write(byte[] line, int offset, int length) throws IOException {
            awaitLatch(readAhead);
            super.write(line, offset, length);
          }

          @Override
          public void write(int b) {
            if (b == '\n') {
              written.incrementAndGet();
            }
          }
        };
    AtomicInteger mostAhead = new AtomicInteger();
    InputStream counted =
        new LineByLine(2000, AND) {
          @Override
          void asked() {
            mostAhead.accumulateAndGet(reads - written.get(), Math::max);
            readAhead.countDown();
          }
        };
    PidRun run = PidRun.of(counted, heldUp, "--threads", Integer.toString(threads));

    assertThat(run.exitCode()).isZero();
    assertThat(written).hasValue(2000);
    assertThat(mostAhead.get()).isBetween(bound - 1, bound);
  }

  @Test
  void aTableBeyondTheHeapIsRefusedAndTheOthersAreAnswered() throws Exception {
    // 7.5 million cells from 200 samples: a short line, and far more than 48 MiB.
    String large =
        IntStream.range(0, 196)
            .mapToObj(state -> "[%d,%d,%d,1]".formatted(state, state, state))
            .collect(Collectors.joining(",", "{\"name\":\"large\",\"counts\":[", "]}\n"));
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                PidProcess.class.getName(),
                "pid")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((AND + large + AND).getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);

    assertThat(process.waitFor()).isEqualTo(1);
    List<JsonNode> results =
        out.toString(StandardCharsets.UTF_8).lines().map(PidRun::parsed).toList();
    assertThat(results).hasSize(3);
    assertThat(results.get(0).has("nats")).isTrue();
    assertThat(results.get(1).get("line").intValue()).isEqualTo(2);
    assertThat(results.get(1).get("error").textValue())
        .startsWith("the table took more memory than there is; must fit the heap");
    assertThat(results.get(2).has("nats")).isTrue();
  }
}
