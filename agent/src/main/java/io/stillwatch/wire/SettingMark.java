package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Marks lines of JSON with the settings that made them, where several were tried. */
public final class SettingMark {
  private SettingMark() {}

  /**
   * The same line with a first field {@code setting}.
   *
   * @param setting the settings that were tried, by name; where empty, the line stays what it is
   * @param line an object on one line
   * @return an object on one line
   */
  public static String marked(Map<String, String> setting, String line) {
    if (setting.isEmpty()) {
      return line;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Factories.JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, String> entry : setting.entrySet()) {
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return "{\"setting\":" + text + "," + line.substring(1);
  }
}
