package io.stillwatch.npy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes arrays as NumPy does, and as it does not. Another program than the reader made up. */
public final class NpyBytes {
  /** The few halves that tests need; NumPy's own bits. */
  private static final Map<Double, Integer> HALVES =
      Map.of(
          0.0,
          0x0000,
          1.0,
          0x3C00,
          -2.0,
          0xC000,
          0.5,
          0x3800,
          65_504.0,
          0x7BFF,
          0x1p-24,
          0x0001,
          Double.POSITIVE_INFINITY,
          0x7C00,
          Double.NaN,
          0x7E00);

  private int major = 1;
  private String descr = "<f4";
  private boolean fortran;
  private int[] shape = {1};
  private double[] numbers = {0};

  /** An array of one axis. */
  public static NpyBytes of(String descr, double... numbers) {
    return new NpyBytes().as(descr).shaped(new int[] {numbers.length}, numbers);
  }

  public static NpyBytes of(String descr, int[] shape, double... numbers) {
    return new NpyBytes().as(descr).shaped(shape, numbers);
  }

  private NpyBytes as(String code) {
    descr = code;
    return this;
  }

  private NpyBytes shaped(int[] lengths, double... values) {
    shape = lengths;
    numbers = values;
    return this;
  }

  /** Numbers are given in the order of the file. */
  public NpyBytes fortran() {
    fortran = true;
    return this;
  }

  public NpyBytes version(int number) {
    major = number;
    return this;
  }

  public byte[] bytes() {
    String lengths =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "))
            + (shape.length == 1 ? "," : "");
    return bytes(
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
            .formatted(descr, fortran ? "True" : "False", lengths));
  }

  /** With a header of one's own. */
  public byte[] bytes(String header) {
    int lengthBytes = major == 1 ? 2 : 4;
    int before = 8 + lengthBytes;
    int padded = (before + header.length() + 1 + 63) / 64 * 64 - before;
    ByteBuffer out =
        ByteBuffer.allocate(before + padded + numbers.length * width())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) major).put((byte) 0);
    if (major == 1) {
      out.putShort((short) padded);
    } else {
      out.putInt(padded);
    }
    out.put(header.getBytes(StandardCharsets.ISO_8859_1));
    out.put(" ".repeat(padded - header.length() - 1).getBytes(StandardCharsets.US_ASCII));
    out.put((byte) '\n');
    for (double number : numbers) {
      put(out, number);
    }
    return out.array();
  }

  private int width() {
    return Integer.parseInt(descr.substring(2));
  }

  private void put(ByteBuffer out, double number) {
    switch (descr) {
      case "<f2" -> out.putShort(half(number));
      case "<f4" -> out.putFloat((float) number);
      case "<f8" -> out.putDouble(number);
      case "<i4" -> out.putInt((int) number);
      case "<i8" -> out.putLong((long) number);
      default -> out.put(new byte[width()]);
    }
  }

  private static short half(double number) {
    return HALVES.get(number).shortValue();
  }

  public Path in(Path folder, String name) {
    return write(folder, name, bytes());
  }

  public static Path write(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
