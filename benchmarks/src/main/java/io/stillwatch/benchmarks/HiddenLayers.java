package io.stillwatch.benchmarks;

import io.stillwatch.demo.training.Digits;
import io.stillwatch.demo.training.Distillation;
import io.stillwatch.demo.training.Distillations;
import io.stillwatch.demo.training.Mlp;
import io.stillwatch.demo.training.Pace;
import io.stillwatch.demo.training.Split;
import io.stillwatch.demo.training.Teachers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last hidden layers of one of the demonstration's distillations, without a broker and without
 * waiting.
 *
 * @param distillation after its last step
 * @param heldOut the probe
 * @param students the student's rows on the probe, pass after pass
 */
record HiddenLayers(Distillation distillation, Digits heldOut, List<float[]> students) {
  static List<HiddenLayers> ofDemonstration() {
    Split split = Split.of(Digits.load());
    Distillations distillations = Distillations.of(Teachers.of(split.training()), split.training());
    Map<Distillation, List<float[]>> passes = new LinkedHashMap<>();
    distillations.run(
        Duration.ofDays(1),
        new AtOnce(),
        (run, pass) ->
            passes
                .computeIfAbsent(run, r -> new ArrayList<>())
                .add(hidden(run.student().network(), split.heldOut())));
    return distillations.runs().stream()
        .map(run -> new HiddenLayers(run, split.heldOut(), passes.get(run)))
        .toList();
  }

  int studentDimension() {
    return students.get(0).length / heldOut.count();
  }

  /** The rows of a network's last hidden layer. */
  static float[] hidden(Mlp network, Digits digits) {
    float[] data = {};
    for (int row = 0; row < digits.count(); row++) {
      float[][] activations = network.activations(digits.pixels()[row]);
      float[] layer = activations[activations.length - 2];
      data = row == 0 ? new float[digits.count() * layer.length] : data;
      System.arraycopy(layer, 0, data, row * layer.length, layer.length);
    }
    return data;
  }

  /** No time passes. */
  private record AtOnce() implements Pace {
    @Override
    public Duration elapsed() {
      return Duration.ZERO;
    }

    @Override
    public void await(Duration sinceStart) {}
  }
}
