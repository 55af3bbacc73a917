package io.stillwatch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own for one part of {@link Ingest}, pinned to one processor where that can be. */
final class IngestProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 30;

  private final Process process;
  private final BufferedReader lines;

  /**
   * Starts it.
   *
   * @param processor 0 or 1
   * @param heap the most megabytes
   * @param words for {@link IngestChild}
   */
  IngestProcess(int processor, int heap, List<String> options, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    if (pins()) {
      command.addAll(List.of("taskset", "-c", Integer.toString(processor)));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + heap + "m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IngestChild.class.getName());
    command.addAll(List.of(words));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Whether processes can be pinned here. */
  static boolean pins() {
    boolean several = Runtime.getRuntime().availableProcessors() > 1;
    return several
        && Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }

  /** The next line that it prints; null at its end. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** A broker ends, and takes its log with it, once nobody writes to it any more. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
