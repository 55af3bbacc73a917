import assert from "node:assert/strict";
import test from "node:test";
import {
  FieldType,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
  type DataFrame,
} from "@grafana/data";
import type { Panel } from "@grafana/schema";
import { fleet } from "../src/fleet";
import { run } from "../src/run";

// Grafana's transformations look at the window for what surrounds them; here nothing does.
globalThis.window ??= globalThis as never;

// Some stand there under two names.
standardTransformersRegistry.setInit(() =>
  [...new Set(Object.values(standardTransformers))].map(
    (transformation) =>
      ({ id: transformation.id, name: transformation.name, transformation: async () => transformation }) as never,
  ),
);

type Labels = Record<string, string>;

/** As Grafana's data source answers for the format "table": a column for each label of any series. */
function rowsOf(refId: string, series: [Labels, number][]): DataFrame {
  const labels = [...new Set(series.flatMap(([of]) => Object.keys(of)))].sort();
  const column = (name: string, type: FieldType, values: unknown[]) => ({ name, type, values, config: {} });
  return {
    refId,
    length: series.length,
    fields: [
      column(
        "Time",
        FieldType.time,
        series.map(() => 0),
      ),
      ...labels.map((label) =>
        column(
          label,
          FieldType.string,
          series.map(([of]) => of[label] ?? ""),
        ),
      ),
      column(
        `Value #${refId}`,
        FieldType.number,
        series.map(([, value]) => value),
      ),
    ],
  };
}

/** As it answers for the format "time_series": a frame a series. */
const lineOf = (labels: Labels, values: number[]): DataFrame => ({
  refId: "A",
  length: values.length,
  fields: [
    { name: "Time", type: FieldType.time, values: values.map((_, index) => index), config: {} },
    { name: "Value", type: FieldType.number, values, labels, config: {} },
  ],
});

async function shown(
  panels: unknown[] | undefined,
  title: string,
  frames: DataFrame[],
): Promise<Record<string, unknown>[]> {
  const panel = (panels as Panel[]).find((other) => other.title!.startsWith(title))!;
  const [frame, ...others] = await new Promise<DataFrame[]>((resolve) => {
    transformDataFrame(panel.transformations as never, frames).subscribe(resolve);
  });
  assert.equal(others.length, 0);
  return Array.from({ length: frame!.length }, (_, row) =>
    Object.fromEntries(frame!.fields.map((field) => [field.config.displayName ?? field.name, field.values[row]])),
  );
}

test("every run has its row on Fleet, also one that has no numbers", async () => {
  const a = { run: "a", pair: "t/l>s/l", task: "y", slice: "all" };
  const b = { ...a, run: "b" };
  const rows = await shown(fleet.panels, "Runs (", [
    rowsOf("A", [
      [a, 2],
      [b, 7],
      [{ run: "quiet" }, 5],
    ]),
    rowsOf("B", [[a, 0.5]]),
    rowsOf("C", [[a, 0.4]]),
    rowsOf("D", [[a, 0.6]]),
    rowsOf("E", [[a, 0.1]]),
    rowsOf("F", [
      [a, 1],
      [b, 2],
    ]),
    rowsOf("G", [
      [a, 10],
      [b, 20],
      [{ run: "quiet" }, 30],
    ]),
  ]);
  const column = (name: string) => rows.map((row) => row[name]);
  assert.deepEqual(Object.keys(rows[0]!), [
    "verdict",
    "run",
    "pair",
    "task",
    "slice",
    "distilled",
    "at least",
    "at most",
    "change",
    "gap",
    "last seen",
  ]);
  assert.deepEqual(column("run"), ["a", "b", "quiet"]);
  assert.deepEqual(column("verdict"), [2, 7, 5]);
  assert.deepEqual(column("gap"), [1, 2, undefined]);
  assert.deepEqual(column("last seen"), [10, 20, 30]);
});

test("the gap by layers is a grid of the teacher's by the student's", async () => {
  const of = (teacher: string, student: string) => ({
    run: "a",
    pair: `${teacher}>${student}`,
    task: "y",
    slice: "all",
    teacher,
    student,
  });
  const rows = await shown(run.panels, "Gap by layers", [
    lineOf(of("t/1", "s/1"), [9, 1]),
    lineOf(of("t/2", "s/2"), [9, 2]),
    lineOf(of("t/2", "s/1"), [9, 3]),
  ]);
  assert.deepEqual(rows, [
    { "teacher\\student": "t/1", "s/1": 1, "s/2": null },
    { "teacher\\student": "t/2", "s/1": 3, "s/2": 2 },
  ]);
});

test("classes stand with the largest part of the gap first", async () => {
  const of = (name: string) => ({ run: "a", pair: "p", task: "y", slice: "all", class: name });
  const rows = await shown(run.panels, "Gap by class", [lineOf(of("cat"), [0.1]), lineOf(of("dog"), [0.3])]);
  assert.deepEqual(rows, [
    { class: "dog", gap: 0.3 },
    { class: "cat", gap: 0.1 },
  ]);
});
