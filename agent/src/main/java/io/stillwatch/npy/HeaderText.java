package io.stillwatch.npy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the header's text, the literal of a Python dictionary, and nothing more of Python: three
 * keys in any order, each once, then spaces and a line break. Not thread-safe.
 */
final class HeaderText {
  private static final int MOST_AXES = 16;

  private final Path file;
  private final String text;
  private int at;
  private NpyType type;
  private Boolean fortranOrder;
  private int[] shape;

  private HeaderText(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a header.
   *
   * @param file for messages
   * @param text between the length and the data
   * @return with at least one axis and no empty one
   */
  static NpyHeader read(Path file, String text) throws NpyException {
    HeaderText header = new HeaderText(file, text);
    header.dictionary();
    header.end();
    return header.complete();
  }

  private void dictionary() throws NpyException {
    expect('{');
    while (!taken('}')) {
      String key = quoted();
      expect(':');
      value(key);
      if (!taken(',')) {
        expect('}');
        return;
      }
    }
  }

  private void value(String key) throws NpyException {
    switch (key) {
      case "descr" -> {
        requireFirst(key, type);
        type = type();
      }
      case "fortran_order" -> {
        requireFirst(key, fortranOrder);
        fortranOrder = flag();
      }
      case "shape" -> {
        requireFirst(key, shape);
        shape = tuple();
      }
      default -> throw refused("had a header with '" + key + "'; must have none but NumPy's own");
    }
  }

  private void requireFirst(String key, Object known) throws NpyException {
    if (known != null) {
      throw refused("had a header with two values of '" + key + "'; must have one");
    }
  }

  private NpyType type() throws NpyException {
    if (taken('[')) {
      throw refused("was a structured array; must hold plain numbers: save one field of it");
    }
    String descr = quoted();
    return NpyType.of(descr).orElseThrow(() -> refused(NpyType.complaint(descr)));
  }

  private boolean flag() throws NpyException {
    skipSpaces();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw unexpected("True or False");
  }

  private int[] tuple() throws NpyException {
    List<Integer> lengths = new ArrayList<>();
    expect('(');
    while (!taken(')')) {
      if (lengths.size() == MOST_AXES) {
        throw refused("had more than " + MOST_AXES + " axes; must have rows first and few others");
      }
      lengths.add(length());
      // Python writes (3,) for one axis: (3) is no tuple.
      if (lengths.size() == 1 || !taken(')')) {
        expect(',');
      } else {
        break;
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  private int length() throws NpyException {
    skipSpaces();
    int first = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(first, at);
    if (digits.isEmpty()) {
      throw unexpected("a length, from 0");
    }
    // Ten digits fit a long; no file holds an axis of more.
    if (digits.length() > 10 || Long.parseLong(digits) > NpyHeader.MOST_NUMBERS) {
      throw refused(
          "had an axis of %.20s; must be at most %d long"
              .formatted(digits, NpyHeader.MOST_NUMBERS));
    }
    return (int) Long.parseLong(digits);
  }

  private String quoted() throws NpyException {
    char quote = taken('"') ? '"' : '\'';
    if (quote == '\'') {
      expect(quote);
    }
    int end = text.indexOf(quote, at);
    if (end < 0) {
      throw refused("had a header with a text that does not end; must be as NumPy writes it");
    }
    String inside = text.substring(at, end);
    if (!inside.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\')) {
      throw refused("had a header with other than plain ASCII; must be as NumPy writes it");
    }
    at = end + 1;
    return inside;
  }

  private void end() throws NpyException {
    skipSpaces();
    if (at != text.length() - 1 || text.charAt(at) != '\n') {
      throw unexpected("nothing but a line break at its end");
    }
  }

  private NpyHeader complete() throws NpyException {
    String lacking =
        type == null
            ? "descr"
            : fortranOrder == null ? "fortran_order" : shape == null ? "shape" : "";
    if (!lacking.isEmpty()) {
      throw refused("had a header without '" + lacking + "'; must have it");
    }
    if (shape.length == 0) {
      throw refused("held one number without an axis; must have rows");
    }
    NpyHeader header = new NpyHeader(type, fortranOrder, shape);
    int count = header.count();
    if (count == 0) {
      throw refused("held no numbers; must have at least one row, and one number a row");
    }
    if (count > NpyHeader.MOST_NUMBERS) {
      throw refused("held more than %d numbers; split it".formatted(NpyHeader.MOST_NUMBERS));
    }
    return header;
  }

  private boolean taken(char wanted) {
    skipSpaces();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted) throws NpyException {
    if (!taken(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private NpyException unexpected(String wanted) {
    return refused(
        "had a header that NumPy does not write; character %d of it must be %s"
            .formatted(at, wanted));
  }

  private NpyException refused(String problem) {
    return new NpyException(file, problem);
  }
}
