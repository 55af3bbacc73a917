package io.stillwatch.status;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.stillwatch.status.StatusHandler.Route;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers {@code /metrics}, {@code /-/healthy}, {@code /-/ready}, the page at {@code /} and what it
 * asks for. It reads what others have finished and computes nothing. The suppliers are called on
 * the server's threads, several at a time.
 */
public final class StatusServer implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int WAITING = 64;
  private static final int LONGEST_STREAM_SECONDS = 25;

  private final HttpServer server;
  private final EventStreams streams;
  private final ThreadPoolExecutor threads;

  /**
   * What the server shows.
   *
   * @param metrics a scrape in Prometheus' text format
   * @param health how the agent is now
   * @param rows the lines of the page's table, in the order shown
   * @param data what the page draws
   */
  public record Content(
      Supplier<String> metrics,
      Supplier<Health> health,
      Supplier<List<PageRow>> rows,
      PageData data) {}

  /**
   * Starts to listen.
   *
   * @param settings where; port 0 takes a free one
   * @param content what to show
   * @throws UncheckedIOException if the port is taken or the address is not this machine's; the
   *     message says which and what to do
   */
  public StatusServer(HttpSettings settings, Content content) {
    server = Listening.at(settings, WAITING);
    threads = pool();
    streams = new EventStreams(content.data().feed(), content.health(), LONGEST_STREAM_SECONDS);
    server.setExecutor(threads);
    server.createContext(
        "/", new StatusHandler(routes(content), streams, new Passwords(settings.web().users())));
    server.start();
  }

  /** Few threads and a short queue; beyond it nothing is accepted until there is room. */
  private static ThreadPoolExecutor pool() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "status-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Map<String, Route> routes(Content content) {
    PageData data = content.data();
    Map<String, Route> routes = new HashMap<>();
    PageFiles.byPath().forEach((path, file) -> routes.put(path, query -> file));
    routes.put("/", query -> page(content));
    routes.put("/metrics", query -> Answer.metrics(content.metrics().get()));
    routes.put("/-/healthy", query -> health(content, Health::live));
    routes.put("/-/ready", query -> health(content, Health::ready));
    routes.put("/api/runs", query -> Answer.json(Answer.array(data.latest())));
    routes.put("/api/history", query -> history(data, query));
    return routes;
  }

  private static Answer page(Content content) {
    return Answer.page(
        StatusPage.html(content.health().get(), content.rows().get(), content.data().mark()));
  }

  private static Answer history(PageData data, Query query) {
    if (query.view().isEmpty()) {
      return Answer.plain(400, "run, pair, task and slice must be given, as /api/runs says them.");
    }
    PageView view = query.view().get();
    List<byte[]> parts = new ArrayList<>();
    parts.add(Answer.utf8("{\"measurements\":"));
    parts.addAll(Answer.array(data.lines(view)));
    parts.add(Answer.utf8(",\n\"events\":"));
    parts.addAll(Answer.array(data.events(view.run())));
    parts.add(Answer.utf8("}"));
    return Answer.json(parts);
  }

  private static Answer health(Content content, Predicate<Health> good) {
    Health health = content.health().get();
    return Answer.health(good.test(health), health);
  }

  /**
   * The port that is listened on.
   *
   * @return 1 to 65535, also where the settings said 0
   */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Where the page is.
   *
   * @return an address to open in a browser on this machine
   */
  public String url() {
    var address = server.getAddress().getAddress();
    String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
    String scheme = server instanceof HttpsServer ? "https://" : "http://";
    return scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  @Override
  public void close() {
    streams.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
