package io.stillwatch.status;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The server's certificate and key, from files in PEM.
 *
 * @param tls where they are
 */
record Certificate(WebConfig.Tls tls) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  /** What cannot be used. */
  List<String> problems() {
    if (!tls.minVersion().equals("TLS12") && !tls.minVersion().equals("TLS13")) {
      return List.of(
          "tls_server_config.min_version was %s; must be TLS12 or TLS13"
              .formatted(tls.minVersion()));
    }
    try {
      context();
      return List.of();
    } catch (IOException | GeneralSecurityException e) {
      return List.of(
          "tls_server_config: %s with %s cannot be used: %s"
              .formatted(tls.certificate(), tls.key(), e.getMessage()));
    }
  }

  /**
   * What an HTTPS server speaks.
   *
   * @throws IOException if a file cannot be read or is no PEM
   * @throws GeneralSecurityException if certificate and key cannot be used
   */
  HttpsConfigurator configurator() throws IOException, GeneralSecurityException {
    String[] protocols =
        tls.minVersion().equals("TLS13")
            ? new String[] {"TLSv1.3"}
            : new String[] {"TLSv1.3", "TLSv1.2"};
    return new HttpsConfigurator(context()) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters ours = getSSLContext().getDefaultSSLParameters();
        ours.setProtocols(protocols);
        parameters.setSSLParameters(ours);
      }
    };
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    X509Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes(tls.certificate())))
            .toArray(X509Certificate[]::new);
    if (chain.length == 0) {
      throw new IOException(tls.certificate() + " holds no certificate");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry("server", key(chain[0].getPublicKey().getAlgorithm()), none, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private PrivateKey key(String algorithm) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(new String(bytes(tls.key()), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          tls.key() + " holds no BEGIN PRIVATE KEY; convert it by: openssl pkcs8 -topk8 -nocrypt");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      throw new IOException(tls.key() + " is not PEM", e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read");
    }
    return Files.readAllBytes(file);
  }
}
