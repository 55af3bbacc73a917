package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stillwatch.interval.Estimate;
import io.stillwatch.measure.Control;
import io.stillwatch.measure.Control.Point;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a control from the lines that {@link MeasurementWriter} wrote, of one run or of several. A
 * file with a line that is no measurement is no record of a run, and is not used at all: not even
 * the lines before. Lines of {@link RatesWriter} are passed over: rates are compared with none.
 */
public final class ControlReader {
  private static final int MOST_POINTS = 1_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(Factories.JSON)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String run;
  private final MessageDigest digest = sha256();
  private final List<Point> points = new ArrayList<>();

  private ControlReader(String run) {
    this.run = run;
  }

  /** A line is not what it should be. */
  private static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private BadLineException(String message) {
      super(message);
    }
  }

  /**
   * Reads to the end.
   *
   * @param run the run to look for
   * @param in lines of measurements; other runs' are passed over
   * @return the control; one that cannot be used where a line is bad or no line is the run's
   * @throws IOException if the lines cannot be read
   */
  public static Control read(String run, InputStream in) throws IOException {
    ControlReader reader = new ControlReader(run);
    LineReader lines = new LineReader(in);
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      try {
        reader.take(line.get());
      } catch (BadLineException e) {
        return Control.unusable(
            run, "line %d of the control file %s".formatted(line.get().number(), e.getMessage()));
      }
    }
    return reader.points.isEmpty()
        ? Control.unusable(run, "the control file has no measurement of the run")
        : Control.of(run, HexFormat.of().formatHex(reader.digest.digest(), 0, 8), reader.points);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void take(Line line) throws BadLineException {
    JsonNode tree = tree(line);
    if (!text(tree, "/run").equals(run) || tree.has(RatesWriter.RATES)) {
      return;
    }
    if (points.size() == MOST_POINTS) {
      throw new BadLineException("was beyond " + MOST_POINTS + " measurements of the run");
    }
    points.add(
        new Point(
            text(tree, "/pair"),
            text(tree, "/task"),
            text(tree, "/slice"),
            tree.has("pass"),
            step(tree),
            number(tree, "/samples"),
            text(tree, "/reference/fingerprint"),
            text(tree, "/codebooks/teacher"),
            estimate(tree, "redundancy"),
            estimate(tree, "student_information")));
    digest.update(line.bytes());
    digest.update((byte) '\n');
  }

  private static JsonNode tree(Line line) throws BadLineException {
    if (line.tooLong()) {
      throw new BadLineException("was longer than " + LineReader.LONGEST_LINE + " bytes");
    }
    try {
      return JSON.readTree(line.bytes());
    } catch (JsonProcessingException e) {
      throw new BadLineException("was not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadLineException("was not UTF-8");
    }
  }

  private static Estimate estimate(JsonNode tree, String name) throws BadLineException {
    return new Estimate(
        number(tree, "/nats/" + name),
        number(tree, "/lower/" + name),
        number(tree, "/upper/" + name));
  }

  private static String text(JsonNode tree, String path) throws BadLineException {
    JsonNode node = tree.at(path);
    if (!node.isTextual()) {
      throw new BadLineException("lacked the text " + path.substring(1));
    }
    return node.textValue();
  }

  private static long step(JsonNode tree) throws BadLineException {
    JsonNode node = tree.at("/step");
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new BadLineException("lacked the whole number step");
    }
    return node.longValue();
  }

  private static double number(JsonNode tree, String path) throws BadLineException {
    JsonNode node = tree.at(path);
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw new BadLineException("lacked the number " + path.substring(1));
    }
    return node.doubleValue();
  }
}
