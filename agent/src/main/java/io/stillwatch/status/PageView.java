package io.stillwatch.status;

import java.util.Comparator;

/**
 * What the page draws one curve of. Ordered by run, then task, pair and slice.
 *
 * @param run the run's id
 * @param pair the two layers
 * @param task the label column
 * @param slice the slice
 */
public record PageView(String run, String pair, String task, String slice)
    implements Comparable<PageView> {
  private static final Comparator<PageView> ORDER =
      Comparator.comparing(PageView::run)
          .thenComparing(PageView::task)
          .thenComparing(PageView::pair)
          .thenComparing(PageView::slice);

  @Override
  public int compareTo(PageView other) {
    return ORDER.compare(this, other);
  }
}
