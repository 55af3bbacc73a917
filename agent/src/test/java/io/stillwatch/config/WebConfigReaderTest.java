package io.stillwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stillwatch.status.WebConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebConfigReaderTest {
  private static final String HASH = "$2y$10$" + "a".repeat(53);

  @TempDir private Path folder;

  private Map<String, String> file(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("web.yml"), yaml);
    return Map.of("STILLWATCH_HTTP_WEB_CONFIG", file.toString());
  }

  private List<String> problems(String yaml) throws IOException {
    Map<String, String> environment = file(yaml);
    SettingsException wrong =
        catchThrowableOfType(
            SettingsException.class, () -> SettingsReader.read(Optional.empty(), environment));
    return wrong.problems();
  }

  @Test
  void usersAreTakenFromTheFile() throws Exception {
    AgentSettings settings =
        SettingsReader.read(
            Optional.empty(), file("basic_auth_users:\n  ann: %s\n".formatted(HASH)));

    assertThat(settings.http().web())
        .isEqualTo(new WebConfig(Optional.empty(), Map.of("ann", HASH)));
  }

  @Test
  void anEmptyFileAsksNobody() throws Exception {
    assertThat(SettingsReader.read(Optional.empty(), file("")).http().web())
        .isEqualTo(WebConfig.NONE);
  }

  @Test
  void pathsAreFromTheFilesOwnFolder() throws Exception {
    assertThat(problems("tls_server_config: {cert_file: a/server.crt, key_file: server.key}"))
        .singleElement()
        .asString()
        .startsWith("http.web_config: tls_server_config: " + folder.resolve("a/server.crt"))
        .contains("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic_auth_users: [ann] | basic_auth_users was a list; must be a map",
        "basic_auth_users: ann | basic_auth_users was a text; must be a map",
        "basic_auth_users: | basic_auth_users was nothing; must be a map",
        "tls_server_config: server.crt | tls_server_config was a text; must be a map",
        "tls_server_config: {} | tls_server_config must have cert_file and key_file",
        "tls_server_config: {cert_file: a} | tls_server_config must have cert_file and key_file",
        "basic_auth_user: {} | basic_auth_user is not known here",
        "basic_auth_users: {ann: secret} | basic_auth_users.ann was no bcrypt hash",
        "basic_auth_users: {ann: [x]} | basic_auth_users.ann was no bcrypt hash",
        "- x | held no sections",
        "a: b: c | is not YAML"
      })
  void whatWouldKeepNobodyOutIsRefused(String yaml, String problem) throws IOException {
    assertThat(problems(yaml)).first().asString().startsWith("http.web_config: ").contains(problem);
  }

  @Test
  void fieldsThatWouldBePassedOverAreRefused() throws IOException {
    assertThat(problems("tls_server_config: {client_ca_file: ca, client_auth_type: Require}"))
        .contains(
            "http.web_config: tls_server_config.client_ca_file is not known here;"
                + " there are cert_file, key_file, min_version");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    SettingsException wrong =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                SettingsReader.read(
                    Optional.empty(), Map.of("STILLWATCH_HTTP_WEB_CONFIG", "nowhere.yml")));
    assertThat(wrong.problems())
        .containsExactly("http.web_config: nowhere.yml is not there; give the path of a YAML file");
  }
}
