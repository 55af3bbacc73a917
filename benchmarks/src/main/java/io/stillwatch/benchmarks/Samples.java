package io.stillwatch.benchmarks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;

/** Stack samples of one part of the program, counted by method. */
final class Samples {
  /** The JVM's own classes behind lambdas, of which a reader knows no name. */
  private static final String LAMBDA = "$$Lambda";

  private static final int METHODS_SHOWN = 6;

  /** A method within which nearly all happens explains nothing. */
  private static final double NEARLY_ALL = 0.95;

  private final Map<String, Integer> innermost = new HashMap<>();
  private final Map<String, Integer> within = new HashMap<>();
  private int total;

  private final String part;

  private Samples(String part) {
    this.part = part;
  }

  /** Counts the events of a type that lie within the packages that begin so. */
  static Samples of(List<RecordedEvent> events, String type, String part) {
    Samples samples = new Samples(part);
    for (RecordedEvent event : events) {
      if (event.getEventType().getName().equals(type) && event.getStackTrace() != null) {
        samples.add(
            event.getStackTrace().getFrames().stream().map(frame -> frame.getMethod()).toList());
      }
    }
    return samples;
  }

  private void add(List<RecordedMethod> stack) {
    Set<String> own = new LinkedHashSet<>();
    for (RecordedMethod method : stack) {
      String type = method.getType().getName();
      if (type.startsWith(part) && !type.contains(LAMBDA)) {
        own.add(name(method));
      }
    }
    if (own.isEmpty()) {
      return;
    }
    total++;
    own.forEach(method -> within.merge(method, 1, Integer::sum));
    // What they call outside is charged to the caller, and named.
    String caller = own.iterator().next();
    String called = name(stack.get(0));
    innermost.merge(caller.equals(called) ? caller : caller + " in " + called, 1, Integer::sum);
  }

  private static String name(RecordedMethod method) {
    String type = method.getType().getName();
    String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    return method.getName().equals("<init>") ? "new " + simple : simple + "." + method.getName();
  }

  int total() {
    return total;
  }

  /** The methods with the most samples of their own. */
  String innermost() {
    return shares(innermost);
  }

  /** The methods with the most samples of their own and of what they call. */
  String within() {
    return shares(within);
  }

  private String shares(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() <= NEARLY_ALL * total)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(METHODS_SHOWN)
        .map(entry -> "%s %d %%".formatted(entry.getKey(), 100 * entry.getValue() / total))
        .collect(Collectors.joining(", "));
  }
}
