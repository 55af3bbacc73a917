package io.stillwatch.status;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may read, and how: what the web configuration file of Prometheus' exporters says.
 *
 * @param tls the certificate; empty for plain HTTP
 * @param users hashes of passwords by name; empty where everybody may read
 */
public record WebConfig(Optional<Tls> tls, Map<String, String> users) {
  /** Plain HTTP, for everybody. */
  public static final WebConfig NONE = new WebConfig(Optional.empty(), Map.of());

  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  /**
   * Where the certificate is.
   *
   * @param certificate PEM, the server's own first, then those up to the root
   * @param key PEM, PKCS #8
   * @param minVersion the oldest TLS that is spoken: {@code TLS12} or {@code TLS13}
   */
  public record Tls(Path certificate, Path key, String minVersion) {}

  /**
   * What is wrong, all of it; the files are looked at.
   *
   * @return one sentence a problem, beginning with the field's name; empty if all is well
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    users.forEach(
        (name, hash) -> {
          if (name.isEmpty() || name.contains(":")) {
            problems.add(
                "basic_auth_users: a name was '" + name + "'; must not be empty or have :");
          }
          if (!HASH.matcher(hash).matches()) {
            problems.add(
                "basic_auth_users.%s was no bcrypt hash; must be what 'htpasswd -nB %s' prints after the colon"
                    .formatted(name, name));
          }
        });
    tls.ifPresent(where -> problems.addAll(new Certificate(where).problems()));
    return problems;
  }

  /** Hashes are not for logs. */
  @Override
  public String toString() {
    return "WebConfig[tls=%s, users=%s]".formatted(tls, users.keySet());
  }
}
