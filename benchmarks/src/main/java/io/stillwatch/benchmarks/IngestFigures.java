package io.stillwatch.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one reader of the topic found over its steady stretch, as a line that a child process
 * prints.
 *
 * @param megabytes 10^6 bytes of values that were read
 * @param rows rows in them
 * @param cpuMillis CPU time of the whole process
 * @param orderedMillis of it of the thread that reads
 * @param apartMillis of it of the threads that solve and publish; 0 where there are none
 * @param collectorMillis that collections took
 * @param compilerMillis that compiling took
 * @param allocatedBytes memory that the reading thread took
 * @param heapMegabytes used heap after a full collection, at several times after the stretch
 */
record IngestFigures(
    double megabytes,
    double rows,
    double cpuMillis,
    double orderedMillis,
    double apartMillis,
    double collectorMillis,
    double compilerMillis,
    double allocatedBytes,
    double[] heapMegabytes) {

  /** CPU time of what is compared: solving and publishing are counted apart. */
  double millisPerMegabyte() {
    return (cpuMillis - apartMillis) / megabytes;
  }

  String line() {
    return DoubleStream.concat(
            DoubleStream.of(
                megabytes,
                rows,
                cpuMillis,
                orderedMillis,
                apartMillis,
                collectorMillis,
                compilerMillis,
                allocatedBytes),
            Arrays.stream(heapMegabytes))
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  static IngestFigures of(String line) {
    double[] n = Arrays.stream(line.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new IngestFigures(
        n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], Arrays.copyOfRange(n, 8, n.length));
  }
}
