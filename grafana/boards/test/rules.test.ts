import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import type { Panel } from "@grafana/schema";
import { BOARDS, files } from "../src/files";
import { COLOURS, type Coloured } from "../src/palette";
import { GRAFANA } from "../src/panels";
import type { PromQuery } from "../src/queries";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");

interface Shown {
  board: string;
  panel: Panel;
  targets: PromQuery[];
}

const panels: Shown[] = Object.entries(BOARDS).flatMap(([board, { panels = [] }]) =>
  panels.map((panel) => ({
    board,
    panel: panel as Panel,
    targets: ((panel as Panel).targets ?? []) as unknown as PromQuery[],
  })),
);

/** Every expression of a board: of panels, variables and annotations. */
function expressions(name: string): string[] {
  const board = BOARDS[name]!;
  return [
    ...panels.filter(({ board }) => board === name).flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...(board.annotations?.list ?? []).flatMap(({ target }) => (target ? [(target as PromQuery).expr] : [])),
    ...(board.templating?.list ?? []).flatMap(({ query }) => (typeof query === "object" ? [`${query["query"]}`] : [])),
  ];
}

const each = (what: string, check: (shown: Shown, where: string) => void): void =>
  void test(what, () => panels.forEach((shown) => check(shown, `${shown.board}: ${shown.panel.title}`)));

test("the written boards are those of the sources", () => {
  for (const [path, text] of files) {
    assert.equal(read(`grafana/boards/${path}`), text, `${path} is not what src/ says: npm run write, and commit it`);
  }
});

each("every panel has a title, a description, a unit, and says what to do without data", ({ panel }, where) => {
  const { defaults } = panel.fieldConfig!;
  for (const [what, text, least] of [
    ["title", panel.title, 3],
    ["description", panel.description, 20],
    ["unit", defaults.unit, 1],
    ["text without data", defaults.noValue, 20],
  ] as const) {
    assert.ok(text !== undefined && text.length >= least, `${where} has no ${what}`);
  }
});

test("ids are unique on a board, and panels do not overlap", () => {
  for (const board of Object.keys(BOARDS)) {
    const own = panels.filter((shown) => shown.board === board).map(({ panel }) => panel);
    assert.equal(new Set(own.map(({ id }) => id)).size, own.length, board);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of own) {
      const { x, y, w, h } = gridPos!;
      assert.ok(x + w <= 24, `${board}: ${title} is wider than the board`);
      for (let column = x; column < x + w; column++)
        for (let row = y; row < y + h; row++) {
          const cell = `${column},${row}`;
          assert.ok(!taken.has(cell), `${board}: ${title} overlaps ${taken.get(cell)}`);
          taken.set(cell, title!);
        }
    }
  }
});

each("queries have ids of their own and ask the data source that is chosen", ({ panel, targets }, where) => {
  assert.ok(targets.length > 0, where);
  assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, where);
  for (const asked of [panel, ...targets]) {
    assert.deepEqual(asked.datasource, { type: "prometheus", uid: "${datasource}" }, where);
  }
});

test("annotations and variables ask the data source that is chosen", () => {
  for (const [name, { annotations, templating }] of Object.entries(BOARDS)) {
    for (const { datasource, builtIn } of annotations?.list ?? []) {
      if (!builtIn) assert.equal(datasource?.uid, "${datasource}", name);
    }
    for (const { type, datasource } of templating?.list ?? []) {
      if (type === "query") assert.equal(datasource?.uid, "${datasource}", name);
    }
  }
});

test("the colours are those of docs/colours.md", () => {
  const table = read("docs/colours.md");
  for (const [what, colour] of Object.entries(COLOURS)) {
    assert.ok(table.includes(`| ${what} | \`${colour}\` |`), `docs/colours.md does not say that ${what} is ${colour}`);
  }
});

each("an atom has its colour, wherever it is drawn over time", ({ panel, targets }, where) => {
  const fixed = (name: string): unknown =>
    panel
      .fieldConfig!.overrides.filter(({ matcher }) => matcher.id === "byName" && matcher.options === name)
      .flatMap(({ properties }) => properties)
      .findLast(({ id }) => id === "color")?.value;
  for (const { expr, legendFormat = "" } of panel.type === "timeseries" && where.startsWith("run") ? targets : []) {
    const metric = /stillwatch_([a-z_]+?)(?:_lower|_upper)?_nats/.exec(expr)?.[1]?.replaceAll("_", " ");
    if (metric !== undefined && metric in COLOURS) {
      const colour = { mode: "fixed", fixedColor: COLOURS[metric as Coloured] };
      assert.deepEqual(fixed(legendFormat), colour, `${where}: ${legendFormat}`);
    }
  }
});

test("every metric that is asked for is documented", () => {
  const documented = new Set(
    [...read("docs/metrics.md").matchAll(/^\| `(\w+)` \|/gm)].flatMap(([, name]) => [
      name!,
      ...["_bucket", "_sum", "_count"].map((suffix) => `${name}${suffix}`),
    ]),
  );
  const recorded = [...read("grafana/prometheus/recording.yaml").matchAll(/record: (\S+)/g)].map(([, name]) => name);
  for (const name of Object.keys(BOARDS)) {
    const asked = expressions(name).flatMap((expr) => expr.match(/\b(?:stillwatch|jvm|process)[_:][a-z0-9_:]+/g) ?? []);
    assert.ok(asked.length > 0);
    for (const metric of asked) {
      assert.ok(
        documented.has(metric) || recorded.includes(metric),
        `${name} asks for ${metric}: docs/metrics.md has no such line`,
      );
    }
  }
});

test("settings and documents that panels speak of exist", () => {
  const settings = read("docs/configuration.md");
  for (const { board, panel } of panels) {
    const said = `${panel.description} ${panel.fieldConfig!.defaults.noValue}`;
    for (const [name] of said.matchAll(/\b(?:kafka|window|join|codebook|verdict|metrics)\.[a-z_]+/g)) {
      assert.ok(settings.includes(`| \`${name}\` |`), `${board}: ${panel.title}: ${name} is no setting`);
    }
    for (const [path] of said.matchAll(/docs\/\w+\.md/g)) read(path);
  }
});

test("panels are those of the Grafana that is started", () => {
  assert.ok(read("docker-compose.yml").includes(`grafana/grafana:${GRAFANA}\n`));
});

test("what is asked about runs knows no instance, so that a rebalance neither doubles nor breaks a line", () => {
  for (const name of ["fleet", "run"]) {
    for (const expr of expressions(name)) assert.ok(!expr.includes("instance"), `${name}: ${expr}`);
  }
  const aggregated = /\b(?:max|sum|count)(?: by \([^)]*\) )?\((?:\w+\()*$/;
  for (const { board, panel, targets } of panels.filter(({ board }) => board !== "agent")) {
    for (const { expr } of targets) {
      for (const { index } of expr.matchAll(/\bstillwatch_\w+|\bALERTS\b/g)) {
        assert.match(
          expr.slice(0, index),
          aggregated,
          `${board}: ${panel.title}: ${expr.slice(index)} is not aggregated`,
        );
      }
    }
  }
});
