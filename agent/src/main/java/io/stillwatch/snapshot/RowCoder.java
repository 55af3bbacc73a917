package io.stillwatch.snapshot;

import io.stillwatch.join.Triple;

/** Makes small integers of rows; equal ones make the same. */
interface RowCoder {
  CodedRow coded(Triple row);
}
