package io.stillwatch.status;

import com.sun.net.httpserver.HttpExchange;
import io.stillwatch.status.LiveFeed.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events: what is published, as it comes, and the agent's health every few seconds. A
 * stream has a thread of its own and keeps nothing but a number. It ends by itself after a while,
 * as every answer must; browsers come back with the number of the last event they saw, and go on
 * from there. Whoever has missed some is told {@code resync}.
 */
final class EventStreams implements AutoCloseable {
  static final int MOST_STREAMS = 16;
  private static final long MILLIS_BETWEEN_HEALTH = 5_000;

  private final LiveFeed feed;
  private final Supplier<Health> health;
  private final long longestNanos;

  /** Numbers of another start of the agent must not look like ours. */
  private final String start = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  private final ThreadPoolExecutor threads;

  /**
   * None open.
   *
   * @param feed what is published
   * @param health how the agent is now
   * @param longestSeconds how long a stream lasts
   */
  EventStreams(LiveFeed feed, Supplier<Health> health, long longestSeconds) {
    this.feed = feed;
    this.health = health;
    this.longestNanos = TimeUnit.SECONDS.toNanos(longestSeconds);
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            MOST_STREAMS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "stream-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Answers on a thread of its own, which closes the exchange.
   *
   * @return whether there is room for one more
   */
  boolean open(HttpExchange exchange) {
    try {
      threads.execute(() -> stream(exchange));
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  private void stream(HttpExchange exchange) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      send(exchange.getResponseBody(), numberOf(exchange));
    } catch (IOException gone) {
      // The browser left, or reads too slowly.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream out, long firstSeen) throws IOException, InterruptedException {
    long end = System.nanoTime() + longestNanos;
    long seen = firstSeen;
    out.write(Answer.utf8("retry: 500\n\n"));
    write(out, seen, "health", sentence());
    while (System.nanoTime() < end) {
      Optional<List<Event>> events = feed.after(seen, MILLIS_BETWEEN_HEALTH);
      if (events.isEmpty()) {
        seen = feed.last();
        write(out, seen, "resync", new byte[0]);
      } else if (events.get().isEmpty()) {
        write(out, seen, "health", sentence());
      } else {
        for (Event event : events.get()) {
          seen = event.number();
          write(out, seen, event.kind(), event.data());
        }
      }
    }
  }

  private byte[] sentence() {
    Health now = health.get();
    String state = now.ready() ? "ready" : now.live() ? "waiting" : "dead";
    return Answer.utf8(state + " " + now.sentence().replaceAll("\\R", " "));
  }

  private void write(OutputStream out, long number, String kind, byte[] data) throws IOException {
    out.write(Answer.utf8("id: " + start + "-" + number + "\nevent: " + kind + "\ndata: "));
    out.write(data);
    out.write(Answer.utf8("\n\n"));
    out.flush();
  }

  /** The number that a browser saw last; one that comes anew has asked for all there is. */
  private long numberOf(HttpExchange exchange) {
    String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    if (id == null) {
      return -1;
    }
    try {
      return id.startsWith(start + "-") ? Long.parseLong(id.substring(start.length() + 1)) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
