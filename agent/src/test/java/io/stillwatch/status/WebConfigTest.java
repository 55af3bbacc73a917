package io.stillwatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class WebConfigTest {
  /** From the test vectors of crypt_blowfish: the password is U*U. */
  private static final String HASH = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private static final String PASSWORD = "U*U";

  @TempDir private Path folder;

  private static StatusServer server(WebConfig web) {
    return new StatusServer(
        new HttpSettings("127.0.0.1", 0, web),
        new StatusServer.Content(() -> "up 1\n", Health::good, List::of, new PageData("")));
  }

  private static WebConfig user(String hash) {
    return new WebConfig(Optional.empty(), Map.of("ann", hash));
  }

  private static HttpRequest.Builder request(StatusServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(60));
  }

  private static HttpRequest as(StatusServer server, String path, String login) {
    String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return request(server, path).header("Authorization", "Basic " + encoded).build();
  }

  private static int code(HttpRequest request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$05$", "$2b$05$", "$2y$05$"})
  void whoKnowsThePasswordIsLetIn(String version) throws Exception {
    try (StatusServer server = server(user(version + HASH))) {
      assertThat(code(as(server, "metrics", "ann:" + PASSWORD))).isEqualTo(200);
      assertThat(code(as(server, "-/ready", "ann:" + PASSWORD))).isEqualTo(200);
      assertThat(code(as(server, "", "ann:" + PASSWORD))).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann:u*u", "ann:", "bob:U*U", ":U*U", "ann", ":", "ann:U*U:", "ANN:U*U"})
  void whoDoesNotIsNot(String login) throws Exception {
    try (StatusServer server = server(user("$2a$05$" + HASH))) {
      for (String path : List.of("", "metrics", "-/healthy", "app.js", "api/events", "nowhere")) {
        assertThat(code(as(server, path, login))).as(path).isEqualTo(401);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer YW5uOlUqVQ==", "YW5uOlUqVQ=="})
  void aHeaderThatIsNoLoginIsRefusedAndSaysWhatIsWanted(String header) throws Exception {
    try (StatusServer server = server(user("$2a$05$" + HASH))) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  request(server, "metrics").header("Authorization", header).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @Test
  void aPasswordThatIsLongerThanBcryptTakesIsWrong() throws Exception {
    try (StatusServer server = server(user("$2a$05$" + HASH))) {
      assertThat(code(as(server, "metrics", "ann:" + "x".repeat(200)))).isEqualTo(401);
    }
  }

  /** A hash that takes seconds to check, and one password that was right before. */
  @Test
  void whoGuessesDoesNotKeepOutWhoKnows() throws Exception {
    String slow = BCrypt.withDefaults().hashToString(12, PASSWORD.toCharArray());
    try (StatusServer server = server(user(slow))) {
      assertThat(code(as(server, "metrics", "ann:" + PASSWORD))).isEqualTo(200);
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        guesses.add(
            client.sendAsync(as(server, "metrics", "ann:guess" + i), BodyHandlers.ofString()));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(code(as(server, "metrics", "ann:" + PASSWORD))).isEqualTo(200);
      }
      for (CompletableFuture<HttpResponse<String>> guess : guesses) {
        assertThat(guess.get(60, TimeUnit.SECONDS).statusCode()).isIn(401, 503);
      }
    }
  }

  @Test
  void hashesAndNamesAreLookedAtBeforeTheStart() {
    assertThat(user("$2a$05$" + HASH).problems()).isEmpty();
    assertThat(user("plain-secret").problems())
        .singleElement()
        .asString()
        .contains("basic_auth_users.ann was no bcrypt hash", "htpasswd -nB ann")
        .doesNotContain("plain-secret");
    assertThat(new WebConfig(Optional.empty(), Map.of("a:b", "$2a$05$" + HASH)).problems())
        .singleElement()
        .asString()
        .contains("a name was 'a:b'");
    assertThat(user("$2a$05$" + HASH)).asString().doesNotContain("CCCC");
  }

  @Test
  void aPortThatIsOpenToOthersWithoutAPasswordIsWarnedOf() {
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Listening.class);
    heard.start();
    log.addAppender(heard);
    try {
      WebConfig passwords = user("$2a$05$" + HASH);
      for (HttpSettings settings :
          List.of(
              new HttpSettings("127.0.0.1", 0),
              new HttpSettings("127.0.0.1", 0, passwords),
              new HttpSettings("0.0.0.0", 0),
              new HttpSettings("0.0.0.0", 0, passwords))) {
        Listening.at(settings, 1).stop(0);
      }
    } finally {
      log.detachAppender(heard);
    }
    assertThat(heard.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            open -> assertThat(open).contains("nobody is asked for a password"),
            clear -> assertThat(clear).contains("cross the network in the clear"));
  }

  /** A certificate of this machine in PEM, its own root. */
  private WebConfig.Tls certificate(String algorithm, String minVersion) throws Exception {
    Path store = folder.resolve("store-" + algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                (System.getProperty("java.home")
                        + "/bin/keytool -genkeypair -alias a -dname CN=localhost -validity 2"
                        + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass secret"
                        + " -keyalg "
                        + algorithm
                        + " -keystore "
                        + store)
                    .split(" "))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = keys(store);
    return new WebConfig.Tls(
        pem("CERTIFICATE", keys.getCertificate("a").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("a", "secret".toCharArray()).getEncoded()),
        minVersion);
  }

  private static KeyStore keys(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, "secret".toCharArray());
    }
    return keys;
  }

  private Path pem(String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        folder.resolve(kind + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
  }

  private HttpClient trusting(String algorithm, String... protocols) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "a", keys(folder.resolve("store-" + algorithm + ".p12")).getCertificate("a"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(protocols);
    return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
  }

  @ParameterizedTest
  @CsvSource({"RSA, TLSv1.2", "EC, TLSv1.3"})
  void theCertificateIsThatOfTheFiles(String algorithm, String protocol) throws Exception {
    WebConfig web = new WebConfig(Optional.of(certificate(algorithm, "TLS12")), Map.of());
    assertThat(web.problems()).isEmpty();
    try (StatusServer server = server(web)) {
      assertThat(server.url()).startsWith("https://127.0.0.1:");
      HttpResponse<String> answer =
          trusting(algorithm, protocol)
              .send(request(server, "metrics").build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("up 1\n");
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
    }
  }

  @Test
  void anOlderTlsThanIsWantedIsNotSpoken() throws Exception {
    try (StatusServer server =
        server(new WebConfig(Optional.of(certificate("EC", "TLS13")), Map.of()))) {
      HttpClient old = trusting("EC", "TLSv1.2");
      assertThat(
              CompletableFuture.supplyAsync(() -> failure(old, server)).get(60, TimeUnit.SECONDS))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static Throwable failure(HttpClient client, StatusServer server) {
    try {
      client.send(request(server, "metrics").build(), BodyHandlers.ofString());
      return null;
    } catch (IOException | InterruptedException e) {
      return e;
    }
  }

  @Test
  void handshakesThatAreNeverFinishedDoNotHangTheServer() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (StatusServer server =
        server(new WebConfig(Optional.of(certificate("EC", "TLS12")), Map.of()))) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.getOutputStream().write(i % 2 == 0 ? 22 : 'G');
      }
      HttpClient client = trusting("EC", "TLSv1.3");
      for (int i = 0; i < 10; i++) {
        HttpRequest health = request(server, "-/healthy").build();
        assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void whatCannotBeUsedIsSaidBeforeTheStart() throws Exception {
    WebConfig.Tls good = certificate("EC", "TLS12");
    Path rsaKey = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----");
    Path broken =
        Files.writeString(
            folder.resolve("broken.key"),
            "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----");
    Path empty = Files.writeString(folder.resolve("empty.crt"), "");
    Map<WebConfig.Tls, String> wrong =
        Map.of(
            new WebConfig.Tls(good.certificate(), good.key(), "TLS10"), "must be TLS12 or TLS13",
            new WebConfig.Tls(folder.resolve("none"), good.key(), "TLS12"), "none cannot be read",
            new WebConfig.Tls(good.certificate(), rsaKey, "TLS12"), "openssl pkcs8 -topk8",
            new WebConfig.Tls(good.certificate(), broken, "TLS12"), "broken.key cannot be used",
            new WebConfig.Tls(empty, good.key(), "TLS12"), "holds no certificate");
    Set<String> said =
        wrong.keySet().stream()
            .map(tls -> new WebConfig(Optional.of(tls), Map.of()).problems())
            .map(problems -> problems.isEmpty() ? "" : problems.get(0))
            .collect(Collectors.toSet());
    assertThat(said).hasSize(wrong.size());
    wrong.forEach(
        (tls, problem) ->
            assertThat(new WebConfig(Optional.of(tls), Map.of()).problems())
                .singleElement()
                .asString()
                .contains(problem));
  }
}
