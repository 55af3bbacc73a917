package io.stillwatch.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LiveTableTest {
  private static final List<Measurement> LATEST =
      List.of(
          new SampleMeasurements("distilled", "hidden", 2, Verdict.DISTILLING).at(640, 1),
          new SampleMeasurements("distilled", "logits", 2, Verdict.DONE).at(640, 1.9375),
          new SampleMeasurements("stalled", "logits", 2, Verdict.STALLED).at(640, 1.5),
          new SampleMeasurements(
                  "a nuisance of a name", "logits", 0.03, Verdict.NOTHING_TO_TRANSFER)
              .at(640, 0.02, Optional.empty()));

  @Test
  void laysOutOneLineAMeasurementTheLogitsFirst() {
    assertThat(text(LATEST, Ink.PLAIN))
        .isEqualTo(
            """
            run         layer     step  redundancy     gap  distilled        teacher knows     verdict
            distilled   logits     640       1.938   0.063   97 % (91–100)   ████████████████  done
                        hidden     640       1.000   1.000   50 % (44–56)    ████████░░░░░░░░  distilling
            stalled     logits     640       1.500   0.500   75 % (69–81)    ████████████░░░░  stalled
            a nuisanc…  logits     640       0.020   0.010    –              ▏                 nothing to transfer

            █ distilled, ░ left to distil, of what the teacher knows; in nats, with 95 % intervals
            1,594 rows/s   http://127.0.0.1:10473/metrics
            """);
  }

  @Test
  void isAHeaderAndAFooterBeforeAnythingIsMeasured() {
    assertThat(LiveTable.lines(List.of(), 0, "http://127.0.0.1:10473/metrics", Ink.PLAIN))
        .hasSize(4)
        .last()
        .isEqualTo("0 rows/s   http://127.0.0.1:10473/metrics");
  }

  @Test
  void coloursChangeNothingButTheColours() {
    String coloured = text(LATEST, Ink.ANSI);

    assertThat(coloured).contains("\u001b[1;31mstalled\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(LATEST, Ink.PLAIN));
  }

  private static String text(List<Measurement> latest, Ink ink) {
    return LiveTable.lines(latest, 1594.4, "http://127.0.0.1:10473/metrics", ink).stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
