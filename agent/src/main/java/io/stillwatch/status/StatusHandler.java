package io.stillwatch.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange: GET and HEAD of known paths, the same guards on every answer. */
final class StatusHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StatusHandler.class);

  private final Map<String, Supplier<Answer>> answers;

  /** Answers by path. */
  StatusHandler(Map<String, Supplier<Answer>> answers) {
    this.answers = answers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.plain(405, "Only GET and HEAD are answered.");
    }
    Supplier<Answer> known = answers.get(exchange.getRequestURI().getPath());
    if (known == null) {
      return Answer.plain(404, "Nothing is here. Try /, /metrics, /-/healthy or /-/ready.");
    }
    try {
      return known.get();
    } catch (RuntimeException e) {
      LOG.error("{} could not be answered", exchange.getRequestURI().getPath(), e);
      return Answer.plain(500, "The agent failed to answer; its log says why.");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("Content-Security-Policy", "default-src 'self'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().length));
      exchange.sendResponseHeaders(answer.code(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.code(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }
}
