package io.stillwatch.demo.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with a listener for SASL_SSL: SCRAM over TLS, with a certificate made on the spot, and
 * an authorizer that lets nobody do anything but the user {@value #ADMIN}. Who comes by {@link
 * #openServers} without a name may do everything, for tests to look from outside.
 */
public final class SecuredBroker implements AutoCloseable {
  public static final String ADMIN = "admin";
  public static final String ADMIN_PASSWORD = "admin-of-the-test";

  private static final String STORE_PASSWORD = "store-of-the-test";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private final EmbeddedBroker broker;
  private final Path certificate;

  private SecuredBroker(EmbeddedBroker broker, Path certificate) {
    this.broker = broker;
    this.certificate = certificate;
  }

  /** Starts a broker; its certificate is written to the folder. */
  public static SecuredBroker start(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    keytool("-genkeypair -alias broker -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1", store);
    keytool("-exportcert -rfc -alias broker -file " + certificate, store);
    ClientListener listener =
        new ClientListener(
            "SASL_SSL",
            Map.of(
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.keystore.type",
                "PKCS12",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "scram-sha-512.sasl.jaas.config",
                SCRAM + " required;"),
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS;User:" + ADMIN),
            List.of("SCRAM-SHA-512=[name=%s,password=%s]".formatted(ADMIN, ADMIN_PASSWORD)));
    return new SecuredBroker(EmbeddedBroker.start(0, Optional.of(listener)), certificate);
  }

  private static void keytool(String words, Path store) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    Path said = store.resolveSibling("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(said));
    }
  }

  /** Where a client must be known. */
  public String servers() {
    return broker.clientServers();
  }

  /** Where anybody is let in. */
  public String openServers() {
    return broker.bootstrapServers();
  }

  /** Gives a user a password, another one where there was one. */
  public void user(String name, String password) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", openServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096),
                      password)))
          .all()
          .get();
    }
  }

  /** What a client sets to be let in. */
  public Map<String, String> client(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";".formatted(SCRAM, user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.toString());
  }

  @Override
  public void close() {
    broker.close();
  }
}
