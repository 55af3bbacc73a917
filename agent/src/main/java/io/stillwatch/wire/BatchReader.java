package io.stillwatch.wire;

import com.fasterxml.jackson.core.JsonToken;
import io.stillwatch.sample.Attempt;
import io.stillwatch.sample.Key;
import io.stillwatch.sample.Moment;
import io.stillwatch.sample.PassPart;
import io.stillwatch.sample.Refusal;
import io.stillwatch.sample.Representation;
import io.stillwatch.sample.Rows;
import io.stillwatch.sample.SampleBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a sample batch, field by field, in whatever order they come. */
final class BatchReader {
  private final Tokens tokens;
  private final WireLimits limits;
  private final ColumnReader columns;
  private final RowCount rows;

  private boolean event;
  private Optional<String> run = Optional.empty();
  private int attempt;
  private OptionalLong step = OptionalLong.empty();
  private OptionalDouble epoch = OptionalDouble.empty();
  private Optional<PassPart> pass = Optional.empty();
  private boolean heldOut;
  private Optional<String> sliceOfAll = Optional.empty();
  private Optional<List<String>> slices = Optional.empty();
  private Optional<List<Key>> samples = Optional.empty();
  private Optional<List<Key>> groups = Optional.empty();
  private Optional<long[]> weights = Optional.empty();
  private final Map<String, List<Optional<Key>>> labels = new LinkedHashMap<>();
  private final List<Representation> activations = new ArrayList<>();
  private final Set<String> activationNames = new HashSet<>();
  private Optional<String> teacher = Optional.empty();
  private long dropped;

  BatchReader(Tokens tokens, WireLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
    this.columns = new ColumnReader(tokens, limits);
    this.rows = new RowCount(tokens);
  }

  /**
   * Reads the record.
   *
   * @return empty where it is a run event
   */
  Optional<SampleBatch> read() throws IOException {
    tokens.record(this::readField);
    return event ? Optional.empty() : Optional.of(batch());
  }

  private void readField(String name) throws IOException {
    if (event) {
      tokens.skip();
      return;
    }
    switch (name) {
      case "type" -> {
        event = true;
        tokens.skip();
      }
      case "run" -> run = Optional.of(tokens.text(limits.runBytes()));
      case "attempt" -> attempt = (int) tokens.whole(0, Integer.MAX_VALUE);
      case "step" -> step = OptionalLong.of(tokens.whole(0, Long.MAX_VALUE));
      case "epoch" -> epoch = OptionalDouble.of(tokens.finite(0, Double.MAX_VALUE));
      case "pass" -> pass = Optional.of(new PassReader(tokens, limits).read());
      case "held_out" -> heldOut = tokens.flag();
      case "teacher" -> teacher = Optional.of(tokens.text(limits.textBytes()));
      case "dropped" -> dropped = tokens.whole(0, Long.MAX_VALUE);
      default -> readColumn(name);
    }
  }

  private void readColumn(String name) throws IOException {
    switch (name) {
      case "slice" -> readSlice();
      case "samples" -> {
        samples = Optional.of(columns.ids());
        rows.agree(name, samples.get().size());
      }
      case "groups" -> {
        groups = Optional.of(columns.ids());
        rows.agree(name, groups.get().size());
      }
      case "weights" -> {
        weights = Optional.of(columns.weights());
        rows.agree(name, weights.get().length);
      }
      case "labels" -> tokens.object(this::readLabels);
      case "activations" -> tokens.array(limits.activations(), this::readActivation);
      default -> tokens.skip();
    }
  }

  private void readSlice() throws IOException {
    if (tokens.at(JsonToken.START_ARRAY)) {
      slices = Optional.of(columns.slices());
      rows.agree("slice", slices.get().size());
    } else {
      sliceOfAll = Optional.of(columns.slice());
    }
  }

  private void readLabels(String task) throws IOException {
    if (labels.size() == limits.tasks()) {
      throw tokens.refused(Refusal.TOO_LARGE, "was beyond " + limits.tasks() + " tasks");
    }
    checkName(task);
    List<Optional<Key>> column = columns.labels();
    rows.agree("labels of " + Echo.quoted(task), column.size());
    labels.put(task, column);
  }

  private void checkName(String task) throws IOException {
    int bytes = Utf8.bytes(task);
    if (bytes < 1 || bytes > limits.textBytes()) {
      throw tokens.refused(
          bytes > limits.textBytes() ? Refusal.TOO_LARGE : Refusal.INVALID_FIELD,
          "was no name of a task; must be 1 to " + limits.textBytes() + " bytes of UTF-8");
    }
  }

  private void readActivation(int index) throws IOException {
    Representation activation = new ActivationReader(tokens, limits).read();
    if (!activationNames.add(activation.role() + "/" + activation.name())) {
      throw tokens.refused(
          Refusal.INVALID_FIELD,
          "was a second " + Echo.quoted(activation.name()) + "; must be one a role, model, layer");
    }
    rows.agree("activation " + index, activation.values().rows());
    activations.add(activation);
  }

  private SampleBatch batch() throws IOException {
    if (run.isEmpty() || step.isEmpty()) {
      throw tokens.refused(Refusal.MISSING_FIELD, "lacked " + (run.isEmpty() ? "run" : "step"));
    }
    if (activations.isEmpty() && labels.isEmpty()) {
      throw tokens.refused(Refusal.MISSING_FIELD, "lacked activations and labels");
    }
    SampleBatch batch =
        new SampleBatch(
            new Attempt(run.get(), attempt),
            new Moment(step.getAsLong(), epoch, pass, heldOut),
            rows(),
            List.copyOf(activations),
            teacher,
            dropped);
    if (samples.isEmpty() && !batch.isComplete()) {
      throw tokens.refused(
          Refusal.MISSING_FIELD, "lacked samples; only with both roles and labels it can");
    }
    return batch;
  }

  private Rows rows() {
    int count = rows.count();
    return new Rows(
        count,
        samples,
        groups,
        weights,
        slices.or(() -> sliceOfAll.map(slice -> Collections.nCopies(count, slice))),
        Collections.unmodifiableMap(labels));
  }
}
