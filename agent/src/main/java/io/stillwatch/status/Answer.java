package io.stillwatch.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes back over HTTP.
 *
 * @param code the status code
 * @param contentType the content type
 * @param body the bytes, in parts that may be shared with others
 */
record Answer(int code, String contentType, List<byte[]> body) {
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

  static Answer json(List<byte[]> parts) {
    return new Answer(200, "application/json", parts);
  }

  /** The parts of a JSON array of what is JSON already. */
  static List<byte[]> array(List<byte[]> values) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(utf8("["));
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        parts.add(utf8(",\n"));
      }
      parts.add(values.get(i));
    }
    parts.add(utf8("]"));
    return parts;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  long length() {
    return body.stream().mapToLong(part -> part.length).sum();
  }

  private static Answer text(int code, String contentType, String text) {
    return new Answer(code, contentType, List.of(utf8(text)));
  }
}
