package io.stillwatch.config;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.kafka.KafkaSettings;
import io.stillwatch.measure.ReferenceSettings;
import io.stillwatch.measure.VerdictSettings;
import io.stillwatch.metrics.MetricLimits;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.status.HttpSettings;
import io.stillwatch.table.Seeds;
import io.stillwatch.window.WindowSettings;
import java.util.HexFormat;

/**
 * Everything that can be set, by room. Names and defaults are in {@code docs/configuration.md}.
 *
 * @param kafka which topic to read
 * @param http where to listen
 * @param path how rows become windows, and vectors codes
 * @param reference the P(y) at which windows are measured
 * @param control where saved controls are
 * @param verdict what verdicts rest on
 * @param metrics how much a scrape may hold
 */
public record AgentSettings(
    KafkaSettings kafka,
    HttpSettings http,
    PathSettings path,
    ReferenceSettings reference,
    ControlSettings control,
    VerdictSettings verdict,
    MetricLimits metrics) {
  /** The defaults. */
  public static final AgentSettings DEFAULT =
      new AgentSettings(
          KafkaSettings.DEFAULT,
          new HttpSettings(),
          new PathSettings(WindowSettings.DEFAULT, new CodebookSettings()),
          ReferenceSettings.DEFAULT,
          ControlSettings.DEFAULT,
          VerdictSettings.DEFAULT,
          new MetricLimits());

  /**
   * The same with another topic to read.
   *
   * @param other which
   * @return new settings
   */
  public AgentSettings withKafka(KafkaSettings other) {
    return new AgentSettings(other, http, path, reference, control, verdict, metrics);
  }

  /**
   * The same, listening elsewhere.
   *
   * @param other where
   * @return new settings
   */
  public AgentSettings withHttp(HttpSettings other) {
    return new AgentSettings(kafka, other, path, reference, control, verdict, metrics);
  }

  /**
   * The same, showing more or less.
   *
   * @param other how much
   * @return new settings
   */
  public AgentSettings withMetrics(MetricLimits other) {
    return new AgentSettings(kafka, http, path, reference, control, verdict, other);
  }

  /**
   * Identifies what decides a run's numbers: an agent of other settings cannot go on with it.
   *
   * @return hexadecimal digits
   */
  public String fingerprint() {
    return HexFormat.of()
        .toHexDigits(
            Seeds.of(
                path.join().toString(),
                path.window().toString(),
                path.codebook().fingerprint(),
                path.pairs().toString(),
                path.labels().toString(),
                reference.toString(),
                verdict.toString()));
  }
}
