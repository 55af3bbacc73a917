import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dashboard, Panel, RowPanel } from "@grafana/schema";
import { layout, misplaced } from "../layout";

const panel = (title: string, x: number, y: number, w: number, h: number): Panel => ({
  title,
  type: "stat",
  gridPos: { x, y, w, h },
});
const row = (title: string, y: number, panels: Panel[]): RowPanel => ({
  id: 9,
  title,
  type: "row",
  collapsed: panels.length > 0,
  gridPos: { x: 0, y, w: 24, h: 1 },
  panels,
});
const board = (...panels: (Panel | RowPanel)[]): Dashboard => ({ schemaVersion: 42, panels });

test("24 columns and their margins are the width", () => {
  const { placed, height } = layout(board(panel("left", 0, 0, 12, 4), panel("right", 12, 0, 12, 6)), 1600);
  const [left, right] = placed;
  assert.deepEqual([left!.x, left!.width, left!.height], [0, 796, 144]);
  assert.deepEqual([right!.x, right!.x + right!.width, height], [804, 1600, 220]);
});

test("a closed row is opened, and what is under it moves down", () => {
  const { placed } = layout(board(row("closed", 0, [panel("inner", 0, 1, 12, 5)]), panel("under", 0, 1, 12, 4)), 1600);
  assert.deepEqual(
    placed.map(({ panel, y }) => [panel.title, y / 38]),
    [
      ["closed", 0],
      ["inner", 1],
      ["under", 6],
    ],
  );
  assert.deepEqual(misplaced(board(row("closed", 0, [panel("inner", 0, 1, 12, 5)]), panel("under", 0, 1, 12, 4))), []);
});

test("panels that lie upon one another or stick out are found", () => {
  assert.deepEqual(misplaced(board(panel("one", 0, 0, 12, 4), panel("two", 11, 3, 14, 4))), [
    "two: reaches beyond column 24",
    'one: lies upon "two"',
  ]);
  assert.deepEqual(
    misplaced(board(panel("one", 0, 0, 12, 4), panel("two", 12, 0, 12, 4), panel("three", 0, 4, 24, 4))),
    [],
  );
});

test("a panel without a place is an error", () => {
  assert.throws(() => layout(board({ title: "lost", type: "stat" }), 1600), /"lost" has no gridPos/);
});
