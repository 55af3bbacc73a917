package io.stillwatch.recording;

/**
 * What a reader had to leave out.
 *
 * @param damagedFrames frames in the middle that did not match their checksum and were skipped
 * @param damagedBytes the bytes of the file that they took
 * @param tornBytes bytes at the end that are no whole frame: the writer was stopped there
 */
public record Losses(long damagedFrames, long damagedBytes, long tornBytes) {
  static final Losses NONE = new Losses(0, 0, 0);

  Losses withDamaged(long bytes) {
    return new Losses(damagedFrames + 1, damagedBytes + bytes, tornBytes);
  }

  Losses withTorn(long bytes) {
    return new Losses(damagedFrames, damagedBytes, bytes);
  }
}
