import assert from "node:assert/strict";
import test from "node:test";
import type { Dashboard } from "@grafana/schema";
import { Interview } from "../src/interview";
import { Prometheus, type Answer } from "../src/prometheus";
import { lines, rows } from "../src/queries";
import type { WithoutData } from "../src/without-data";

const BOARD = {
  uid: "b",
  schemaVersion: 42,
  templating: {
    list: [{ type: "query", name: "run", query: { query: "label_values(stillwatch_run_info, run)" } }],
  },
  panels: [
    { id: 1, type: "timeseries", title: "Line", targets: [lines("A", "", 'x{run="$run"}')] },
    { id: 2, type: "table", title: "Rows", targets: [rows("A", "y"), rows("B", "z")] },
  ],
} as unknown as Dashboard;

/** A Prometheus that knows the named expressions, and refuses `bad`. */
class Known extends Prometheus {
  constructor(private readonly values: Record<string, string>) {
    super("http://nowhere.example");
  }

  override async at(expr: string): Promise<Answer> {
    if (this.values[expr] === "bad") throw new Error("parse error");
    const value = this.values[expr];
    return { resultType: "vector", result: value === undefined ? [] : [{ metric: {}, value: [0, value] }] };
  }

  override over = (expr: string): Promise<Answer> => this.at(expr);

  override labelValues = async (): Promise<string[]> => ["a>b", "c"];
}

const ALL = { 'x{run="a>b"}': "1", y: "2", z: "3" };

async function problems(
  values: Record<string, string>,
  wanted = {},
  withoutData: WithoutData[] = [],
): Promise<string[]> {
  const interview = new Interview(new Known(values), { from: 0, to: 60, scrapeSeconds: 2 }, wanted, withoutData);
  await interview.about(BOARD);
  interview.end();
  return interview.problems;
}

const rowsB = { board: "b", title: "Rows", refId: "B", why: "it is so" };

test("where every question has an answer there is no problem", async () => {
  assert.deepEqual(await problems(ALL), []);
});

test("a question without an answer is named, with its expression", async () => {
  assert.deepEqual(await problems({ y: "2", z: "3" }), ['b: Line A: has no data: x{run="a>b"}']);
  assert.deepEqual(await problems({ ...ALL, z: "NaN" }), ["b: Rows B: has no data: z"]);
});

test("a question that is refused is named, with the reason", async () => {
  assert.deepEqual(await problems({ ...ALL, y: "bad" }), ["b: Rows A: was refused: Error: parse error: y"]);
});

test("what cannot have an answer is let pass, but not once it has one", async () => {
  assert.deepEqual(await problems({ ...ALL, z: "NaN" }, {}, [rowsB]), []);
  assert.deepEqual(await problems(ALL, {}, [rowsB]), ["b: Rows B: has data: take it off the list of those without"]);
});

test("an entry for which there is no question is a problem", async () => {
  const gone = { board: "b", title: "Gone", why: "it is so" };
  assert.deepEqual(await problems(ALL, {}, [gone]), [
    "b: Gone: is on the list of those without data, but no such question was asked",
  ]);
});

test("a variable must have the value that is wanted", async () => {
  assert.match((await problems({ ...ALL, 'x{run="c"}': "1" }, { run: "d" }))[0]!, /variable run: has no value d/);
  assert.deepEqual(await problems({ ...ALL, 'x{run="c"}': "1" }, { run: "c" }), []);
});

test("answers are kept by board, panel and query, with the range and the variables", async () => {
  const interview = new Interview(new Known(ALL), { from: 0, to: 60, scrapeSeconds: 2 }, {}, []);
  await interview.about(BOARD);
  const vector = (value: string) => ({ resultType: "vector", result: [{ metric: {}, value: [0, value] }] });
  assert.deepEqual(interview.answers(), {
    from: 0,
    to: 60,
    variables: { run: "a>b" },
    boards: {
      b: {
        "1": [{ refId: "A", response: vector("1") }],
        "2": [
          { refId: "A", response: vector("2") },
          { refId: "B", response: vector("3") },
        ],
      },
    },
  });
});
