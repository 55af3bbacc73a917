package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.codebook.CodebookSettings;
import io.stillwatch.config.AgentSettings;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.Batches;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Role;
import io.stillwatch.sample.SampleBatch;
import io.stillwatch.sample.Values;
import io.stillwatch.snapshot.PathSettings;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.window.WindowSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay depends on the rows of a run and on nothing else. */
final class ReplayTest {
  private static final int ROWS = 3_000;
  private static final int CLASSES = 6;
  private static final AgentSettings SETTINGS = rows(1_000, 500);

  /**
   * Of the lines of {@link #log}, each ended by a line feed: JDK 17 and 25 agree. To be renewed
   * where an estimate changes on purpose.
   */
  private static final String GOLDEN_SHA_256 =
      "a72b15b9467f2b32da6aa026f6d1b3b749e7d46330bb44176c0b1a5ef9f903fe";

  private static AgentSettings rows(int rows, int hop) {
    AgentSettings usual = AgentSettings.DEFAULT;
    return new AgentSettings(
        usual.kafka(),
        usual.http(),
        new PathSettings(new WindowSettings(rows, hop, 10_000), new CodebookSettings()),
        usual.reference(),
        usual.control(),
        usual.verdict(),
        usual.metrics());
  }

  /** A student that gets better, by given codes and by scores, cut into records of so many rows. */
  private static Replayed log(int rowsPerRecord, String... runs) {
    Replayed log = new Replayed();
    for (int first = 0; first < ROWS; first += rowsPerRecord) {
      for (int run = 0; run < runs.length; run++) {
        int rows = Math.min(rowsPerRecord, ROWS - first);
        log.send(batch(runs[run], first, rows), 0, run);
      }
    }
    return log;
  }

  private static SampleBatch batch(String run, int first, int rows) {
    int[] labels = new int[rows];
    int[] codes = new int[rows];
    float[] teacher = new float[rows * CLASSES];
    float[] student = new float[rows * CLASSES];
    for (int i = 0; i < rows; i++) {
      // Seeded by the row, so that cutting elsewhere gives the same rows.
      Random random = new Random(31L * (first + i) + run.length());
      labels[i] = random.nextInt(CLASSES);
      codes[i] = random.nextInt(5) == 0 ? random.nextInt(CLASSES) : labels[i];
      for (int c = 0; c < CLASSES; c++) {
        teacher[i * CLASSES + c] = random.nextFloat() + (c == labels[i] ? 0.7f : 0);
        student[i * CLASSES + c] =
            random.nextFloat() + (c == labels[i] ? 0.6f * (first + i) / ROWS : 0);
      }
    }
    return Batches.of(rows)
        .run(run)
        .from(first)
        .with(
            labels,
            scores(Role.TEACHER, teacher),
            scores(Role.STUDENT, student),
            Batches.codes(Role.TEACHER, labels),
            Batches.codes(Role.STUDENT, codes));
  }

  private static Representation scores(Role role, float[] data) {
    return new Representation(
        role,
        role == Role.TEACHER ? "teacher" : "student",
        "logits",
        role == Role.TEACHER,
        Representation.Kind.SCORES,
        new Values.Vectors(data, data.length / CLASSES, CLASSES));
  }

  private static List<String> of(String run, List<String> lines) {
    return lines.stream().filter(line -> line.contains("\"run\":\"" + run + "\"")).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 499, 1_000, 3_000})
  void theSameRowsCutIntoOtherRecordsGiveTheSameLines(int rowsPerRecord) {
    List<String> lines = log(100, "run").lines(SETTINGS);
    assertThat(lines).isNotEmpty();
    assertThat(log(rowsPerRecord, "run").lines(SETTINGS)).isEqualTo(lines);
  }

  @Test
  void aRunAmongOthersGivesTheLinesThatItGivesAlone() {
    List<String> both = log(50, "one", "another").lines(SETTINGS);
    for (String run : List.of("one", "another")) {
      assertThat(of(run, both)).isNotEmpty().isEqualTo(log(50, run).lines(SETTINGS));
    }
  }

  @Test
  void severalSettingsInOnePassGiveTheLinesOfEachAlone() {
    List<AgentSettings> settings = List.of(rows(1_000, 500), rows(2_000, 1_000), rows(700, 700));
    Replayed log = log(64, "run");
    List<List<String>> together = log.lines(settings);
    for (int i = 0; i < settings.size(); i++) {
      assertThat(together.get(i)).isNotEmpty().isEqualTo(log.lines(settings.get(i)));
    }
  }

  @Test
  void theLinesOfSuppliedCodesAndOfArgMaxAreTheSameBytesOnEveryMachine() {
    String lines = String.join("\n", log(100, "golden").lines(SETTINGS)) + "\n";
    assertThat(sha256(lines)).as(lines).isEqualTo(GOLDEN_SHA_256);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyRecordAndRowIsAccountedFor() {
    Replayed log = log(100, "run");
    ReplayTotals totals = log.replay(List.of(new Replay.Lane(SETTINGS, new Discarded()))).get(0);
    assertThat(totals.records()).isEqualTo(ROWS / 100).isEqualTo(totals.decoded());
    assertThat(totals.roleRows())
        .isEqualTo(2 * ROWS)
        .isEqualTo(totals.rows().values().stream().mapToLong(count -> count).sum());
  }

  private static final class Discarded implements Sink {
    @Override
    public void measured(Measurement measurement) {}

    @Override
    public void counted(SliceErrors slice) {}
  }
}
