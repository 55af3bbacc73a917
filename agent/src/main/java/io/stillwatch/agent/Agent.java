package io.stillwatch.agent;

import io.stillwatch.config.AgentSettings;
import io.stillwatch.join.StaticTeachers;
import io.stillwatch.join.TeacherRows;
import io.stillwatch.kafka.Checkpoints;
import io.stillwatch.kafka.DeadLetters;
import io.stillwatch.measure.Finding;
import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.SnapshotMeasurer;
import io.stillwatch.metrics.Metrics;
import io.stillwatch.snapshot.Reduction;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.snapshot.Snapshot;
import io.stillwatch.source.RecordSource;
import io.stillwatch.source.SourceState;
import io.stillwatch.status.Health;
import io.stillwatch.status.PageData;
import io.stillwatch.status.StatusServer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A running agent: reads a topic, measures, and shows what it found at {@link #url()}. It starts
 * whether or not Kafka is there, and waits for it.
 */
public final class Agent implements AutoCloseable {
  private static final long MILLIS_TO_STOP = 10_000;

  private final Metrics metrics;
  private final LatestMeasurements latest;
  private final Publisher publisher;
  private final RecordSource source;
  private final Optional<DeadLetters> letters;
  private final Optional<Checkpoints> checkpoints;
  private final Results results;
  private final RecordLoop loop;
  private final StatusServer server;
  private final Thread ordered;
  private boolean closed;

  private Agent(
      AgentSettings settings, Origin origin, Function<Snapshot, Finding> measurer, Sink sink) {
    metrics = new Metrics(settings.metrics(), Version.current(), origin.mark());
    latest = new LatestMeasurements(origin.mark());
    source = origin.opened().apply(metrics::readAhead);
    letters = origin.kafka().flatMap(kafka -> DeadLetters.of(kafka, metrics::deadLetter));
    checkpoints = origin.kafka().flatMap(Checkpoints::of);
    results = Results.of(origin.kafka(), metrics::result);
    Keeping keeping = new Keeping(checkpoints, settings.fingerprint(), results);
    PageData drawn = new PageData(origin.mark());
    Sink page = latest.and(new LivePage(drawn, latest::line));
    publisher = new Publisher(settings, measurer, metrics, keeping, sink.and(page).and(results));
    loop =
        new RecordLoop(
            source,
            new RunPaths(settings.path(), settings.metrics().runs(), teachers(origin), keeping),
            publisher,
            new Ledger(metrics, letters));
    ordered = new Thread(loop, "ordered");
    try {
      server =
          new StatusServer(
              settings.http(),
              new StatusServer.Content(this::scrape, this::health, latest::rows, drawn));
    } catch (RuntimeException e) {
      publisher.close();
      letters.ifPresent(DeadLetters::close);
      results.close();
      checkpoints.ifPresent(Checkpoints::close);
      source.close();
      metrics.close();
      throw e;
    }
  }

  private static StaticTeachers teachers(Origin origin) {
    return new TeacherRows(new TeachersTopic(origin.teachers()), Reduction::reduced);
  }

  /**
   * Starts an agent.
   *
   * @param settings without problems
   * @param sink takes every measurement, on one thread, in order; must be quick
   * @return the agent, reading
   * @throws java.io.UncheckedIOException if it cannot listen where it should; the message says why
   */
  public static Agent start(AgentSettings settings, Consumer<Measurement> sink) {
    return start(settings, sink, rates -> {});
  }

  /**
   * Starts an agent.
   *
   * @param settings without problems
   * @param sink takes every measurement, on one thread, in order; must be quick
   * @param rates takes the rates of slices that are defined through the label, on the same thread
   * @return the agent, reading
   * @throws java.io.UncheckedIOException if it cannot listen where it should; the message says why
   */
  public static Agent start(
      AgentSettings settings, Consumer<Measurement> sink, Consumer<SliceErrors> rates) {
    return start(settings, measurer(settings), Sink.of(sink, rates));
  }

  /** Starts an agent that measures in another way. */
  static Agent start(AgentSettings settings, Function<Snapshot, Finding> measurer, Sink sink) {
    return started(new Agent(settings, Origin.kafka(settings), measurer, sink));
  }

  private static Function<Snapshot, Finding> measurer(AgentSettings settings) {
    return snapshot -> SnapshotMeasurer.measure(snapshot, settings.reference());
  }

  /**
   * Starts an agent that plays recorded records. It shows runs by a marked name, so that nobody
   * takes them for live ones.
   *
   * @param settings without problems
   * @param source the records
   * @param sink takes what is found, on one thread, in order; must be quick
   * @return the agent, playing
   * @throws java.io.UncheckedIOException if it cannot listen where it should; the message says why
   */
  public static Agent replay(AgentSettings settings, PacedSource source, Sink sink) {
    return started(new Agent(settings, Origin.replayed(source), measurer(settings), sink));
  }

  private static Agent started(Agent agent) {
    agent.ordered.start();
    return agent;
  }

  /**
   * Where the page is; metrics are at {@code metrics} below it.
   *
   * @return an address for a browser on this machine
   */
  public String url() {
    return server.url();
  }

  /**
   * How the agent is; any thread.
   *
   * @return live unless it stopped reading, ready while the topic can be read
   */
  public Health health() {
    if (loop.failure().isPresent()) {
      return Health.dead(loop.failure().get());
    }
    SourceState state = source.state();
    return state.readable()
        ? new Health(true, true, state.sentence())
        : Health.waiting(state.sentence());
  }

  /** A scrape says what {@code /-/ready} says at that moment. */
  private String scrape() {
    metrics.ready(health().ready());
    return metrics.scrape();
  }

  /**
   * Rows of all batches that could be decoded; any thread.
   *
   * @return since the start
   */
  public long rowsRead() {
    return loop.rowsRead();
  }

  /**
   * Waits until the agent no longer reads: it was closed, or it failed, which {@link #health()}
   * says then.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitEnd() throws InterruptedException {
    ordered.join();
  }

  /** Stops reading, publishes what is under way, and lets go of the topic and the port. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    loop.stop();
    try {
      ordered.join(MILLIS_TO_STOP);
      if (ordered.isAlive()) {
        // It may wait for estimates, or for a broker that does not come back.
        ordered.interrupt();
        ordered.join(MILLIS_TO_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ordered.isAlive()) {
      loop.keepAll();
    }
    publisher.close();
    letters.ifPresent(DeadLetters::close);
    results.close();
    checkpoints.ifPresent(Checkpoints::close);
    source.releaseLast(loop.releasable());
    source.close();
    server.close();
    metrics.close();
  }
}
