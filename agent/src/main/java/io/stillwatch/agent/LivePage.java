package io.stillwatch.agent;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.status.PageData;
import io.stillwatch.status.PageView;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Hands what is published to the page, as lines of JSON. */
final class LivePage implements Sink {
  private final PageData page;
  private final Function<Measurement, String> line;

  /**
   * Hands on.
   *
   * @param page what is drawn
   * @param line of a measurement
   */
  LivePage(PageData page, Function<Measurement, String> line) {
    this.page = page;
    this.line = line;
  }

  static PageView view(MeasurementId id) {
    return new PageView(id.attempt().run(), id.pair(), id.task(), id.slice());
  }

  @Override
  public void measured(Measurement measurement) {
    page.measured(view(measurement.id()), measurement.span().lastStep(), line.apply(measurement));
  }

  /** A slice turned out to be defined through the label: what was measured of it says nothing. */
  @Override
  public void counted(SliceErrors slice) {
    page.withdrawn(view(slice.id()));
  }

  @Override
  public void happened(RunEvent event, long timestampMillis) {
    byte[] json = MessageEncoder.encode(event, Encoding.JSON);
    page.happened(event.attempt().run(), new String(json, StandardCharsets.UTF_8));
  }
}
