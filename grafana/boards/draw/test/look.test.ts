import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { FieldColorModeId, type Dashboard, type Panel } from "@grafana/schema";
import type { Answers, PrometheusData } from "../answers";
import { look } from "../look";

const FROM = 1_700_000_000;
const STEPS = 60;
const SERIES: PrometheusData = {
  resultType: "matrix",
  result: [
    {
      metric: { run: "one" },
      values: Array.from({ length: STEPS }, (_, step) => [FROM + 10 * step, String(Math.sqrt(step))]),
    },
  ],
};
const NOTHING: PrometheusData = { resultType: "matrix", result: [] };
const BLUE = { mode: FieldColorModeId.Fixed, fixedColor: "#0072B2" };
const LEGEND = { legend: { showLegend: true, displayMode: "list", placement: "bottom", calcs: [] } };
const LAST = { reduceOptions: { calcs: ["lastNotNull"] }, graphMode: "none", colorMode: "value" };

const pictures = mkdtempSync(join(tmpdir(), "boards-test-"));
after(() => rmSync(pictures, { recursive: true }));

interface Drawn {
  panel: Partial<Panel> & { type: string; title: string };
  data?: PrometheusData;
  format?: string;
}

/** Draws the panels as a board, in the real browser; what is wrong, without the board's name. */
async function problemsOf(...drawn: Drawn[]): Promise<string[]> {
  const board: Dashboard = {
    uid: "test",
    title: "A board of $run",
    schemaVersion: 42,
    panels: drawn.map(({ panel, format }, id) => ({
      id,
      gridPos: { x: 8 * (id % 3), y: 6 * Math.floor(id / 3), w: 8, h: 6 },
      targets: [{ refId: "A", legendFormat: "{{run}}", ...(format && { format }) }],
      fieldConfig: { defaults: {}, overrides: [] },
      options: {},
      ...panel,
    })),
  };
  const answers: Answers = {
    from: FROM,
    to: FROM + 10 * STEPS,
    variables: { run: "one" },
    boards: { test: Object.fromEntries(drawn.map(({ data }, id) => [id, [{ refId: "A", response: data ?? SERIES }]])) },
  };
  const found = await look([board], answers, pictures);
  return found
    .filter((problem) => problem.startsWith("test dark"))
    .map((problem) => problem.replace("test dark: ", ""));
}

const coloured = { defaults: { color: BLUE, custom: { lineWidth: 2 } }, overrides: [] } as Panel["fieldConfig"] &
  object;

test("good panels of every kind are drawn, and nothing is said of them", async () => {
  const found = await problemsOf(
    { panel: { type: "timeseries", title: "Line of $run", fieldConfig: coloured, options: LEGEND } },
    { panel: { type: "stat", title: "Last", options: LAST } },
    { panel: { type: "table", title: "Rows" }, format: "table" },
    { panel: { type: "bargauge", title: "Bars", options: LAST } },
    { panel: { type: "text", title: "Words", options: { mode: "markdown", content: "Of **$run**." } } },
    { panel: { type: "state-timeline", title: "States", fieldConfig: coloured } },
    { panel: { type: "heatmap", title: "Buckets" }, format: "heatmap" },
    {
      panel: {
        type: "timeseries",
        title: "Empty",
        fieldConfig: { defaults: { noValue: "Start a run." }, overrides: [] },
      },
      data: NOTHING,
    },
  );
  assert.deepEqual(found, []);
  assert.ok(statSync(join(pictures, "test-dark.png")).size > 10_000);
  assert.ok(statSync(join(pictures, "test-light.png")).size > 10_000);
});

test("each bad panel is found out", async () => {
  const unseen = { lineWidth: 0, fillOpacity: 0, showPoints: "never" };
  const found = await problemsOf(
    {
      panel: {
        type: "timeseries",
        title: "Unseen",
        fieldConfig: { defaults: { color: BLUE, custom: unseen }, overrides: [] },
        options: LEGEND,
      },
    },
    { panel: { type: "stat", title: "Mute", options: { ...LAST, textMode: "none" } } },
    {
      panel: {
        type: "stat",
        title: "A title that is so long that nobody could ever read all of it in a panel as narrow as this",
        options: LAST,
      },
    },
    { panel: { type: "stat", title: "Of ${nobody}", options: LAST } },
    { panel: { type: "timeseries", title: "Wordless" }, data: NOTHING },
    {
      panel: {
        type: "stat",
        title: "Green",
        options: LAST,
        fieldConfig: { defaults: { noValue: "none" }, overrides: [] },
      },
      data: NOTHING,
    },
    { panel: { type: "stat", title: "Tiny", options: { ...LAST, text: { valueSize: 5 } } } },
    { panel: { type: "piechart", title: "Pie" } },
    {
      panel: { type: "table", title: "Joined", transformations: [{ id: "joinByLabels", options: {} }] },
      format: "table",
    },
    { panel: { type: "text", title: "Long", options: { mode: "markdown", content: "Word.\n\n".repeat(30) } } },
    {
      panel: {
        type: "text",
        title: "Picture",
        options: { mode: "html", content: 'Of <img src="http://elsewhere.invalid/x.png">' },
      },
    },
  );
  for (const expected of [
    /"Unseen".*has data, and nothing is drawn/,
    /"Mute".*shows no text/,
    /the text "A title that is so long.*" is cut/,
    /"Of \$\{nobody\}".*shows \$\{nobody\} instead of a value/,
    /"Wordless".*says only "No data"/,
    /"Green".*is green, and nothing is known/,
    /"Tiny".*is too small to be read/,
    /"Pie".*nothing here draws a panel of type piechart/,
    /"Joined".*has no transformation joinByLabels/,
    /"Long".*has to be scrolled/,
    /asked of another host: http:\/\/elsewhere\.invalid\/x\.png/,
  ]) {
    assert.ok(
      found.some((problem) => expected.test(problem)),
      `${expected} is not among\n${found.join("\n")}`,
    );
  }
});
