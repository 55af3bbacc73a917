package io.stillwatch.status;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind the question mark of an address.
 *
 * @param values by name; of names that come twice the last
 */
record Query(Map<String, String> values) {
  /** Reads it; what cannot be decoded stays as it is. */
  static Query of(String raw) {
    Map<String, String> values = new HashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  /** The view that is asked for, if all of its four names are there. */
  Optional<PageView> view() {
    boolean whole =
        values.containsKey("run")
            && values.containsKey("pair")
            && values.containsKey("task")
            && values.containsKey("slice");
    return whole
        ? Optional.of(
            new PageView(
                values.get("run"), values.get("pair"), values.get("task"), values.get("slice")))
        : Optional.empty();
  }
}
