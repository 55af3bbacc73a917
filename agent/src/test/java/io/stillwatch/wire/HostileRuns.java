package io.stillwatch.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Good records of runs whose names are odd. A name may be any text of 1 to 256 bytes. */
public final class HostileRuns {
  /** What somebody may call a run to deceive a reader, a parser or a browser. */
  public static final List<String> NAMES =
      List.of(
          "\"quoted\" \\ 'run'",
          "two\nlines\r\n",
          "NUL\0inside",
          "\u202Egnp.exe",
          "\u2066isolated\u2069\u200B\uFEFF",
          "\u2028\u2029",
          "../../etc/passwd",
          "<script>alert(1)</script>",
          "{run=\"x\"} 1\n# HELP",
          "${jndi:ldap://example.org/a} {} %n %s",
          " ",
          "\u001B[31mred",
          "\uD83D\uDE00".repeat(64));

  private HostileRuns() {}

  static List<HostileRecord> all() {
    return NAMES.stream().flatMap(HostileRuns::of).toList();
  }

  private static Stream<HostileRecord> of(String run) {
    String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(run)) + '"';
    String text = HostileFields.recordOf(quoted);
    return Stream.of(
        new HostileRecord(
            "json: the run " + quoted,
            run,
            Optional.empty(),
            text.getBytes(StandardCharsets.UTF_8),
            Optional.empty()),
        new HostileRecord(
            "cbor: the run " + quoted,
            run,
            Optional.empty(),
            HostileFields.cbor(text),
            Optional.empty()));
  }
}
