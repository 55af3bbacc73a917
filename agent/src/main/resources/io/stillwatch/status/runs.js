// The table of runs: a line each, for the view that says most.
import { bar, byId, part, renew, table } from "./parts.js";
import { counted, hints, information, interval, percent, ratioInterval, runName, verdictMark, verdictWords, visible } from "./words.js";

export const keyOf = (line) => JSON.stringify([line.run, line.pair, line.task, line.slice]);

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Scores before hidden layers, all rows before a slice.
const rank = (line) => [line.slice === "all" ? 0 : 1, /logits|scores|probabilities/.test(line.pair) ? 0 : 1, line.task, line.pair];

export const byRank = (a, b) => {
  const [left, right] = [rank(a), rank(b)];
  const i = left.findIndex((value, at) => value !== right[at]);
  return i < 0 ? 0 : order(left[i], right[i]);
};

export function byRun(views) {
  const runs = new Map();
  for (const line of views) runs.set(line.run, [...(runs.get(line.run) ?? []), line]);
  for (const lines of runs.values()) lines.sort(byRank);
  return new Map([...runs].sort(([a], [b]) => order(a, b)));
}

export const verdictPart = (verdict) =>
  part("span", { class: `verdict ${/^\w+$/.test(verdict) ? verdict : ""}` },
    part("span", { class: "mark", "aria-hidden": "true" }, verdictMark(verdict)), " ", verdictWords(verdict));

const withInterval = (value, bounds) =>
  part("span", {}, value, bounds ? part("small", {}, ` ${bounds}`) : null);

function share(line, scale) {
  const { redundancy, distillation_gap: gap } = line.nats;
  const label = `${percent(line.distilled_ratio?.value)} distilled`;
  return part("span", { class: "share" },
    bar(label, [["--redundancy", redundancy / scale], ["--gap", gap / scale]]),
    withInterval(percent(line.distilled_ratio?.value), ratioInterval(line)));
}

// May be broken between its two layers.
const layers = (pair) => visible(pair).replaceAll(">", ">\n").split("\n").flatMap((layer) => [layer, part("wbr")]);

export function showRuns(views, selected, select) {
  const runs = byRun(views);
  const shown = [...runs.values()].map((lines) => lines.find((line) => keyOf(line) === selected) ?? lines[0]);
  const scale = Math.max(1e-9, ...shown.map((line) => line.nats.redundancy + line.nats.distillation_gap));
  const rows = shown.map((line) => [
    part("button", { type: "button", class: "link", "data-key": line.run, "aria-pressed": String(keyOf(line) === selected), click: () => select(line) }, runName(line.run)),
    part("span", {}, verdictPart(line.verdict), line.hints?.length ? part("small", { title: hints(line).join("; ") }, ` + ${line.hints.map(verdictWords).join(", ")}`) : null),
    share(line, scale),
    withInterval(information(line.nats.redundancy), interval(line, "redundancy")),
    withInterval(information(line.nats.distillation_gap), interval(line, "distillation_gap")),
    counted(line.step),
    counted(line.samples),
    part("span", { class: "text" }, ...layers(line.pair)),
  ]);
  const heads = ["Run", "Verdict", "Distilled, of what the teacher knows", "Redundancy", "Gap", "Step", "Samples", "Layers"];
  const list = table("The latest measurement of every run", heads, rows);
  list.querySelectorAll("tbody tr").forEach((row, i) => row.classList.toggle("chosen", keyOf(shown[i]) === selected));
  renew(byId("runs"), list);
}
