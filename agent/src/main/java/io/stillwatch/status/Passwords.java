package io.stillwatch.status;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Lets in who knows a password. Checking one takes long by design, so those that were right are
 * remembered, and few are checked at a time: who guesses cannot keep the others out. Any thread.
 */
final class Passwords {
  private static final int MOST_REMEMBERED = 100;
  private static final int AT_ONCE = 2;
  private static final String SCHEME = "Basic ";

  private final Map<String, String> hashes;
  private final Set<String> remembered = new LinkedHashSet<>();
  private final Semaphore checks = new Semaphore(AT_ONCE);

  /**
   * All passwords there are.
   *
   * @param hashes bcrypt, by the user's name; empty where nobody is asked
   */
  Passwords(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
  }

  private record Login(String user, String password) {}

  /** What is answered to whoever may not read; empty for who may. */
  Optional<Answer> refusal(HttpExchange exchange) {
    if (hashes.isEmpty()) {
      return Optional.empty();
    }
    Optional<Login> login = login(exchange.getRequestHeaders().getFirst("Authorization"));
    if (login.isPresent() && isRemembered(login.get())) {
      return Optional.empty();
    }
    if (login.isPresent() && !checks.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      return Optional.of(Answer.plain(503, "Other passwords are being checked; try again."));
    }
    try {
      if (login.isPresent() && isRight(login.get())) {
        return Optional.empty();
      }
    } finally {
      if (login.isPresent()) {
        checks.release();
      }
    }
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Basic realm=\"Stillwatch\", charset=\"UTF-8\"");
    return Optional.of(Answer.plain(401, "A name and a password of http.web_config are needed."));
  }

  private static Optional<Login> login(String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] both = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String text = new String(both, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private boolean isRemembered(Login login) {
    String hash = hashes.get(login.user());
    if (hash == null) {
      return false;
    }
    synchronized (remembered) {
      return remembered.contains(digest(hash, login));
    }
  }

  /** A name that is not known takes as long as one that is. */
  private boolean isRight(Login login) {
    String hash = hashes.getOrDefault(login.user(), hashes.values().iterator().next());
    boolean right = verified(login.password(), hash) && hashes.containsKey(login.user());
    if (right) {
      synchronized (remembered) {
        if (remembered.size() == MOST_REMEMBERED) {
          remembered.remove(remembered.iterator().next());
        }
        remembered.add(digest(hash, login));
      }
    }
    return right;
  }

  private static boolean verified(String password, String hash) {
    try {
      return BCrypt.verifyer()
          .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8))
          .verified;
    } catch (IllegalArgumentException longerThanBcryptTakes) {
      return false;
    }
  }

  private static String digest(String hash, Login login) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String all = hash + '\0' + login.user() + '\0' + login.password();
      return HexFormat.of().formatHex(sha256.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
