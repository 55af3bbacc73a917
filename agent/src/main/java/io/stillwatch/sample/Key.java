package io.stillwatch.sample;

/** A sample id, a group id or a class label, as the record carries it. */
public sealed interface Key {
  /**
   * An integer.
   *
   * @param value the integer
   */
  record Whole(long value) implements Key {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /**
   * A string.
   *
   * @param value the string, as sent
   */
  record Text(String value) implements Key {
    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * A real number; labels only.
   *
   * @param value a finite number
   */
  record Real(double value) implements Key {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }
}
