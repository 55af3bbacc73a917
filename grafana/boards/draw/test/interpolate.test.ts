import assert from "node:assert/strict";
import { test } from "node:test";
import { FieldType } from "@grafana/data";
import { interpolation, textsOf } from "../interpolate";

const replace = interpolation({ run: "a b", instance: ["x", "y"], unit: "1" }, { unit: "nats" });

test("a variable is replaced in all three ways of writing it", () => {
  assert.equal(replace("$run ${run} [[run]]"), "a b a b a b");
});

test("several values are joined, and a format is kept to", () => {
  assert.equal(replace("${instance}, ${instance:pipe}, ${run:percentencode}"), "x + y, x|y, a%20b");
  assert.equal(replace("?${instance:queryparam}"), "?var-instance=x&var-instance=y");
});

test("the text of a variable is that of its option", () => {
  const variable = { name: "unit", type: "custom", options: [{ text: "bits", value: "1.44" }] } as never;
  assert.deepEqual(textsOf({ schemaVersion: 42, templating: { list: [variable] } }, { unit: "1.44" }), {
    unit: "bits",
  });
  assert.equal(replace("in ${unit:text}"), "in nats");
});

test("a variable without a value stays as it is, for the judge to find", () => {
  assert.equal(replace("${runn} of $gone"), "${runn} of $gone");
});

test("macros of a field are its labels and its row", () => {
  const field = { name: "Value", type: FieldType.number, config: {}, labels: { run: "one" }, values: [7] };
  const verdict = { name: "verdict", type: FieldType.string, config: {}, values: ["done"] };
  const scoped = {
    __dataContext: {
      value: { field, data: [], frame: { name: "s", length: 1, fields: [field, verdict] }, rowIndex: 0 },
    },
  };
  assert.equal(
    replace('${__field.labels.run} ${__field.labels["run"]} ${__data.fields.verdict} ${__value.raw}', scoped),
    "one one done 7",
  );
});
