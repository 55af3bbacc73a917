package io.stillwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillwatch.sample.Message;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoundTripTest {
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatIsReadEqualsWhatWasWritten(Encoding encoding) {
    for (Message message : Messages.all()) {
      byte[] value = MessageEncoder.encode(message, encoding);

      Decoded withHeader =
          MessageDecoder.decode(
              Messages.raw(Messages.RUN, value, Optional.of(encoding.contentType())));
      Decoded byFirstByte =
          MessageDecoder.decode(Messages.raw(Messages.RUN, value, Optional.empty()));

      Decoded expected = new Decoded.Accepted(message);
      assertThat(withHeader).usingRecursiveComparison().isEqualTo(expected);
      assertThat(byFirstByte).usingRecursiveComparison().isEqualTo(expected);
    }
  }
}
