package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.stillwatch.sample.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of one record, read strictly and once. Every reading method looks at the current token
 * and leaves the last token of what it read current.
 */
final class Tokens {
  /** The CBOR tag that says "this is CBOR" and nothing else (RFC 8949, section 3.4.6). */
  private static final int SELF_DESCRIBED = 55_799;

  private static final int NO_TAG = -1;

  private final JsonParser parser;
  private final boolean binary;
  private final byte[] record;

  /**
   * Tokens that nothing was read of yet.
   *
   * @param record what the parser reads
   */
  Tokens(JsonParser parser, byte[] record) {
    this.parser = parser;
    this.binary = parser instanceof CBORParser;
    this.record = record;
  }

  /** Reads the value of one field of an object. */
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Reads one element of an array. */
  interface ElementReader {
    void read(int index) throws IOException;
  }

  /** Reads the record: one object and nothing after it. */
  void record(FieldReader reader) throws IOException {
    next(SELF_DESCRIBED);
    object(reader);
    if (parser.nextToken() != null) {
      throw new RefusedException(Refusal.MALFORMED, "the record went on after its end");
    }
  }

  void object(FieldReader reader) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    Set<String> names = new HashSet<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (!names.add(name)) {
        throw refused(Refusal.DUPLICATE_FIELD, "named twice");
      }
      next();
      reader.read(name);
    }
  }

  /** Reads an array of at most {@code longest} elements and returns their number. */
  int array(int longest, ElementReader reader) throws IOException {
    require(JsonToken.START_ARRAY, "an array");
    int length = 0;
    while (next() != JsonToken.END_ARRAY) {
      if (length == longest) {
        throw refused(Refusal.TOO_LARGE, "had more elements than " + longest);
      }
      reader.read(length++);
    }
    return length;
  }

  /** Passes over a value that nobody asked for; it must still be well-formed. */
  void skip() throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(name -> skip());
      case START_ARRAY -> array(Integer.MAX_VALUE, index -> skip());
      default -> refuseNonFiniteLiteral();
    }
  }

  boolean at(JsonToken token) {
    return parser.currentToken() == token;
  }

  boolean isNull() {
    return at(JsonToken.VALUE_NULL);
  }

  boolean flag() throws IOException {
    if (!at(JsonToken.VALUE_TRUE) && !at(JsonToken.VALUE_FALSE)) {
      throw wrong("true or false");
    }
    return at(JsonToken.VALUE_TRUE);
  }

  long whole(long least, long most) throws IOException {
    if (!at(JsonToken.VALUE_NUMBER_INT)
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw notWhole(least, most);
    }
    long value = parser.getLongValue();
    if (value < least || value > most) {
      throw notWhole(least, most);
    }
    return value;
  }

  private RefusedException notWhole(long least, long most) throws IOException {
    return wrong("an integer between " + least + " and " + most);
  }

  /**
   * A number that may cost its row: NaN and infinities come through where the encoding has them as
   * values. Text has no such values: there they are refused, and so is 1e999.
   */
  double anyNumber() throws IOException {
    if (!at(JsonToken.VALUE_NUMBER_FLOAT) && !at(JsonToken.VALUE_NUMBER_INT)) {
      throw wrong("a number");
    }
    double value = parser.getDoubleValue();
    if (!binary && !Double.isFinite(value)) {
      throw notFinite();
    }
    return value;
  }

  /** A number in a place that has no row to lose. */
  double finite(double least, double most) throws IOException {
    double value = anyNumber();
    if (!Double.isFinite(value)) {
      throw notFinite();
    }
    if (value < least || value > most) {
      throw wrong("a number between " + least + " and " + most);
    }
    return value;
  }

  /** A text of 1 to {@code mostBytes} bytes of UTF-8. */
  String text(int mostBytes) throws IOException {
    require(JsonToken.VALUE_STRING, "a string");
    // The length comes first, so that no long text is copied or counted.
    if (parser.getTextLength() > mostBytes) {
      throw refused(Refusal.TOO_LARGE, "was longer than " + mostBytes + " bytes");
    }
    String text = parser.getText();
    int bytes = Utf8.bytes(text);
    if (bytes == Utf8.NOT_UNICODE) {
      throw refused(Refusal.INVALID_FIELD, "held half a character; must be valid Unicode");
    }
    if (bytes > mostBytes) {
      throw refused(Refusal.TOO_LARGE, "was longer than " + mostBytes + " bytes");
    }
    if (bytes == 0) {
      throw refused(Refusal.INVALID_FIELD, "was empty; must be a text");
    }
    return text;
  }

  /** A text, a number or a truth value, as text. */
  String scalar(int mostBytes) throws IOException {
    if (!parser.currentToken().isScalarValue() || isNull() || at(JsonToken.VALUE_EMBEDDED_OBJECT)) {
      throw wrong("a string, a number, true or false");
    }
    refuseNonFiniteLiteral();
    boolean words = at(JsonToken.VALUE_STRING) && parser.getTextLength() > 0;
    return words ? text(mostBytes) : parser.getText();
  }

  /** Binary data: a byte string in CBOR, which is not copied, base64 text in JSON. */
  ByteBuffer bytes() throws IOException {
    if (!binary) {
      require(JsonToken.VALUE_STRING, "a base64 string");
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(parser.getText()));
      } catch (IllegalArgumentException e) {
        throw refused(Refusal.INVALID_FIELD, "was not base64 (" + e.getMessage() + ")");
      }
    }
    if (!at(JsonToken.VALUE_EMBEDDED_OBJECT)) {
      throw wrong("a byte string");
    }
    Optional<ByteBuffer> inPlace =
        ByteString.at(record, parser.currentTokenLocation().getByteOffset());
    return inPlace.isPresent() ? inPlace.get() : ByteBuffer.wrap(parser.getBinaryValue());
  }

  /** The refusal of the current value for its kind or range. */
  RefusedException wrong(String allowed) throws IOException {
    refuseNonFiniteLiteral();
    return refused(Refusal.INVALID_FIELD, "was " + current() + "; must be " + allowed);
  }

  /** A refusal that says where in the record. */
  RefusedException refused(Refusal reason, String what) {
    String where = parser.getParsingContext().pathAsPointer().toString();
    return new RefusedException(
        reason, (where.isEmpty() ? "the record" : Echo.pointer(where)) + " " + what);
  }

  private JsonToken next() throws IOException {
    return next(NO_TAG);
  }

  private JsonToken next(int allowedTag) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new RefusedException(Refusal.MALFORMED, "the record was blank");
    }
    if (parser instanceof CBORParser cbor) {
      refuseTags(cbor, token, allowedTag);
    }
    return token;
  }

  /** Bignums, references and the like could make small records large: none is needed. */
  private void refuseTags(CBORParser cbor, JsonToken token, int allowedTag) throws IOException {
    if (!cbor.getCurrentTags().isEmpty()) {
      int tag = cbor.getCurrentTag();
      if (tag != allowedTag || cbor.getCurrentTags().size() > 1) {
        throw refused(
            Refusal.MALFORMED, "had the CBOR tag " + tag + "; tags have no place in the record");
      }
    } else if (token.isNumeric() && isOfATag(cbor)) {
      throw refused(
          Refusal.MALFORMED, "was a number with a CBOR tag; tags have no place in the record");
    }
  }

  /** The parser swallows the tags of numbers; without one an integer has at most 64 bits. */
  private static boolean isOfATag(CBORParser cbor) throws IOException {
    return switch (cbor.getNumberType()) {
      case BIG_DECIMAL -> true;
      case BIG_INTEGER -> {
        int bits = cbor.getBigIntegerValue().bitLength();
        yield bits != Long.SIZE;
      }
      default -> false;
    };
  }

  private void require(JsonToken token, String allowed) throws IOException {
    if (!at(token)) {
      throw wrong(allowed);
    }
  }

  private void refuseNonFiniteLiteral() throws IOException {
    if (!binary && at(JsonToken.VALUE_NUMBER_FLOAT) && parser.isNaN()) {
      throw notFinite();
    }
  }

  private RefusedException notFinite() throws IOException {
    return refused(
        Refusal.NOT_FINITE, "was " + Echo.quoted(parser.getText()) + "; must be a finite number");
  }

  private String current() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NULL -> "null";
      case VALUE_EMBEDDED_OBJECT -> "a byte string or a special value";
      default -> Echo.quoted(parser.getText());
    };
  }
}
