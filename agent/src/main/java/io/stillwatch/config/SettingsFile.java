package io.stillwatch.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A YAML file as a tree of sections. */
final class SettingsFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private SettingsFile() {}

  static JsonNode tree(Path file) throws SettingsException {
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      if (tree.isMissingNode() || tree.isNull()) {
        return JsonNodeFactory.instance.objectNode();
      }
      if (!tree.isObject()) {
        throw new SettingsException(List.of(file + " held no sections; must be a map of sections"));
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new SettingsException(List.of(file + " is not YAML: " + where(e)));
    } catch (NoSuchFileException e) {
      throw new SettingsException(List.of(file + " is not there; give the path of a YAML file"));
    } catch (IOException e) {
      throw new SettingsException(List.of(file + " cannot be read: " + e));
    }
  }

  private static String where(JsonProcessingException e) {
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return line + e.getOriginalMessage().lines().findFirst().orElse("");
  }
}
