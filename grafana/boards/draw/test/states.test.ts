import assert from "node:assert/strict";
import { test } from "node:test";
import { statesOf } from "../panels/states";

test("equal values that follow one another are one state", () => {
  assert.deepEqual(statesOf([0, 10, 20, 30], [1, 1, 2, 2], 10), [
    { fromMillis: 0, toMillis: 20, value: 1 },
    { fromMillis: 20, toMillis: 40, value: 2 },
  ]);
});

test("where samples are missing there is no state, and one begins anew", () => {
  assert.deepEqual(statesOf([0, 10, 50], [1, 1, 1], 10), [
    { fromMillis: 0, toMillis: 20, value: 1 },
    { fromMillis: 50, toMillis: 60, value: 1 },
  ]);
  assert.deepEqual(statesOf([0, 10, 20, 30], [1, null, NaN, 2], 10), [
    { fromMillis: 0, toMillis: 10, value: 1 },
    { fromMillis: 30, toMillis: 40, value: 2 },
  ]);
});
