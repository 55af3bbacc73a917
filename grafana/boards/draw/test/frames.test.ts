import assert from "node:assert/strict";
import { test } from "node:test";
import type { DataFrame } from "@grafana/data";
import type { PrometheusData } from "../answers";
import { framesOf, legend } from "../frames";

const MATRIX: PrometheusData = {
  resultType: "matrix",
  result: [
    {
      metric: { __name__: "gap", run: "one" },
      values: [
        [10, "1"],
        [12, "NaN"],
        [18, "+Inf"],
      ],
    },
    { metric: { __name__: "gap", run: "two" }, values: [[10, "3"]] },
  ],
};

const VECTOR: PrometheusData = {
  resultType: "vector",
  result: [
    { metric: { run: "one", verdict: "done" }, value: [10, "1"] },
    { metric: { run: "two" }, value: [10, "2"] },
  ],
};

const columns = (frame: DataFrame | undefined) =>
  Object.fromEntries(frame!.fields.map(({ name, values }) => [name, values]));

test("a series is a frame of times in milliseconds and values with its labels", () => {
  const frames = framesOf([{ refId: "A", legendFormat: "{{ run }}" }], [{ refId: "A", response: MATRIX }]);
  assert.equal(frames.length, 2);
  assert.deepEqual(columns(frames[0]), { Time: [10_000, 12_000, 18_000], Value: [1, NaN, Infinity] });
  assert.deepEqual(frames[0]!.fields[1]!.labels, { __name__: "gap", run: "one" });
  assert.equal(frames[1]!.fields[1]!.config.displayNameFromDS, "two");
});

test("the interval is the least distance of two samples, so that holes are seen as holes", () => {
  const [frame] = framesOf([{ refId: "A" }], [{ refId: "A", response: MATRIX }]);
  assert.equal(frame!.fields[0]!.config.interval, 2000);
});

test("a table has a row a sample and a column a label, empty where a series has no such label", () => {
  const frames = framesOf([{ refId: "A", format: "table" }], [{ refId: "A", response: VECTOR }]);
  assert.equal(frames.length, 1);
  assert.deepEqual(columns(frames[0]), {
    Time: [10_000, 10_000],
    run: ["one", "two"],
    verdict: ["done", ""],
    Value: [1, 2],
  });
});

test("the values of several tables are told apart by their query", () => {
  const targets = ["A", "B"].map((refId) => ({ refId, format: "table" }));
  const frames = framesOf(
    targets,
    targets.map(({ refId }) => ({ refId, response: VECTOR })),
  );
  assert.deepEqual(
    frames.map(({ fields }) => fields.at(-1)!.name),
    ["Value #A", "Value #B"],
  );
});

test("a bucket of a heatmap holds what is in it alone", () => {
  const bucket = (le: string, count: string) => ({ metric: { le }, values: [[10, count]] as [number, string][] });
  const response: PrometheusData = {
    resultType: "matrix",
    result: [bucket("+Inf", "9"), bucket("0.1", "2"), bucket("1", "7")],
  };
  const frames = framesOf([{ refId: "A", format: "heatmap", legendFormat: "{{le}}" }], [{ refId: "A", response }]);
  assert.deepEqual(
    frames.map(({ name, fields }) => [name, fields[1]!.values[0]]),
    [
      ["0.1", 2],
      ["1", 5],
      ["+Inf", 2],
    ],
  );
});

test("a hidden query makes no frame, and one without an answer is an error", () => {
  assert.deepEqual(framesOf([{ refId: "A", hide: true }], []), []);
  assert.throws(() => framesOf([{ refId: "A" }], []), /query A has no answer/);
});

test("a legend without a format is the metric, and an automatic one is left to the labels", () => {
  assert.equal(legend({ __name__: "gap", run: "one", pair: "a>b" }, { refId: "A" }), 'gap{pair="a>b", run="one"}');
  assert.equal(legend({}, { refId: "A", expr: "1 + 1" }), "1 + 1");
  assert.equal(legend({ run: "one" }, { refId: "A", legendFormat: "__auto" }), undefined);
  assert.equal(legend({ run: "one" }, { refId: "A", legendFormat: "{{run}} {{gone}}!" }), "one !");
});
