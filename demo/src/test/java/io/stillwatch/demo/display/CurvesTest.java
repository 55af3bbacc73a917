package io.stillwatch.demo.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.measure.Measurement;
import io.stillwatch.measure.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class CurvesTest {
  /** Redundancy rises and then stays: warming, distilling, stalled. */
  private static List<Measurement> run(String id) {
    List<Measurement> measurements = new ArrayList<>();
    for (int step = 0; step <= 80; step += 10) {
      Verdict verdict = step < 30 ? Verdict.WARMING : Verdict.DISTILLING;
      measurements.add(
          new SampleMeasurements(id, "logits", 2, step < 60 ? verdict : Verdict.STALLED)
              .at(step, Math.min(step, 40) / 32.0));
    }
    return measurements;
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document picture, String name, String style) {
    NodeList found = picture.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .filter(element -> element.getAttribute("class").equals(style))
        .toList();
  }

  private static List<String> words(Document picture, String style) {
    return elements(picture, "text", style).stream().map(Element::getTextContent).toList();
  }

  @Test
  void everyRunHasAPanelWithItsNameItsVerdictAndSinceWhen() throws Exception {
    List<Measurement> measurements = new ArrayList<>(run("first"));
    measurements.addAll(run("second"));

    Document picture = parsed(Curves.svg("Two runs", measurements));

    assertThat(words(picture, "title")).containsExactly("Two runs");
    assertThat(words(picture, "run")).containsExactly("first", "second");
    assertThat(words(picture, "verdict")).containsExactly("stalled", "stalled");
    assertThat(words(picture, "since")).containsExactly("since step 60", "since step 60");
    assertThat(elements(picture, "path", "redundancy-band")).hasSize(2);
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void moreNatsStandHigherAndMoreStepsFurtherRight() throws Exception {
    Document picture = parsed(Curves.svg("One run", run("first")));

    // The first of each class is the legend's sample.
    List<double[]> redundancy = points(elements(picture, "path", "redundancy").get(1));
    List<double[]> gap = points(elements(picture, "path", "gap").get(1));

    assertThat(redundancy).hasSize(9);
    for (int i = 1; i < redundancy.size(); i++) {
      assertThat(redundancy.get(i)[0]).isGreaterThan(redundancy.get(i - 1)[0]);
      assertThat(redundancy.get(i)[1]).isLessThanOrEqualTo(redundancy.get(i - 1)[1]);
      assertThat(gap.get(i)[1]).isGreaterThanOrEqualTo(gap.get(i - 1)[1]);
    }
    assertThat(redundancy.get(4)[1]).isLessThan(redundancy.get(0)[1]);
    assertThat(redundancy.get(8)[1]).isEqualTo(redundancy.get(4)[1]);
  }

  private static List<double[]> points(Element path) {
    return Arrays.stream(path.getAttribute("d").substring(1).split("L", -1))
        .map(point -> point.split(",", -1))
        .map(xy -> new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])})
        .toList();
  }

  @Test
  void aNameIsNeverMarkup() throws Exception {
    String hostile = "</text><script>&\"\u0001\ud800";

    Document picture = parsed(Curves.svg(hostile, run(hostile)));

    assertThat(words(picture, "run")).containsExactly("</text><script>&\"??");
  }

  @Test
  void oneMeasurementBeforeTheFirstStepIsAPictureToo() throws Exception {
    Document picture = parsed(Curves.svg("A start", run("first").subList(0, 1)));

    assertThat(words(picture, "since")).containsExactly("since step 0");
  }

  @Test
  void saysThatNothingCannotBeDrawn() {
    assertThatThrownBy(() -> Curves.svg("Nothing", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("measurements were none; must be at least 1");
  }
}
