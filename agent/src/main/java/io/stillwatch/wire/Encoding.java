package io.stillwatch.wire;

/** How a record is written. Both encodings carry the same fields. */
public enum Encoding {
  /** UTF-8 JSON; binary data as a base64 string. */
  JSON("application/vnd.stillwatch.batch+json"),
  /** CBOR (RFC 8949); binary data as a byte string. */
  CBOR("application/vnd.stillwatch.batch+cbor");

  /** The major version of the record that this code reads and writes. */
  static final int VERSION = 1;

  private final String mediaType;

  Encoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The value of the record header {@code content-type}.
   *
   * @return media type and version, for instance {@code application/vnd.stillwatch.batch+json; v=1}
   */
  public String contentType() {
    return mediaType + "; v=" + VERSION;
  }

  String mediaType() {
    return mediaType;
  }
}
