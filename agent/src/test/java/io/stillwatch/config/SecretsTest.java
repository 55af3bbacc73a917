package io.stillwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets come from the environment or a file, and never show. */
final class SecretsTest {
  private static final String CANARY = "canary-$1\\-of-the-test";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\\\"a\\\""
          + " password=\\\"%s\\\";";

  @TempDir private Path folder;

  private AgentSettings read(String yaml) throws IOException, SettingsException {
    Path file = Files.writeString(folder.resolve("agent.yaml"), yaml);
    return SettingsReader.read(Optional.of(file), Map.of("KAFKA_PASSWORD", CANARY));
  }

  private static String client(String name, String value) {
    return "kafka:\n  client:\n    %s: \"%s\"\n".formatted(name, value);
  }

  @Test
  void aReferenceInATextBecomesTheVariable() throws Exception {
    Map<String, String> client =
        read(client("sasl.jaas.config", LOGIN.formatted("${env:KAFKA_PASSWORD}"))).kafka().client();
    assertThat(client.get("sasl.jaas.config")).endsWith("password=\"" + CANARY + "\";");
  }

  @Test
  void aReferenceBecomesWhatTheFileHoldsWithoutItsLastLineBreak() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "line\n" + CANARY + "\n");
    Map<String, String> client =
        read(client("ssl.key.password", "${file:" + secret + "}")).kafka().client();
    assertThat(client).containsEntry("ssl.key.password", "line\n" + CANARY);
  }

  @Test
  void aSecretIsNotLookedThroughForReferences() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "${env:KAFKA_PASSWORD}");
    Map<String, String> client =
        read(client("ssl.key.password", "${file:" + secret + "}")).kafka().client();
    assertThat(client).containsEntry("ssl.key.password", "${env:KAFKA_PASSWORD}");
  }

  @Test
  void whatIsMissingIsSaidByItsName() {
    assertThatThrownBy(() -> read(client("ssl.key.password", "${env:NONE}${file:/no/where}")))
        .hasMessageContaining("kafka.client.ssl.key.password names the variable 'NONE', which is")
        .hasMessageContaining("names the file /no/where, which cannot be read");
  }

  @Test
  void kafkasOwnProvidersAreLeftToKafka() throws Exception {
    String own =
        client("ssl.key.password", "${env:KAFKA_HOME_OF_NOBODY}")
            + "    config.providers: env\n"
            + "    config.providers.env.class:"
            + " org.apache.kafka.common.config.provider.EnvVarConfigProvider\n";
    assertThat(read(own).kafka().client())
        .containsEntry("ssl.key.password", "${env:KAFKA_HOME_OF_NOBODY}");
  }

  @Test
  void settingsAsATextHoldNoSecret() throws Exception {
    assertThat(read(client("ssl.key.password", "${env:KAFKA_PASSWORD}")).toString())
        .contains("ssl.key.password")
        .doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: canary",
        "kafka: [canary]",
        "kafka: {client: canary}",
        "kafka: {client: [canary]}",
        "kafka: {client: {sasl.jaas.config: [canary]}}",
        "kafka: {sasl.jaas.config: canary}",
        "kafka: {topic: {password: canary}}",
        "client: {ssl.key.password: canary}",
        "kafka: {client: {ssl.key.password: 'canary, ssl.key.password: canary}}",
        "kafka: {client: {ssl.key.password: canary, ssl.key.password: canary}}",
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}, topic: '?'}",
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN,"
            + " sasl.jaas.config: 'canary'}}",
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN,"
            + " sasl.jaas.config: 'some.Module required password=top canary;'}}",
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN,"
            + " sasl.jaas.config: 'some.Module canary password=\"canary\";'}}",
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN,"
            + " sasl.jaas.config: 'canary required password=\"canary\";'}}",
        "kafka: {client: {security.protocol: SSL, ssl.keystore.type: PEM,"
            + " ssl.keystore.key: canary, ssl.keystore.certificate.chain: canary}}",
        "kafka: {client: {security.protocol: SSL, ssl.keystore.location: pom.xml,"
            + " ssl.keystore.password: canary}}",
        "kafka: {client: {ssl.key.password: canary, fetch.min.bytes: many}}"
      })
  void noMistakeShowsASecret(String yaml) {
    SettingsException refused = catchThrowableOfType(SettingsException.class, () -> read(yaml));
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).isNotEmpty().noneMatch(said -> said.contains("canary"));
  }

  @Test
  void whatKafkasClientDoesNotTakeIsAProblemOfTheSettings() {
    assertThatThrownBy(() -> read("kafka: {client: {security.protocol: SSSL}}"))
        .hasMessageContaining("kafka.client cannot be used: ")
        .hasMessageContaining("security.protocol");
    assertThatThrownBy(
            () ->
                read(
                    "kafka: {client: {security.protocol: SSL, ssl.truststore.type: PEM,"
                        + " ssl.truststore.location: /no/where}}"))
        .hasMessageContaining("kafka.client cannot be used: ")
        .hasMessageContaining("/no/where");
  }
}
