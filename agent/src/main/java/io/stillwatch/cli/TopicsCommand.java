package io.stillwatch.cli;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.kafka.Acl;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.kafka.TopicReport;
import io.stillwatch.kafka.TopicReport.State;
import io.stillwatch.kafka.Topics;
import io.stillwatch.wire.ObjectLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch topics}: creates the topics that the agent uses, or says who needs what. */
@Command(
    name = "topics",
    description = {
      "Creates the topics that are missing, with the settings they need, and says what of those that"
          + " are there is not as it must be. Changes nothing that is there.",
      "With --acls it prints the rights that the agent and a training job need, as commands of"
          + " kafka-acls.sh, and asks no broker."
    })
final class TopicsCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file of settings.")
  private Path config;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the input; 8 where it is not there yet.")
  private Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Replicas of what is created; the broker's default if left out.")
  private Short replication;

  @Option(names = "--dry-run", description = "Create nothing, say what would be.")
  private boolean dryRun;

  @Option(names = "--acls", description = "Print rights instead.")
  private boolean acls;

  @Option(
      names = "--principal",
      paramLabel = "P",
      defaultValue = "User:stillwatch",
      description = "Who the agent is, for --acls; ${DEFAULT-VALUE} if left out.")
  private String principal;

  @Option(
      names = "--training-principal",
      paramLabel = "P",
      defaultValue = "User:training",
      description = "Who a training job is, likewise; ${DEFAULT-VALUE} if left out.")
  private String trainingPrincipal;

  @Option(names = "--json", description = "Print a line of JSON for each topic or right.")
  private boolean json;

  TopicsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkOptions();
    Optional<AgentSettings> settings = Settings.read(Optional.ofNullable(config), streams.err());
    if (settings.isEmpty()) {
      return ExitCode.USAGE;
    }
    int code = acls ? printRights(settings.get().kafka()) : ensure(settings.get().kafka());
    streams.out().flush();
    return code;
  }

  private void checkOptions() {
    refuse(
        partitions != null && partitions < 1,
        "--partitions was %s; must be at least 1",
        partitions);
    refuse(
        replication != null && replication < 1,
        "--replication was %s; must be at least 1",
        replication);
    for (String who : List.of(principal, trainingPrincipal)) {
      refuse(
          !who.matches("[A-Za-z]+:\\S.*"), "the principal was '%s'; must be like User:name", who);
    }
  }

  private void refuse(boolean wrong, String message, Object was) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message.formatted(was));
    }
  }

  private int ensure(KafkaSettings kafka) {
    Topics.Size size =
        new Topics.Size(
            partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions),
            Optional.ofNullable(replication));
    try {
      List<TopicReport> reports = Topics.ensure(kafka, size, dryRun);
      reports.forEach(this::print);
      return reports.stream().allMatch(r -> r.problems().isEmpty())
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    } catch (IOException e) {
      streams.err().println("stillwatch topics: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private void print(TopicReport report) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("topic", report.name());
      fields.put("setting", report.role());
      fields.put("state", report.state().name().toLowerCase(Locale.ROOT));
      fields.put("partitions", report.partitions());
      fields.put("problems", report.problems());
      streams.out().println(ObjectLine.of(fields));
    } else {
      streams
          .out()
          .printf(
              "%-24s %-11s partitions %d  (%s)%n",
              report.name(), said(report.state()), report.partitions(), report.role());
      report.problems().forEach(problem -> streams.out().println("    " + problem));
    }
  }

  private static String said(State state) {
    return switch (state) {
      case PRESENT -> "is there";
      case CREATED -> "created";
      case MISSING -> "is missing";
      case FAILED -> "failed";
    };
  }

  private int printRights(KafkaSettings kafka) {
    print("the agent", Acl.ofAgent(kafka, principal), kafka);
    print("a training job", Acl.ofTraining(kafka, trainingPrincipal), kafka);
    print(
        "a job that sends static teachers, besides",
        Acl.ofTeaching(kafka, trainingPrincipal),
        kafka);
    return ExitCode.OK;
  }

  private void print(String who, List<Acl> rights, KafkaSettings kafka) {
    if (!json) {
      streams.out().println("# " + who);
      rights.forEach(acl -> streams.out().println(acl.command(kafka.bootstrapServers())));
      return;
    }
    for (Acl acl : rights) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("who", who);
      fields.put("principal", acl.principal());
      fields.put("resource", acl.resource());
      fields.put("name", acl.name());
      fields.put("operations", acl.operations());
      streams.out().println(ObjectLine.of(fields));
    }
  }
}
