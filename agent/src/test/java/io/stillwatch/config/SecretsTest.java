package io.stillwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
    return SettingsReader.read(Optional.of(file), Map.of("KAFKA_PASSWORD", CANARY, "NOTHING", ""));
  }

  private static String client(String name, String value) {
    return "kafka:\n  client:\n    %s: \"%s\"\n".formatted(name, value);
  }

  private String held(String secret) throws IOException {
    return "${file:" + Files.writeString(folder.resolve("secret"), secret) + "}";
  }

  private String read(String name, String value) throws Exception {
    return read(client(name, value)).kafka().client().get(name);
  }

  @Test
  void aReferenceBecomesTheVariable() throws Exception {
    assertThat(read("ssl.key.password", "${env:KAFKA_PASSWORD}")).isEqualTo(CANARY);
  }

  @Test
  void aReferenceBecomesWhatTheFileHoldsWithoutItsLastLineBreak() throws Exception {
    assertThat(read("ssl.key.password", held("line\n" + CANARY + "\n")))
        .isEqualTo("line\n" + CANARY);
  }

  @Test
  void aSecretIsNotLookedThroughForReferences() throws Exception {
    assertThat(read("ssl.key.password", held("${env:KAFKA_PASSWORD}")))
        .isEqualTo("${env:KAFKA_PASSWORD}");
  }

  /** As Kafka's client reads the login, which knows escapes between quotes. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "with \"quotes\"", "back\\slash\\n", "; $1 = {}", "'", "é/*"})
  void theLoginHasThePasswordWhateverItIsMadeOf(String password) throws Exception {
    String login = read("sasl.jaas.config", LOGIN.formatted(held(password + "\n")));
    JaasContext understood =
        JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(login)));
    assertThat(understood.configurationEntries().get(0).getOptions())
        .hasSize(2)
        .extractingByKey("password")
        .isEqualTo(password);
  }

  @Test
  void aLoginThatLiesInAFileAsAWholeIsTakenAsItIs() throws Exception {
    String login = LOGIN.replace("\\", "").formatted("top");
    assertThat(read("sasl.jaas.config", held(login))).isEqualTo(login);
  }

  @Test
  void whatIsMissingIsSaidByItsName() throws Exception {
    String empty = held("\n");
    assertThatThrownBy(
            () ->
                read(
                    client(
                        "ssl.key.password", "${env:NONE}${env:NOTHING}${file:/no/where}" + empty)))
        .hasMessageContaining(
            "kafka.client.ssl.key.password names the variable 'NONE', which is not set or empty")
        .hasMessageContaining("names the variable 'NOTHING', which is not set or empty")
        .hasMessageContaining("names the file '/no/where', which cannot be read")
        .hasMessageContaining("secret', which is empty");
  }

  @Test
  void aFileThatIsNoSecretByItsSizeIsRefused() throws Exception {
    String large = held("x".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> read(client("ssl.key.password", large)))
        .hasMessageContaining("which is larger than 1 MiB");
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
    assertThatThrownBy(() -> read(own.replace("${env:KAFKA_HOME_OF_NOBODY}", "canary")))
        .hasMessageContaining("kafka.client.ssl.key.password holds a secret in plain text");
  }

  /** Certificates are no secrets, though Kafka hides them too. */
  static List<String> whatKafkaHides() {
    return ConsumerConfig.configDef().configKeys().values().stream()
        .filter(key -> key.type() == ConfigDef.Type.PASSWORD)
        .map(key -> key.name)
        .filter(name -> !name.contains("certificate") && !name.equals("sasl.jaas.config"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("whatKafkaHides")
  @ValueSource(strings = {"my.vault.password", "some.Secret"})
  void aSecretInPlainTextIsRefusedAndTheWayOutSaid(String name) {
    for (String plain : List.of("canary", "${env:KAFKA_PASSWORD}canary", "${vault:canary}")) {
      SettingsException refused =
          catchThrowableOfType(SettingsException.class, () -> read(client(name, plain)));
      assertThat(refused).as(plain).isNotNull();
      assertThat(refused.problems())
          .contains(
              "kafka.client.%s holds a secret in plain text; must name it: ${env:NAME} or ${file:/path}"
                  .formatted(name))
          .noneMatch(said -> said.contains("canary"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "some.Module required password=\\\"canary\\\";",
        "some.Module required username=\\\"${env:KAFKA_PASSWORD}\\\" password=\\\"canary\\\";",
        "some.Module required password = 'canary';",
        "some.Module required password=canary;",
        "some.Module required clientSecret=\\\"canary\\\";",
        "some.Module required password=\\\"canary${env:KAFKA_PASSWORD}\\\";"
      })
  void aSecretInThePlainTextOfALoginIsRefusedAndTheWayOutSaid(String login) {
    SettingsException refused =
        catchThrowableOfType(
            SettingsException.class, () -> read(client("sasl.jaas.config", login)));
    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .contains(
            "kafka.client.sasl.jaas.config holds a secret in plain text; must name it, as in"
                + " password=\"${env:NAME}\" or password=\"${file:/path}\"")
        .noneMatch(said -> said.contains("canary"));
  }

  @Test
  void whatWasLeftOutIsSaidToBe() {
    assertThatThrownBy(() -> read("kafka: {client: {ssl.key.password: null}}"))
        .hasMessageContaining("kafka.client.ssl.key.password must be a text")
        .hasMessageNotContaining("plain");
  }

  @Test
  void aLoginWithoutASecretMayBeWritten() throws Exception {
    String ticket =
        "com.sun.security.auth.module.Krb5LoginModule required useFirstPass=true"
            + " keyTab=\\\"/etc/agent.keytab\\\" principal=\\\"agent\\\";";
    assertThat(read("sasl.jaas.config", ticket)).contains("useFirstPass=true");
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
        "kafka: {client: {ssl.key.password: *canary}}",
        "kafka: {client: {ssl.key.password: !canary x}}",
        "kafka: {client: {ssl.key.password: !<canary}}",
        "kafka: {client: {ssl.key.password: %canary}}",
        "kafka: {client: {ssl.key.password: @canary}}",
        "kafka: {client: {ssl.key.password: \"\\canary\"}}",
        "kafka: {client: {ssl.key.password: canary: x}}",
        "kafka: {client: {ssl.key.password: canary",
        "kafka: {client: {canary}",
        "kafka: {client: {? [canary] : x}}",
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
        "kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: OAUTHBEARER,"
            + " sasl.jaas.config: 'some.Module canary password=\"canary\";'}}",
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
  void aLoginThatIsNotUnderstoodIsToldWhatItMustBeLike() {
    assertThatThrownBy(
            () -> read("kafka: {client: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}}"))
        .hasMessageContaining(
            "kafka.client cannot be used: sasl.jaas.config was not understood; must be like: ");
  }

  @Test
  void whatKafkasClientTakesIsNoProblem() throws Exception {
    assertThat(read("kafka: {client: {group.protocol: consumer, group.remote.assignor: uniform}}"))
        .isNotNull();
  }

  @Test
  void whatKafkasClientDoesNotTakeIsAProblemOfTheSettings() {
    assertThatThrownBy(() -> read("kafka: {client: {security.protocol: SSSL}}"))
        .hasMessageContaining(
            "kafka.client cannot be used: Invalid value SSSL for configuration security.protocol");
    assertThatThrownBy(
            () ->
                read(
                    "kafka: {client: {security.protocol: SSL, ssl.truststore.type: PEM,"
                        + " ssl.truststore.location: /no/where}}"))
        .hasMessageContaining(
            "kafka.client cannot be used: Failed to load PEM SSL keystore /no/where: Unable to read"
                + " file /no/where");
  }
}
