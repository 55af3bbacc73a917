package io.stillwatch.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange: GET and HEAD of known paths, the same guards on every answer. */
final class StatusHandler implements HttpHandler {
  static final String EVENTS = "/api/events";

  private static final Logger LOG = LoggerFactory.getLogger(StatusHandler.class);

  private final Map<String, Route> routes;
  private final EventStreams streams;
  private final Passwords passwords;

  /** What is at one path. */
  interface Route {
    Answer answer(Query query);
  }

  /** Answers by path, and streams at {@value #EVENTS}, to who knows a password. */
  StatusHandler(Map<String, Route> routes, EventStreams streams, Passwords passwords) {
    this.routes = routes;
    this.streams = streams;
    this.passwords = passwords;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    guard(exchange.getResponseHeaders());
    Optional<Answer> refusal = passwords.refusal(exchange);
    if (refusal.isPresent()) {
      try (exchange) {
        send(exchange, refusal.get());
      }
      return;
    }
    boolean live = exchange.getRequestURI().getPath().equals(EVENTS);
    if (live && exchange.getRequestMethod().equals("GET") && streams.open(exchange)) {
      return;
    }
    try (exchange) {
      send(exchange, live ? noStream(exchange) : answer(exchange));
    }
  }

  private static boolean isRead(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  private static Answer refused(HttpExchange exchange) {
    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    return Answer.plain(405, "Only GET and HEAD are answered.");
  }

  private static Answer noStream(HttpExchange exchange) {
    if (!isRead(exchange)) {
      return refused(exchange);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      return new Answer(200, "text/event-stream", List.of());
    }
    exchange.getResponseHeaders().set("Retry-After", "30");
    return Answer.plain(
        503,
        "As many pages as may be are open live (%d); close one, or read /api/runs."
            .formatted(EventStreams.MOST_STREAMS));
  }

  private Answer answer(HttpExchange exchange) {
    if (!isRead(exchange)) {
      return refused(exchange);
    }
    Route known = routes.get(exchange.getRequestURI().getPath());
    if (known == null) {
      return Answer.plain(404, "Nothing is here. Try /, /metrics, /-/healthy or /-/ready.");
    }
    try {
      return known.answer(Query.of(exchange.getRequestURI().getRawQuery()));
    } catch (RuntimeException e) {
      LOG.error("{} could not be answered", exchange.getRequestURI().getPath(), e);
      return Answer.plain(500, "The agent failed to answer; its log says why.");
    }
  }

  private static void guard(Headers headers) {
    headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
      exchange.sendResponseHeaders(answer.code(), -1);
      return;
    }
    // The server takes 0 for a body of unknown length.
    exchange.sendResponseHeaders(answer.code(), answer.length() == 0 ? -1 : answer.length());
    for (byte[] part : answer.body()) {
      exchange.getResponseBody().write(part);
    }
  }
}
