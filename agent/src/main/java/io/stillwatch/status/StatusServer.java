package io.stillwatch.status;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers {@code /metrics}, {@code /-/healthy}, {@code /-/ready} and the page at {@code /}. It
 * reads what others have finished and computes nothing. The suppliers are called on the server's
 * threads, several at a time.
 */
public final class StatusServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final String LONGEST_SECONDS = "10";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  /**
   * What the server shows.
   *
   * @param metrics a scrape in Prometheus' text format
   * @param health how the agent is now
   * @param rows the page's lines, in the order shown
   */
  public record Content(
      Supplier<String> metrics, Supplier<Health> health, Supplier<List<PageRow>> rows) {}

  /**
   * Starts to listen.
   *
   * @param settings where; port 0 takes a free one
   * @param content what to show
   * @throws UncheckedIOException if the port is taken or the address is not this machine's; the
   *     message says which and what to do
   */
  public StatusServer(HttpSettings settings, Content content) {
    server = bound(settings);
    threads = pool();
    server.setExecutor(threads);
    server.createContext("/", new StatusHandler(answers(content)));
    server.start();
  }

  private static HttpServer bound(HttpSettings settings) {
    // The JDK's server reads a request on one of our threads, by default for as long as it takes.
    for (String limit : List.of("maxReqTime", "maxRspTime")) {
      String property = "sun.net.httpserver." + limit;
      System.setProperty(property, System.getProperty(property, LONGEST_SECONDS));
    }
    InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
    if (address.isUnresolved()) {
      throw new UncheckedIOException(
          "http.address was "
              + settings.address()
              + ", which has no IP address; use 127.0.0.1 or an address of this machine",
          new IOException("unresolved address"));
    }
    try {
      return HttpServer.create(address, WAITING);
    } catch (BindException e) {
      throw new UncheckedIOException(
          "port "
              + settings.port()
              + " at "
              + settings.address()
              + " cannot be used ("
              + e.getMessage()
              + "); stop what listens there, or choose another http.port, or 0 for a free one",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static Map<String, Supplier<Answer>> answers(Content content) {
    byte[] style = style();
    return Map.of(
        "/",
        () -> Answer.page(StatusPage.html(content.health().get(), content.rows().get())),
        "/style.css",
        () -> new Answer(200, "text/css; charset=utf-8", style),
        "/metrics",
        () -> Answer.metrics(content.metrics().get()),
        "/-/healthy",
        () -> health(content, Health::live),
        "/-/ready",
        () -> health(content, Health::ready));
  }

  private static Answer health(Content content, Predicate<Health> good) {
    Health health = content.health().get();
    return Answer.health(good.test(health), health);
  }

  private static byte[] style() {
    try (InputStream file = StatusServer.class.getResourceAsStream("style.css")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
