package io.stillwatch.status;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the agent listens.
 *
 * @param address a host name or IP address; loopback unless set otherwise, since everybody who
 *     reaches it may read
 * @param port 1 to 65535, or 0 for any free one
 * @param web who may read, and whether by TLS
 */
public record HttpSettings(String address, int port, WebConfig web) {
  /** The usual port. */
  public static final int USUAL_PORT = 10_473;

  /**
   * Plain HTTP, for everybody who reaches it.
   *
   * @param address a host name or IP address
   * @param port 1 to 65535, or 0 for any free one
   */
  public HttpSettings(String address, int port) {
    this(address, port, WebConfig.NONE);
  }

  /** The defaults. */
  public HttpSettings() {
    this("127.0.0.1", USUAL_PORT);
  }

  /**
   * What is wrong, all of it.
   *
   * @return one sentence a problem, beginning with the setting's name; empty if all is well
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (address.isBlank()) {
      problems.add("address was empty; must be a host name or an IP address such as 127.0.0.1");
    }
    if (port < 0 || port > 65_535) {
      problems.add("port was " + port + "; must be between 0 (any free port) and 65535");
    }
    return problems;
  }
}
