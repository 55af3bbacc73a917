package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStreamsTest {
  private static final PageView VIEW = new PageView("r", "t/a>s/a", "class", "all");

  private final HttpClient client = HttpClient.newHttpClient();
  private final PageData data = new PageData("");
  private final StatusServer server =
      new StatusServer(
          new HttpSettings("127.0.0.1", 0),
          new StatusServer.Content(
              () -> "", () -> Health.waiting("No broker;\nsee to it."), List::of, data));
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  /** A client that says so much and reads nothing. */
  private Socket connected(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private BufferedReader stream(String header) throws IOException {
    Socket socket = connected("GET /api/events HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(header));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The first line of the stream that begins so. */
  private static String next(BufferedReader reader, String beginning) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended before " + beginning);
  }

  @Test
  void aStreamBeginsWithHealthOnOneLineAndTellsTheBrowserToAskForAll() throws IOException {
    BufferedReader stream = stream("");

    assertThat(stream.readLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(next(stream, "data: ")).isEqualTo("data: waiting No broker; see to it.");
    assertThat(next(stream, "event: ")).isEqualTo("event: resync");
  }

  @Test
  void whatIsPublishedArrives() throws IOException {
    BufferedReader stream = stream("");
    next(stream, "event: resync");
    data.measured(VIEW, 1, "{\"run\":\"<script>\"}");

    assertThat(next(stream, "event: ")).isEqualTo("event: measurement");
    assertThat(next(stream, "data: ")).isEqualTo("data: {\"run\":\"<script>\"}");
    data.happened("r", "{\"type\":\"note\"}");
    assertThat(next(stream, "event: ")).isEqualTo("event: event");
  }

  @Test
  void aBrowserThatComesBackMissesNothing() throws IOException {
    BufferedReader first = stream("");
    next(first, "event: resync");
    data.measured(VIEW, 1, "{\"n\":1}");
    String id = next(first, "id: ").substring("id: ".length());
    data.measured(VIEW, 2, "{\"n\":2}");
    BufferedReader second = stream("Last-Event-ID: " + id + "\r\n");

    next(second, "event: health");
    assertThat(next(second, "event: ")).isEqualTo("event: measurement");
    assertThat(next(second, "data: ")).isEqualTo("data: {\"n\":2}");
  }

  @Test
  void aNumberOfAnotherStartAsksForAll() throws IOException {
    for (String id : List.of("elsewhere-0", "0", "x-y", "-")) {
      BufferedReader stream = stream("Last-Event-ID: " + id + "\r\n");
      next(stream, "event: health");
      assertThat(next(stream, "event: ")).as(id).isEqualTo("event: resync");
    }
  }

  @Test
  void oneStreamTooManyIsRefusedWithASentenceAndThereIsRoomAgainLater() throws Exception {
    for (int i = 0; i < EventStreams.MOST_STREAMS; i++) {
      next(stream(""), "event: resync");
    }
    HttpResponse<String> refused = get("api/events");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("16", "close one");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");

    sockets.get(0).close();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              data.measured(VIEW, 1, "{}");
              return stream("").readLine().equals("HTTP/1.1 200 OK");
            });
  }

  @Test
  void clientsThatNeverReadOrNeverFinishTheirRequestDoNotHangTheServer() throws Exception {
    data.measured(VIEW, 1, "x".repeat(1 << 20));
    for (int i = 0; i < 12; i++) {
      connected("GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n");
      connected("GET /metrics HTT");
      connected("GET /api/runs HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20));
    }
    for (int i = 0; i < 100; i++) {
      data.measured(VIEW, i, "y".repeat(100_000));
      assertThat(get("-/healthy").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void headSaysWhatGetWouldBeAndOthersAreRefused() throws Exception {
    HttpResponse<String> head = send("HEAD");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(send("POST").statusCode()).isEqualTo(405);
    assertThat(send("POST").headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void aStreamIsGuardedAsEveryAnswer() throws IOException {
    BufferedReader stream = stream("");
    assertThat(next(stream, "Content-security-policy"))
        .endsWith("default-src 'self'; frame-ancestors 'none'");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method) throws IOException, InterruptedException {
    URI events = URI.create(server.url() + "api/events");
    return client.send(
        HttpRequest.newBuilder(events).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }
}
