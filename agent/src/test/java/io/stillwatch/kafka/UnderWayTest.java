package io.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.source.Partition;
import io.stillwatch.source.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnderWayTest {
  private static final Partition ONE = new Partition("t", 1);
  private static final Partition TWO = new Partition("t", 2);

  private final UnderWay underWay = new UnderWay();

  @Test
  void aPositionIsHeldBackByTheLowestThatIsUnderWayInItsPartition() {
    underWay.add(new Position(ONE, 7));
    underWay.add(new Position(ONE, 5));
    underWay.add(new Position(ONE, 30));

    assertThat(underWay.heldBack(Map.of(ONE, 20L, TWO, 20L)))
        .containsExactlyInAnyOrderEntriesOf(Map.of(ONE, 5L, TWO, 20L));
    underWay.remove(new Position(ONE, 5));
    assertThat(underWay.heldBack(Map.of(ONE, 20L))).containsEntry(ONE, 7L);
    underWay.remove(new Position(ONE, 7));
    assertThat(underWay.heldBack(Map.of(ONE, 20L))).containsEntry(ONE, 20L);
  }

  @Test
  void aPartitionOfWhichNothingIsToBeReleasedIsNotNamed() {
    underWay.add(new Position(TWO, 3));

    assertThat(underWay.heldBack(Map.of(ONE, 20L))).isEqualTo(Map.of(ONE, 20L));
  }
}
