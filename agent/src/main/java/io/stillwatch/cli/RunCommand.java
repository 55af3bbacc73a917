package io.stillwatch.cli;

import io.stillwatch.agent.Agent;
import io.stillwatch.agent.Version;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.RatesWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code stillwatch run}: the agent, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs the agent: reads a topic of sample batches, measures, serves metrics and a page.",
      "Every setting has a default and can be set by the environment: STILLWATCH_KAFKA_TOPIC"
          + " stands for kafka.topic. All of them are in docs/configuration.md."
    })
final class RunCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file of settings.")
  private Path config;

  @Option(names = "--json", description = "Print every measurement as a line of JSON.")
  private boolean json;

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<AgentSettings> settings = Settings.read(Optional.ofNullable(config), streams.err());
    if (settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    try (Agent agent = started(settings.get())) {
      Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "shutdown"));
      streams
          .err()
          .printf(
              "stillwatch %s reads %s of %s; the page is %s, metrics are %smetrics%n",
              Version.current(),
              settings.get().kafka().topic(),
              settings.get().kafka().bootstrapServers(),
              agent.url(),
              agent.url());
      agent.awaitEnd();
      if (agent.health().live()) {
        return ExitCode.OK;
      }
      streams.err().println(agent.health().sentence());
      return ExitCode.SOFTWARE;
    }
  }

  private Agent started(AgentSettings settings) {
    return json
        ? Agent.start(
            settings,
            measurement -> print(MeasurementWriter.line(measurement)),
            rates -> print(RatesWriter.line(rates)))
        : Agent.start(settings, measurement -> {});
  }

  private void print(String line) {
    streams.out().println(line);
    streams.out().flush();
  }
}
