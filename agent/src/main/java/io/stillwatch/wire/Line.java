package io.stillwatch.wire;

/**
 * One line of an input, not looked into yet.
 *
 * @param number of the line, blank ones counted too, from 1
 * @param bytes of the line, without its end; none where it was too long
 * @param tooLong whether it had more bytes than {@link LineReader#LONGEST_LINE}
 */
public record Line(long number, byte[] bytes, boolean tooLong) {}
