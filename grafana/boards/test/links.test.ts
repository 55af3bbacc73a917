import assert from "node:assert/strict";
import test from "node:test";
import type { Panel } from "@grafana/schema";
import { BOARDS } from "../src/files";
import { interpolated, type Variables } from "../src/interpolate";

const uids = Object.values(BOARDS).map(({ uid }) => uid);

const one = (value: string) => ({ text: value, value });

test("a board links to the two others, keeping the time range and the variables", () => {
  for (const { uid, links = [] } of Object.values(BOARDS)) {
    assert.deepEqual(
      links.map(({ url }) => url).sort(),
      uids
        .filter((other) => other !== uid)
        .map((other) => `/d/${other}`)
        .sort(),
    );
    for (const link of links) assert.ok(link.keepTime && link.includeVars, `${uid}: ${link.title}`);
  }
});

interface Link {
  title: string;
  url: string;
}

const rowLinks: [where: string, Link][] = Object.values(BOARDS).flatMap(({ title, panels = [] }) =>
  panels.flatMap((panel) =>
    (panel as Panel).fieldConfig!.overrides.flatMap(({ properties }) =>
      properties
        .filter(({ id }) => id === "links")
        .flatMap(({ value }) => (value as Link[]).map((link): [string, Link] => [`${title}: ${panel.title}`, link])),
    ),
  ),
);

/** What Grafana puts in place of the variables of a row's link. */
function followed(url: string, row: Record<string, string>): URL {
  const variables: Variables = { datasource: one("prometheus"), unit: { text: "bits", value: "1.4426950408889634" } };
  const ofRow = url.replace(/\$\{__data\.fields\.(\w+):percentencode\}/g, (_, field: string) =>
    encodeURIComponent(row[field] ?? ""),
  );
  const ofTime = ofRow.replace("${__url_time_range}", "from=now-3h&to=now");
  return new URL(interpolated(ofTime, variables), "http://grafana.example");
}

test("a row leads to its own view on the board Run, whatever it is called", () => {
  assert.equal(rowLinks.length, 6);
  const row = { run: "50 % & <b>?#é", pair: "teacher/layer/4>student/a=b", task: "digit+sign", slice: "all" };
  for (const [where, { url }] of rowLinks) {
    const link = followed(url, row);
    assert.equal(link.pathname, "/d/stillwatch-run", where);
    assert.ok(!link.href.includes("${"), `${where}: ${link.href}`);
    for (const [label, value] of Object.entries(row)) assert.equal(link.searchParams.get(`var-${label}`), value, where);
    assert.equal(link.searchParams.get("var-unit"), "1.4426950408889634", where);
    assert.equal(link.searchParams.get("from"), "now-3h", where);
  }
});

test("what a link fills in is a variable of the board that it leads to", () => {
  const names = BOARDS["run"]!.templating!.list!.map(({ name }) => name);
  for (const [where, { url }] of rowLinks) {
    const filled = [...url.matchAll(/var-(\w+)=|\$\{(\w+):queryparam\}/g)].map(([, given, whole]) => given ?? whole!);
    for (const name of filled) assert.ok(names.includes(name), `${where}: ${name}`);
  }
});
