package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.table.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BarrierTest {
  private final Barrier barrier = new Barrier();
  private final List<String> done = new ArrayList<>();

  private void after(String step) {
    barrier.afterAll(() -> done.add(step));
  }

  @Test
  void aStepWaitsForAllThatWasUnderWayAndForNothingLater() {
    after("before");
    long first = barrier.enter();
    long second = barrier.enter();
    after("both");
    long third = barrier.enter();
    after("all");
    assertThat(done).containsExactly("before");

    barrier.leave(second);
    assertThat(done).containsExactly("before");
    barrier.leave(first);
    assertThat(done).containsExactly("before", "both");
    barrier.leave(third);
    assertThat(done).containsExactly("before", "both", "all");
  }

  @Test
  void whateverIsSettledWhenStepsRunInTheirOrderAndAllOfThem() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = Seeds.random(seed);
      Barrier of = new Barrier();
      List<Long> open = new ArrayList<>();
      List<Integer> ran = new ArrayList<>();
      for (int step = 0; step < 50; step++) {
        int number = step;
        List<Long> before = List.copyOf(open);
        of.afterAll(
            () -> {
              assertThat(Collections.disjoint(open, before)).isTrue();
              ran.add(number);
            });
        open.add(of.enter());
        while (!open.isEmpty() && random.nextInt(3) > 0) {
          of.leave(open.remove(random.nextInt(open.size())));
        }
      }
      while (!open.isEmpty()) {
        of.leave(open.remove(random.nextInt(open.size())));
      }
      assertThat(ran).as("seed %d", seed).hasSize(50).isSorted();
    }
  }
}
