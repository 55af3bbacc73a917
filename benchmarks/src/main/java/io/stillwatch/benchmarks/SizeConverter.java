package io.stillwatch.benchmarks;

import io.stillwatch.table.TableShape;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size such as {@code 10,20,20}, or {@code 10x20x20} where commas part sizes. */
final class SizeConverter implements ITypeConverter<TableShape> {
  @Override
  public TableShape convert(String text) {
    try {
      int[] axes = Arrays.stream(text.split("[,x]", -1)).mapToInt(Integer::parseInt).toArray();
      if (axes.length == 3) {
        return new TableShape(axes[0], axes[1], axes[2]);
      }
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("size was " + text + "; " + e.getMessage());
    }
    throw new TypeConversionException(
        "size was " + text + "; must be three numbers, such as 10,20,20");
  }
}
