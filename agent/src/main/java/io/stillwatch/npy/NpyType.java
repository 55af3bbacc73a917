package io.stillwatch.npy;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of numbers that are read, all little-endian. */
public enum NpyType {
  FLOAT16("<f2", 2) {
    @Override
    double next(ByteBuffer data) {
      return half(data.getShort());
    }
  },
  FLOAT32("<f4", 4) {
    @Override
    double next(ByteBuffer data) {
      return data.getFloat();
    }
  },
  FLOAT64("<f8", 8) {
    @Override
    double next(ByteBuffer data) {
      return data.getDouble();
    }
  },
  INT32("<i4", 4) {
    @Override
    double next(ByteBuffer data) {
      return data.getInt();
    }
  },
  INT64("<i8", 8) {
    @Override
    double next(ByteBuffer data) {
      return data.getLong();
    }
  };

  private final String code;
  private final int width;

  NpyType(String code, int width) {
    this.code = code;
    this.width = width;
  }

  /** The type of a {@code descr}; empty where it is none of these. */
  static Optional<NpyType> of(String descr) {
    return Stream.of(values()).filter(type -> type.code.equals(descr)).findFirst();
  }

  /**
   * What is wrong with a {@code descr} that is none of these.
   *
   * @return a sentence that says what to do
   */
  static String complaint(String descr) {
    if (descr.equals("|O")) {
      return "held Python objects, which would have to be unpickled; must hold numbers: save"
          + " array.astype('float32') or array.astype('int64')";
    }
    if (descr.startsWith(">") && of("<" + descr.substring(1)).isPresent()) {
      return "was big-endian; must be little-endian: save array.astype('<%s')"
          .formatted(descr.substring(1));
    }
    return "held numbers of type '%s'; must be float16, float32, float64, int32 or int64: save %s"
        .formatted(descr, "array.astype('float32') or array.astype('int64')");
  }

  /**
   * Whether the numbers are integers.
   *
   * @return false for floating point
   */
  public boolean isWhole() {
    return this == INT32 || this == INT64;
  }

  /**
   * The type as NumPy spells it.
   *
   * @return such as {@code float32}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes a number. */
  int width() {
    return width;
  }

  /** The next number; an integer of 64 bits is rounded to the nearest double. */
  abstract double next(ByteBuffer data);

  /** IEEE 754 binary16, as a float of which the exponent is re-biased from 15 to 127. */
  private static float half(short bits) {
    int magnitude = bits & 0x7FFF;
    int sign = (bits & 0x8000) << 16;
    boolean finite = magnitude < 0x7C00;
    float value = Float.intBitsToFloat(finite ? magnitude << 13 : magnitude << 13 | 0x7F800000);
    return Float.intBitsToFloat(Float.floatToRawIntBits(finite ? value * 0x1p112f : value) | sign);
  }
}
