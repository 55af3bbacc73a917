package io.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.recording.RecordingWriter;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.snapshot.OrderedPath;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.snapshot.SnapshotBytes;
import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import io.stillwatch.source.RawRecord;
import io.stillwatch.wire.Decoded;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageDecoder;
import io.stillwatch.wire.MessageEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
  private static final long FIRST_MILLIS = 1_700_000_000_000L;
  private static final int RECORDS = 12;

  @TempDir private Path directory;

  private record Done(int exitCode, List<String> lines, String err) {
    List<JsonNode> results() {
      return lines.stream().map(PidRun::parsed).toList();
    }
  }

  private static Done replay(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("replay"));
    Arrays.stream(words).map(Object::toString).forEach(arguments::add);
    int exitCode =
        TopCommand.commandLine(
                new Streams(
                    InputStream.nullInputStream(),
                    new PrintStream(out, false, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)))
            .execute(arguments.toArray(String[]::new));
    return new Done(
        exitCode,
        out.toString(StandardCharsets.UTF_8).lines().toList(),
        err.toString(StandardCharsets.UTF_8));
  }

  /** A student that merges ever fewer classes, a record a minute. */
  private static List<RawRecord> records(String topic) {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      int known = i / 2;
      var batch =
          Batches.of(250).run("run").from(250 * i).step(i).codes(6, y -> Math.min(y, known));
      records.add(
          new RawRecord(
              new Position(new Partition(topic, 0), i),
              FIRST_MILLIS + 60_000L * i,
              "run".getBytes(StandardCharsets.UTF_8),
              MessageEncoder.encode(batch, Encoding.JSON),
              Optional.of(Encoding.JSON.contentType())));
    }
    return records;
  }

  private Path recording() throws IOException {
    Path file = directory.resolve("run.swrec");
    try (RecordingWriter writer = RecordingWriter.create(file, true)) {
      for (RawRecord record : records("topic")) {
        writer.write(record);
        writer.flush();
      }
    }
    return file;
  }

  /** The same records as the Python client writes them; see clients/python/README.md. */
  private Path spool() throws IOException {
    ByteBuffer spool =
        ByteBuffer.allocate(1 << 22).put("SWSPOOL1".getBytes(StandardCharsets.UTF_8));
    for (RawRecord record : records("kd.spool")) {
      byte[] type = record.contentType().orElseThrow().getBytes(StandardCharsets.UTF_8);
      ByteBuffer body =
          ByteBuffer.allocate(12 + record.key().length + type.length + record.value().length)
              .putLong(record.timestampMillis())
              .putShort((short) record.key().length)
              .put(record.key())
              .putShort((short) type.length)
              .put(type)
              .put(record.value());
      CRC32 sum = new CRC32();
      sum.update(body.array());
      spool.putInt(body.capacity()).put(body.array()).putInt((int) sum.getValue());
    }
    return Files.write(
        directory.resolve("kd.spool"), Arrays.copyOf(spool.array(), spool.position()));
  }

  @Test
  void aSpoolGivesTheLinesOfTheRecordingOfTheSameRecords() throws IOException {
    Done recording = replay(recording(), "--set", "window.rows=1000");
    assertThat(recording.exitCode()).as(recording.err()).isZero();
    assertThat(recording.lines()).hasSizeGreaterThan(3);
    assertThat(replay(spool(), "--set", "window.rows=1000").lines()).isEqualTo(recording.lines());
  }

  @Test
  void severalSettingsAreTriedInOnePassAndEachLineSaysItsOwn() throws IOException {
    Done both = replay(recording(), "--set", "window.rows=1000,2000", "--set", "window.hop=500");
    assertThat(both.exitCode()).as(both.err()).isZero();
    for (String rows : List.of("1000", "2000")) {
      List<String> alone =
          replay(recording(), "--set", "window.rows=" + rows, "--set", "window.hop=500").lines();
      String mark = "{\"setting\":{\"window.rows\":\"%s\",\"window.hop\":\"500\"},".formatted(rows);
      assertThat(both.lines().stream().filter(line -> line.startsWith(mark)))
          .containsExactlyElementsOf(alone.stream().map(l -> mark + l.substring(1)).toList());
    }
  }

  @Test
  void aSweepMayStandInAFile() throws IOException {
    Path sweep = Files.writeString(directory.resolve("sweep.yaml"), "window.rows: [1000, 2000]\n");
    assertThat(replay(recording(), "--sweep", sweep).lines())
        .isEqualTo(replay(recording(), "--set", "window.rows=1000,2000").lines());
  }

  @Test
  void theHistoryOfTheMetricsHasASampleAMeasurementAtTheTimesOfTheRecords() throws IOException {
    // Where ./check finds it for promtool.
    Path history = Path.of("target", "history.om");
    Done done = replay(recording(), "--openmetrics", history);
    assertThat(done.exitCode()).as(done.err()).isZero();
    List<String> samples =
        Files.readAllLines(history).stream()
            .filter(line -> line.startsWith("stillwatch_redundancy_nats{"))
            .map(line -> line.substring(line.lastIndexOf('}') + 2))
            .toList();
    List<String> expected = new ArrayList<>();
    for (JsonNode line : done.results()) {
      expected.add(
          "%s %d.000"
              .formatted(
                  line.at("/nats/redundancy").asText(),
                  line.get("timestamp_millis").asLong() / 1_000));
    }
    assertThat(samples).hasSizeGreaterThan(1).isEqualTo(expected);
  }

  @Test
  void aReportChangesNoBitOfTheLinesAndReplacesWhatWasThere() throws IOException {
    Path report = Files.writeString(directory.resolve("run.html"), "before");
    Done with = replay(recording(), "--report", report);
    assertThat(with.exitCode()).as(with.err()).isZero();
    assertThat(with.lines()).isNotEmpty().isEqualTo(replay(recording()).lines());
    assertThat(with.err()).contains("run.html is the report");
    assertThat(report)
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("Report of <bdi>run.swrec</bdi>", "12 records came of the run")
        .contains("records 12 = decoded 12 + refused 0")
        .endsWith("</html>\n");
  }

  @Test
  void aReportOfASweepHasARunForEachSetting() throws IOException {
    Path report = directory.resolve("run.html");
    Done done = replay(recording(), "--set", "window.rows=1000,2000", "--report", report);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(report)
        .content()
        .contains("<bdi>run (window.rows=1000)</bdi>", "<bdi>run (window.rows=2000)</bdi>");
  }

  @Test
  void aReportOfSnapshotsHasTheSummaryOfTheirRecordsWithoutWhatIsNotInThem() throws IOException {
    Path file = directory.resolve("snapshots.swrec");
    OrderedPath path = new OrderedPath("run", AgentSettings.DEFAULT.path());
    try (RecordingWriter writer = RecordingWriter.create(file, true)) {
      for (RawRecord record : records("topic")) {
        SampleBatch batch =
            (SampleBatch) ((Decoded.Accepted) MessageDecoder.decode(record)).message();
        for (Snapshot snapshot : path.accept(batch, record).snapshots()) {
          byte[] key = snapshot.id().text().getBytes(StandardCharsets.UTF_8);
          byte[] value = SnapshotBytes.of(snapshot);
          writer.write(
              new RawRecord(record.position(), record.timestampMillis(), key, value, List.of()));
        }
      }
      writer.flush();
    }
    Path ofRecords = directory.resolve("records.html");
    assertThat(replay(recording(), "--report", ofRecords).exitCode()).isZero();
    Path ofSnapshots = directory.resolve("snapshots.html");
    Done done = replay(file, "--snapshots", "--report", ofSnapshots);
    assertThat(done.exitCode()).as(done.err()).isZero();
    String measured = "Measured at steps 7 to 11: 3 windows of 2,000 samples each.";
    assertThat(ofRecords).content().contains(measured, "12 records came of the run");
    assertThat(ofSnapshots)
        .content()
        .contains(measured, "snapshots hold neither events nor numbers of records")
        .doesNotContain("came of the run");
  }

  @Test
  void aReportThatCannotBeWrittenIsAnErrorAndNothingIsLeftOfIt() throws IOException {
    Path report = directory.resolve("run.html");
    // Where the file would grow there is a directory.
    Files.createDirectories(directory.resolve("run.html.part").resolve("full"));
    Done done = replay(recording(), "--report", report);
    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.lines()).isEqualTo(replay(recording()).lines());
    assertThat(done.err()).contains("stillwatch replay: " + report + " could not be written");
    assertThat(report).doesNotExist();
  }

  @Test
  void aRecordingPlayedLiveGivesTheSameLines() throws IOException {
    Path config = Files.writeString(directory.resolve("agent.yaml"), "http: {port: 0}\n");
    Done played = replay(recording(), "-c", config, "--speed", "1e6");
    assertThat(played.exitCode()).as(played.err()).isZero();
    assertThat(played.lines()).isNotEmpty().isEqualTo(replay(recording()).lines());
    assertThat(played.err()).contains("the page is http://127.0.0.1:");
  }

  @Test
  void aTornTailIsSaidAndDamageFailsUnlessItIsToBeSkipped() throws IOException {
    byte[] bytes = Files.readAllBytes(recording());
    Path torn = Files.write(directory.resolve("torn"), Arrays.copyOf(bytes, bytes.length - 5));
    Done cut = replay(torn);
    assertThat(cut.exitCode()).isZero();
    assertThat(cut.err()).contains("records 11 = decoded 11 + refused 0").contains("were cut");
    bytes[bytes.length / 2] ^= 1;
    Path hurt = Files.write(directory.resolve("hurt"), bytes);
    Done failed = replay(hurt);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("is damaged").contains("--skip-damaged");
    Done skipped = replay(hurt, "--skip-damaged");
    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.err()).contains("1 damaged frames");
  }

  @Test
  void whatCannotBeAskedForIsSaid() throws IOException {
    Path file = recording();
    expectUsage(replay(), "neither a FILE nor a --topic was given");
    expectUsage(replay(file, "--topic", "t"), "must be one of them");
    expectUsage(replay(directory.resolve("none")), "must be a file that can be read");
    expectUsage(replay(file, "--speed", "0"), "--speed was 0.0; must be above 0");
    expectUsage(replay(file, "--set", "window.rows"), "must be like window.rows=1000,2000");
    expectUsage(replay(file, "--set", "kafka.topic=a"), "kafka.topic is no setting of codebook");
    expectUsage(replay(file, "--set", "window.rows=1"), "window.rows was 1");
    expectUsage(replay(file, "--set", "window.rows=1000,2000", "--speed", "2"), "must be one");
    expectUsage(replay(file, "--report", directory), "a directory; must be a file");
    expectUsage(replay(file, "--report", "none/r.html"), "must be in a directory to write to");
    expectUsage(replay(file, "--report", "r.html", "--speed", "2"), "must be without");
    expectUsage(replay("--topic", "t", "--from", "yesterday"), "neither an offset nor a time");
  }

  private static void expectUsage(Done done, String words) {
    assertThat(done.exitCode()).as(done.err()).isEqualTo(2);
    assertThat(done.err()).contains(words);
    assertThat(done.lines()).isEmpty();
  }
}
