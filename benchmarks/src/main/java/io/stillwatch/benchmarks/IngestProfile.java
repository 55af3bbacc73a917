package io.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Stack samples of the thread that reads, over a stretch. */
final class IngestProfile implements AutoCloseable {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final Recording recording = new Recording();

  /** Begins. */
  IngestProfile() {
    recording.enable(SAMPLE).withPeriod(PERIOD);
    recording.start();
  }

  /** Ends, and says where the agent's own classes spent their time. */
  String line() throws IOException {
    Path file = Files.createTempFile("stillwatch", ".jfr");
    try {
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> events =
          RecordingFile.readAllEvents(file).stream().filter(IngestProfile::isOrdered).toList();
      Samples samples = Samples.of(events, SAMPLE, "io.stillwatch.");
      return Markdown.line(
          Integer.toString(samples.total()), samples.innermost(), samples.within());
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isOrdered(RecordedEvent event) {
    return event.getEventType().getName().equals(SAMPLE)
        && event.getThread("sampledThread") != null
        && event.getThread("sampledThread").getJavaName().equals("ordered");
  }

  @Override
  public void close() {
    recording.close();
  }
}
