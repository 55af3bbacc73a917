package io.stillwatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Progress;
import io.stillwatch.source.RecordSource.Parting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class FarewellTest {
  private static final long LONG = 60_000;
  private static final Partition ZERO = new Partition("t", 0);
  private static final Set<Partition> GOING = Set.of(ZERO);
  private static final Map<Partition, Progress> END = Map.of(ZERO, new Progress(3, 5));

  private final List<Set<Partition>> tooLate = new CopyOnWriteArrayList<>();

  private Parting walker(Map<Partition, Progress> end) {
    return new Parting() {
      @Override
      public Map<Partition, Progress> from(Set<Partition> going) {
        assertThat(going).isEqualTo(GOING);
        if (end.isEmpty()) {
          throw new IllegalStateException("the walker fell");
        }
        return end;
      }

      @Override
      public void tooLateFor(Set<Partition> gone) {
        tooLate.add(gone);
      }
    };
  }

  @Test
  void whoeverWalksAnswersOnItsOwnThread() {
    Farewell farewell = new Farewell(LONG);
    Parting walker = walker(END);

    assertThat(farewell.ask(GOING, walker, () -> new Thread(() -> farewell.answer(walker)).start()))
        .isEqualTo(END);
    assertThat(farewell.isAsked()).isFalse();
    assertThat(tooLate).isEmpty();
  }

  @Test
  void whereNobodyAnswersInTimeNothingIsReleasedAndNothingMoreIsWritten() {
    Farewell farewell = new Farewell(1);
    Parting walker = walker(END);

    assertThat(farewell.ask(GOING, walker, () -> {})).isEmpty();
    assertThat(tooLate).containsExactly(GOING);
    assertThat(farewell.isAsked()).isFalse();
    farewell.answer(walker);
  }

  @Test
  void aWalkerThatFailsReleasesNothing() {
    Farewell farewell = new Farewell(LONG);
    Parting walker = walker(Map.of());

    Map<Partition, Progress> answer =
        farewell.ask(
            GOING,
            walker,
            () -> assertThatThrownBy(() -> farewell.answer(walker)).hasMessage("the walker fell"));
    assertThat(answer).isEmpty();
    assertThat(tooLate).containsExactly(GOING);
  }
}
