package io.stillwatch.status;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port that is listened on: by TLS where a certificate is set, and with limits of time. */
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
  private static final String LONGEST_REQUEST_SECONDS = "10";
  private static final String LONGEST_ANSWER_SECONDS = "30";

  private Listening() {}

  /**
   * Takes the port; nothing is answered yet.
   *
   * @throws UncheckedIOException if the port is taken or the address is not this machine's; the
   *     message says which and what to do
   */
  static HttpServer at(HttpSettings settings, int waiting) {
    // The JDK's server reads and answers on our threads, by default for as long as it takes.
    limit("sun.net.httpserver.maxReqTime", LONGEST_REQUEST_SECONDS);
    limit("sun.net.httpserver.maxRspTime", LONGEST_ANSWER_SECONDS);
    InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
    if (address.isUnresolved()) {
      throw new UncheckedIOException(
          "http.address was "
              + settings.address()
              + ", which has no IP address; use 127.0.0.1 or an address of this machine",
          new IOException("unresolved address"));
    }
    try {
      HttpServer server = created(address, settings.web(), waiting);
      warn(server.getAddress(), settings.web());
      return server;
    } catch (BindException e) {
      throw new UncheckedIOException(
          "port "
              + settings.port()
              + " at "
              + settings.address()
              + " cannot be used ("
              + e.getMessage()
              + "); stop what listens there, or choose another http.port, or 0 for a free one",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer created(InetSocketAddress address, WebConfig web, int waiting)
      throws IOException {
    if (web.tls().isEmpty()) {
      return HttpServer.create(address, waiting);
    }
    HttpsServer server = HttpsServer.create(address, waiting);
    try {
      server.setHttpsConfigurator(new Certificate(web.tls().get()).configurator());
      return server;
    } catch (IOException | GeneralSecurityException e) {
      server.stop(0);
      throw new IOException("the certificate of http.web_config cannot be used", e);
    }
  }

  /** Names of runs and numbers are for whoever reaches the port: that must be meant. */
  private static void warn(InetSocketAddress address, WebConfig web) {
    if (address.getAddress().isLoopbackAddress()) {
      return;
    }
    if (web.users().isEmpty()) {
      LOG.warn(
          "http.address {} is reached from other machines and nobody is asked for a password:"
              + " whoever reaches port {} reads all runs and numbers; set http.web_config, or keep"
              + " others out by a firewall",
          address.getHostString(),
          address.getPort());
    } else if (web.tls().isEmpty()) {
      LOG.warn(
          "passwords for port {} at {} cross the network in the clear: set tls_server_config in"
              + " http.web_config",
          address.getPort(),
          address.getHostString());
    }
  }

  private static void limit(String property, String seconds) {
    System.setProperty(property, System.getProperty(property, seconds));
  }
}
