package io.stillwatch.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** The types of numbers in binary data, all little-endian. */
enum DataType {
  FLOAT16(2) {
    @Override
    float number(ByteBuffer data, int index) {
      return half(data.getShort(2 * index));
    }
  },
  BFLOAT16(2) {
    @Override
    float number(ByteBuffer data, int index) {
      return Float.intBitsToFloat(data.getShort(2 * index) << 16);
    }
  },
  FLOAT32(4) {
    @Override
    float[] floats(ByteBuffer data) {
      float[] numbers = new float[data.remaining() / Float.BYTES];
      data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
      return numbers;
    }

    @Override
    float number(ByteBuffer data, int index) {
      return data.getFloat(4 * index);
    }
  },
  FLOAT64(8) {
    @Override
    float number(ByteBuffer data, int index) {
      return (float) data.getDouble(8 * index);
    }
  };

  private final int width;

  DataType(int width) {
    this.width = width;
  }

  /** Returns the type of that name, or null where there is none. */
  static DataType named(String name) {
    for (DataType type : values()) {
      if (type.word().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The name as records spell it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes a number. */
  int width() {
    return width;
  }

  /** Reads all numbers; NaN and infinities stay what they are. */
  float[] floats(ByteBuffer data) {
    ByteBuffer bytes = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[data.remaining() / width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(bytes, i);
    }
    return numbers;
  }

  abstract float number(ByteBuffer data, int index);

  /** IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 bits of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
