package io.stillwatch.demo.display;

import java.util.ArrayList;
import java.util.List;

/**
 * From numbers to places on the picture.
 *
 * @param largest the number at the far end; at the near end is 0
 * @param near place of 0, in pixels
 * @param far place of the largest number, in pixels; smaller than {@code near} on an axis that
 *     points up
 */
record Scale(double largest, double near, double far) {
  double at(double number) {
    return near + number / largest * (far - near);
  }

  /** Round numbers from 0 up, {@code most} of them at the most. */
  List<Double> ticks(int most) {
    double step = Math.pow(10, Math.floor(Math.log10(largest / most)));
    double[] roundFactors = {1, 2, 2.5, 5, 10, 20, 25, 50};
    int i = 0;
    while (largest / (roundFactors[i] * step) >= most) {
      i++;
    }
    List<Double> ticks = new ArrayList<>();
    for (int k = 0; k * roundFactors[i] * step <= largest; k++) {
      ticks.add(k * roundFactors[i] * step);
    }
    return ticks;
  }
}
