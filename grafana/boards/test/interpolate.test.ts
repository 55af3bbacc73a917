import assert from "node:assert/strict";
import test from "node:test";
import { builtIn, interpolated, stepSeconds } from "../src/interpolate";

const one = (value: string) => ({ text: value, value });

test("one value stands in a string of PromQL as it is, and cannot leave it", () => {
  const matcher = 'x{pair="$pair"}';
  assert.equal(interpolated(matcher, { pair: one("teacher/a>student/b") }), 'x{pair="teacher/a>student/b"}');
  assert.equal(interpolated(matcher, { pair: one('a"} or y{b="\\') }), 'x{pair="a\\"} or y{b=\\"\\\\"}');
});

test("several values are alternatives of a regular expression, taken literally", () => {
  const matcher = 'up{instance=~"$instance"}';
  assert.equal(
    interpolated(matcher, { instance: { text: "All", value: ["127.0.0.1:1", "b|c"] } }),
    'up{instance=~"(127\\\\.0\\\\.0\\\\.1:1|b\\\\|c)"}',
  );
});

test("what is no variable stays", () => {
  const expr = 'label_replace(x, "teacher", "$1", "pair", "([^>]*)>(.*)") * $unit';
  assert.equal(interpolated(expr, { unit: { text: "bits", value: "1.44" } }), expr.replace("$unit", "1.44"));
  assert.equal(interpolated("gap (${unit:text})", { unit: { text: "bits", value: "1.44" } }), "gap (bits)");
});

test("a step is no shorter than a scrape, and a rate spans four", () => {
  const range = { from: 0, to: 3_600, scrapeSeconds: 15 };
  assert.equal(stepSeconds(range, 500), 15);
  assert.equal(stepSeconds(range, 100), 36);
  assert.equal(interpolated("[$__rate_interval] $__interval [$__range]", builtIn(range, 15)), "[60s] 15s [3600s]");
  assert.equal(interpolated("[$__rate_interval]", builtIn(range, 60)), "[75s]");
});
