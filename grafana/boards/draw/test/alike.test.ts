import assert from "node:assert/strict";
import { test } from "node:test";
import { createTheme, FieldColorModeId, FieldType, type DataFrame, type FieldColor } from "@grafana/data";
import { alike } from "../alike";

const theme = createTheme();

function lines(color: FieldColor, ...names: string[]): DataFrame[] {
  return names.map((name, seriesIndex) => ({
    length: 1,
    fields: [
      { name, type: FieldType.number, config: { displayName: name, color }, values: [1], state: { seriesIndex } },
    ],
  }));
}

test("lines that a palette tells apart by their place are not alike", () => {
  assert.deepEqual(alike(lines({ mode: FieldColorModeId.PaletteClassic }, "one", "two", "three"), theme), []);
});

test("lines to which a palette gives one colour are alike", () => {
  const names = Array.from({ length: 100 }, (_, number) => `line ${number}`);
  const found = alike(lines({ mode: FieldColorModeId.PaletteClassicByName }, ...names), theme);
  assert.match(found[0]!, /^line \d+ has the colour of line \d+$/);
});

test("a colour that the author gave to two lines is the author's business", () => {
  assert.deepEqual(alike(lines({ mode: FieldColorModeId.Fixed, fixedColor: "red" }, "one", "two"), theme), []);
});
