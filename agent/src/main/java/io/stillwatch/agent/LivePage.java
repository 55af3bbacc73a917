package io.stillwatch.agent;

import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.snapshot.MeasurementId;
import io.stillwatch.snapshot.SliceErrors;
import io.stillwatch.status.PageData;
import io.stillwatch.status.PageView;
import io.stillwatch.wire.Encoding;
import io.stillwatch.wire.MeasurementWriter;
import io.stillwatch.wire.MessageEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Hands what is published to the page: the lines of JSON that the command line prints. */
final class LivePage implements Sink {
  private final PageData page;
  private final UnaryOperator<Measurement> compared;

  /**
   * Hands on.
   *
   * @param page what is drawn
   * @param compared compares a measurement with its run's control, where that is under way too
   */
  LivePage(PageData page, UnaryOperator<Measurement> compared) {
    this.page = page;
    this.compared = compared;
  }

  static PageView view(MeasurementId id) {
    return new PageView(id.attempt().run(), id.pair(), id.task(), id.slice());
  }

  @Override
  public void measured(Measurement measurement) {
    page.measured(
        view(measurement.id()),
        measurement.span().lastStep(),
        MeasurementWriter.line(compared.apply(measurement)));
  }

  /** A slice turned out to be defined through the label: what was measured of it says nothing. */
  @Override
  public void counted(SliceErrors slice) {
    page.withdrawn(view(slice.id()));
  }

  @Override
  public void happened(RunEvent event) {
    byte[] json = MessageEncoder.encode(event, Encoding.JSON);
    page.happened(event.attempt().run(), new String(json, StandardCharsets.UTF_8));
  }
}
