package io.stillwatch.status;

import java.nio.charset.StandardCharsets;

/**
 * What goes back over HTTP.
 *
 * @param code the status code
 * @param contentType the content type
 * @param body the bytes
 */
record Answer(int code, String contentType, byte[] body) {
  private static final String PLAIN = "text/plain; charset=utf-8";

  static Answer page(String html) {
    return text(200, "text/html; charset=utf-8", html);
  }

  static Answer metrics(String scrape) {
    return text(200, "text/plain; version=0.0.4; charset=utf-8", scrape);
  }

  static Answer health(boolean good, Health health) {
    return plain(good ? 200 : 503, health.sentence());
  }

  static Answer plain(int code, String sentence) {
    return text(code, PLAIN, sentence + "\n");
  }

  private static Answer text(int code, String contentType, String text) {
    return new Answer(code, contentType, text.getBytes(StandardCharsets.UTF_8));
  }
}
