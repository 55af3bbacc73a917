package io.stillwatch.join;

import io.stillwatch.sample.Key;
import java.util.Optional;

/** The representations of teachers that stand still, sent once for a fixed set of samples. */
@FunctionalInterface
public interface StaticTeachers {
  /** There are none. */
  StaticTeachers NONE = (teacher, sample) -> Optional.empty();

  /**
   * The row of one sample. Asked by the ordered path.
   *
   * @param teacher the id that student records name
   * @param sample the sample's id
   * @return empty where it was not sent
   */
  Optional<Triple.Part> row(String teacher, Key sample);
}
