package io.stillwatch.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the page draws: for every view its lines so far, thinned, and the events of runs. All of it
 * is JSON that others wrote. Bounded by views, lines a view and bytes together; any thread.
 */
public final class PageData {
  private static final int MOST_VIEWS = 500;
  private static final int MOST_RUNS = 100;
  private static final int MOST_EVENTS = 20;
  private static final int MOST_EVENT_BYTES = 2_048;
  private static final long MOST_BYTES = 16 << 20;
  private static final int HEAP_SHARE = 32;

  private final Map<PageView, Timeline> byView = new LinkedHashMap<>();
  private final Map<String, Deque<byte[]>> events = new LinkedHashMap<>();
  private final LiveFeed feed = new LiveFeed();
  private final String mark;
  private final long mostBytes;
  private long bytes;

  /**
   * None yet; at most a thirty-second of the heap.
   *
   * @param mark is added to the names of runs where they are shown; empty where they are live
   */
  public PageData(String mark) {
    this(mark, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  }

  /**
   * None yet.
   *
   * @param mark is added to the names of runs where they are shown; empty where they are live
   * @param mostBytes of all lines together
   */
  public PageData(String mark, long mostBytes) {
    this.mark = mark;
    this.mostBytes = mostBytes;
  }

  /**
   * Takes a measurement.
   *
   * @param view what was measured
   * @param step the last training step in it
   * @param line a JSON object on one line
   */
  public synchronized void measured(PageView view, long step, String line) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    Timeline timeline = byView.remove(view);
    if (timeline == null) {
      timeline = new Timeline();
    }
    bytes -= timeline.bytes();
    timeline.add(step, utf8);
    bytes += timeline.bytes();
    byView.put(view, timeline);
    makeRoom();
    feed.publish("measurement", utf8);
  }

  /** Thins the longest; where none can be, the view that was measured longest ago leaves. */
  private void makeRoom() {
    while (byView.size() > MOST_VIEWS || (bytes > mostBytes && byView.size() > 1)) {
      Optional<Timeline> longest =
          byView.values().stream()
              .filter(timeline -> byView.size() <= MOST_VIEWS && timeline.canThin())
              .max(Comparator.comparingLong(Timeline::bytes));
      if (longest.isPresent()) {
        bytes -= longest.get().bytes();
        longest.get().thin();
        bytes += longest.get().bytes();
      } else {
        bytes -= byView.remove(byView.keySet().iterator().next()).bytes();
      }
    }
  }

  /**
   * What was measured of a view says nothing.
   *
   * @param view which leaves the page
   */
  public synchronized void withdrawn(PageView view) {
    Timeline gone = byView.remove(view);
    if (gone != null) {
      bytes -= gone.bytes();
      feed.restart();
    }
  }

  /**
   * Takes an event of a run. One of more than 2,048 bytes is left out.
   *
   * @param run the run's id
   * @param event a JSON object on one line
   */
  public synchronized void happened(String run, String event) {
    String line = "{\"step\":%d,\"event\":%s}".formatted(lastStep(run), event);
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MOST_EVENT_BYTES) {
      return;
    }
    Deque<byte[]> ofRun = events.remove(run);
    if (ofRun == null) {
      ofRun = new ArrayDeque<>();
    }
    events.put(run, ofRun);
    ofRun.add(utf8);
    if (ofRun.size() > MOST_EVENTS) {
      ofRun.remove();
    }
    if (events.size() > MOST_RUNS) {
      events.remove(events.keySet().iterator().next());
    }
    feed.publish("event", utf8);
  }

  private long lastStep(String run) {
    return byView.entrySet().stream()
        .filter(entry -> entry.getKey().run().equals(run))
        .mapToLong(entry -> entry.getValue().lastStep())
        .max()
        .orElse(0);
  }

  /** The latest line of every view. */
  synchronized List<byte[]> latest() {
    return new TreeMap<>(byView).values().stream().map(Timeline::latest).toList();
  }

  /** The lines of a view, oldest first; none of one that is not known. */
  synchronized List<byte[]> lines(PageView view) {
    Timeline timeline = byView.get(view);
    return timeline == null ? List.of() : timeline.lines();
  }

  /** What is drawn, in the order of names. */
  synchronized List<PageView> views() {
    return List.copyOf(new TreeMap<>(byView).keySet());
  }

  /** The latest events of all runs, oldest first for each. */
  synchronized List<byte[]> events() {
    return events.values().stream().flatMap(Deque::stream).toList();
  }

  /** The latest events of a run, oldest first. */
  synchronized List<byte[]> events(String run) {
    Deque<byte[]> ofRun = events.get(run);
    return ofRun == null ? List.of() : new ArrayList<>(ofRun);
  }

  synchronized long bytes() {
    return bytes;
  }

  LiveFeed feed() {
    return feed;
  }

  String mark() {
    return mark;
  }
}
