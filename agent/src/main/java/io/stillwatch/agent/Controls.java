package io.stillwatch.agent;

import io.stillwatch.agent.RunCheckpoint.Pin;
import io.stillwatch.config.ControlSettings;
import io.stillwatch.measure.Control;
import io.stillwatch.measure.Measurement;
import io.stillwatch.sample.RunEvent;
import io.stillwatch.wire.ControlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controls that runs have named. A control is read when its run starts, and stays what it was
 * then, whatever becomes of the file. For the publishing thread only.
 */
final class Controls {
  private static final Logger LOG = LoggerFactory.getLogger(Controls.class);

  /** Whoever writes to the topic can start runs; beyond it the oldest loses its control. */
  private static final int MOST_RUNS = 1_000;

  private final Optional<Path> file;
  private final Map<String, Pinned> byRun = new LinkedHashMap<>();

  private record Pinned(int attempt, Optional<Control> control) {}

  Controls(ControlSettings settings) {
    this.file = settings.path();
  }

  /** A run starts: its control, if it names one, is pinned. The same attempt starts once. */
  void started(RunEvent event) {
    String run = event.attempt().run();
    Pinned known = byRun.get(run);
    if (known != null && known.attempt >= event.attempt().number()) {
      return;
    }
    byRun.remove(run);
    byRun.put(run, new Pinned(event.attempt().number(), event.control().map(this::pinned)));
    if (byRun.size() > MOST_RUNS) {
      byRun.remove(byRun.keySet().iterator().next());
    }
  }

  /** One copy of each, however many runs name it. */
  private Control pinned(String name) {
    Control read = read(name);
    return byRun.values().stream()
        .flatMap(pinned -> pinned.control.stream())
        .filter(c -> c.run().equals(name) && c.fingerprint().equals(read.fingerprint()))
        .filter(c -> !c.fingerprint().isEmpty())
        .findFirst()
        .orElse(read);
  }

  private Control read(String name) {
    if (file.isEmpty()) {
      return Control.unusable(name, "no control file is set (control.file)");
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return ControlReader.read(name, in);
    } catch (IOException e) {
      LOG.warn("the control file {} cannot be read", file.get(), e);
      return Control.unusable(name, "the control file cannot be read; the agent's log says why");
    }
  }

  /** The same measurement, compared with its run's control, if the run has named one. */
  Measurement compared(Measurement measurement) {
    Pinned pinned = byRun.get(measurement.id().attempt().run());
    return pinned == null || pinned.control.isEmpty()
        ? measurement
        : measurement.with(pinned.control.get().over(measurement));
  }

  /** A run has a control, or none, as it had when its next window was measured live. */
  void takeAs(String run, Optional<String> control) {
    if (!named(run).equals(control)) {
      byRun.put(run, new Pinned(0, control.map(this::pinned)));
    }
  }

  /** The run that a run has named as its control, if it has. */
  Optional<String> named(String run) {
    return Optional.ofNullable(byRun.get(run)).flatMap(p -> p.control.map(Control::run));
  }

  /** A run is over. */
  void forget(String run) {
    byRun.remove(run);
  }

  /** The control that a run named, as it is kept. */
  List<Pin> state(String run) {
    return Optional.ofNullable(byRun.get(run)).stream()
        .map(
            pinned ->
                new Pin(
                    pinned.attempt,
                    pinned.control.map(Control::run).stream().toList(),
                    pinned.control.map(Control::fingerprint).orElse("")))
        .toList();
  }

  /** A run goes on with the control that it had, if the file still holds the same. */
  void resume(String run, List<Pin> state) {
    for (Pin pin : state) {
      byRun.put(
          run,
          new Pinned(
              pin.attempt(),
              pin.run().stream().findFirst().map(name -> again(name, pin.fingerprint()))));
    }
  }

  private Control again(String name, String fingerprint) {
    Control now = pinned(name);
    return now.fingerprint().equals(fingerprint)
        ? now
        : Control.unusable(name, "the control file is another than when the run started");
  }
}
