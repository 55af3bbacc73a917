package io.stillwatch.demo.through;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An agent in a process of its own, which can be killed; what it printed stays. */
final class AgentProcess implements AutoCloseable {
  private final Path out;
  private final Path err;
  private final Lines lines;
  private final Process process;

  /**
   * Starts an agent.
   *
   * @param folder for what it prints
   * @param name of the files there
   * @param config a file of settings
   * @param lines takes what it prints
   */
  AgentProcess(Path folder, String name, Path config, Lines lines) throws IOException {
    this.out = folder.resolve(name + ".out");
    this.err = folder.resolve(name + ".err");
    this.lines = lines;
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.stillwatch.demo.Stillwatch",
                "run",
                "--json",
                "--config",
                config.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Reads all whole lines that were printed so far. */
  Lines read() {
    String text = text(out);
    text.substring(0, Math.max(text.lastIndexOf('\n'), 0)).lines().forEach(lines::add);
    return lines;
  }

  String log() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it where it stands. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    read();
  }
}
