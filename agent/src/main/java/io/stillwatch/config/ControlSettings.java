package io.stillwatch.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where saved controls are.
 *
 * @param file a path of lines of measurements, or {@value #NONE}
 */
public record ControlSettings(String file) {
  private static final String NONE = "none";

  /** The default: no file. */
  public static final ControlSettings DEFAULT = new ControlSettings(NONE);

  /**
   * The file.
   *
   * @return empty where there is none
   */
  public Optional<Path> path() {
    return file.equals(NONE) ? Optional.empty() : Optional.of(Path.of(file));
  }

  /**
   * What is wrong; whether the file can be read shows when a run names a control.
   *
   * @return one sentence a problem, beginning with the setting's name; empty where there is none
   */
  public List<String> problems() {
    try {
      return path().filter(path -> path.toString().isBlank()).isPresent()
          ? List.of("file was blank; must be a path or " + NONE)
          : List.of();
    } catch (InvalidPathException e) {
      return List.of("file was '" + file + "'; must be a path or " + NONE);
    }
  }
}
