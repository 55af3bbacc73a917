import assert from "node:assert/strict";
import { test } from "node:test";
import { problems } from "../judge";
import type { Observation } from "../observe";

const good: Observation = {
  id: "1",
  kind: "timeseries",
  title: "Gap",
  hasData: true,
  text: "Gap\nredundancy",
  drawnPixels: [0, 900],
  tableRows: 0,
  cut: [],
  tiny: [],
  green: false,
  alike: [],
  scrolled: false,
};

/** What is said of a panel that differs from a good one in this. */
const said = (difference: Partial<Observation>) =>
  problems({ ...good, ...difference }).map((problem) => problem.replace(/^".*?" \(.*?\): /, ""));

test("a good panel has no problems", () => {
  assert.deepEqual(problems(good), []);
});

test("a plot with hardly a pixel in it is blank, if there is data", () => {
  for (const kind of ["timeseries", "state-timeline", "heatmap"]) {
    assert.deepEqual(said({ kind, drawnPixels: [20, 3] }), ["has data, and nothing is drawn"]);
    assert.deepEqual(said({ kind, drawnPixels: [] }), ["has data, and nothing is drawn"]);
  }
  assert.deepEqual(said({ drawnPixels: [], hasData: false, text: "Gap\nStart a run." }), []);
});

test("a stat that shows nothing but its title is blank", () => {
  assert.deepEqual(said({ kind: "stat", text: "Gap" }), ["shows no text"]);
  assert.deepEqual(said({ kind: "bargauge", text: "Gap\n" }), ["shows no text"]);
  assert.deepEqual(said({ kind: "stat", text: "Gap\n91 %", drawnPixels: [] }), []);
});

test("a table without rows is blank, if there is data", () => {
  assert.deepEqual(said({ kind: "table", tableRows: 0 }), ["has data, and no row is shown"]);
  assert.deepEqual(said({ kind: "table", tableRows: 1 }), []);
});

test("a text panel without text is empty", () => {
  assert.deepEqual(said({ kind: "text", text: "Gap" }), ["is empty"]);
});

test("an empty panel has to say more than No data", () => {
  assert.deepEqual(said({ hasData: false, text: "Gap\nNo data" }), [
    'says only "No data"; give it a text that says what to do',
  ]);
  assert.deepEqual(said({ hasData: false, text: "Gap\nNo data yet: start a run." }), []);
});

test("a raw variable is found in titles and texts, however it is written", () => {
  assert.deepEqual(said({ title: "Gap of ${run}" }), ["shows ${run} instead of a value"]);
  assert.deepEqual(said({ text: "Gap\n$unit" }), ["shows $unit instead of a value"]);
  assert.deepEqual(said({ text: "Gap\n[[run]]" }), ["shows [[run]] instead of a value"]);
  assert.deepEqual(said({ text: "Gap\n5 $ and 3 $" }), []);
});

test("cut texts and what has to be scrolled are problems; only a table's rows may be scrolled", () => {
  assert.deepEqual(said({ cut: ["Distillat"] }), ['the text "Distillat" is cut']);
  assert.deepEqual(said({ scrolled: true }), ["has to be scrolled to be seen"]);
  assert.deepEqual(said({ kind: "table", tableRows: 3, scrolled: true }), []);
});

test("letters that are too small are a problem", () => {
  assert.deepEqual(said({ tiny: ["no data"] }), ['the text "no data" is too small to be read']);
});

test("lines of one colour are a problem", () => {
  assert.deepEqual(said({ alike: ["a has the colour of b"] }), ["a has the colour of b"]);
});

test("green is a problem where nothing is known", () => {
  assert.deepEqual(said({ green: true }), []);
  assert.deepEqual(said({ green: true, hasData: false, text: "Gap\nNothing yet." }), [
    "is green, and nothing is known",
  ]);
});

test("a panel that failed says why, and not that it is blank as well", () => {
  assert.deepEqual(said({ error: "nothing here draws it", drawnPixels: [] }), ["nothing here draws it"]);
  assert.equal(problems({ ...good, error: "broken" })[0], '"Gap" (timeseries 1): broken');
});
