import { BigValueColorMode, VizOrientation, type Dashboard, type Panel } from "@grafana/schema";
import { events } from "./annotations";
import { board, RUN } from "./boards";
import { stateTimeline } from "./charts";
import { COLOURS, QUIET, UNNOTICED, WARN } from "./palette";
import { fixed, named, NO_NUMBERS, set, VERDICT_WORDS, zeroOne } from "./panels";
import { CHOSEN, information, lines, perRun, perView, verdictNumber } from "./queries";
import { atoms, bands, copying, knowledge, ratio } from "./run-atoms";
import { classes, clientLost, errors, grid, samples, steps } from "./run-details";
import { tiles } from "./tiles";
import { datasource, unit, view } from "./variables";

/** As much as a tile has room for. */
const NOTHING = "no numbers: widen the time range";

const verdict: Panel = tiles({
  id: 1,
  title: "Verdict",
  description:
    "What the agent makes of the numbers, the last of the time range. docs/operations.md says what to do about each.",
  unit: "none",
  none: NOTHING,
  at: [0, 0, 5, 5],
  targets: [lines("A", "verdict", verdictNumber(CHOSEN))],
  defaults: { mappings: VERDICT_WORDS },
  options: { colorMode: BigValueColorMode.Background },
});

/** A number with its 95 % interval. */
const withInterval = (metric: (bound: string) => string, amount: (expr: string) => string, name: string) => [
  lines("A", name, amount(perView(metric(""), CHOSEN))),
  lines("B", "at least", amount(perView(metric("lower_"), CHOSEN))),
  lines("C", "at most", amount(perView(metric("upper_"), CHOSEN))),
];

/** Else the shorter of two numbers that stand beside one another would be the larger. */
const OF_ONE_SIZE = { titleSize: 16, valueSize: 36 };

const distilled: Panel = tiles({
  id: 2,
  title: "Distilled",
  description: "Redundancy over what the teacher knows, with its 95 % interval: the last of the time range.",
  unit: "percentunit",
  none: "no ratio: see what the verdict says",
  at: [5, 0, 7, 5],
  targets: withInterval(
    (bound) => `stillwatch_distilled_${bound}ratio`,
    (expr) => expr,
    "distilled",
  ),
  defaults: { decimals: 1, min: 0, max: 1, color: fixed(COLOURS.redundancy) },
  options: { text: OF_ONE_SIZE },
});

const gap: Panel = tiles({
  id: 3,
  title: "Gap (${unit:text})",
  description: "What the teacher knows and the student does not, with its 95 % interval: the last of the time range.",
  unit: "none",
  none: NOTHING,
  at: [12, 0, 7, 5],
  targets: withInterval((bound) => `stillwatch_distillation_gap_${bound}nats`, information, "left to distil"),
  defaults: { decimals: 3, min: 0, color: fixed(COLOURS["distillation gap"]) },
  options: { text: OF_ONE_SIZE },
});

const progress: Panel = tiles({
  id: 4,
  title: "Where it is",
  description:
    "The highest training step in the window, the rows that the numbers rest on, and when the run's last record came.",
  unit: "locale",
  none: NOTHING,
  at: [19, 0, 5, 5],
  targets: [
    lines("A", "step", perView("stillwatch_window_last_step", CHOSEN)),
    lines("B", "samples", perView("stillwatch_window_samples", CHOSEN)),
    lines("C", "last record", `1000 * ${perRun("stillwatch_run_last_seen_timestamp_seconds", 'run="$run"')}`),
  ],
  defaults: { color: fixed(QUIET) },
  options: { orientation: VizOrientation.Horizontal, text: { titleSize: 14, valueSize: 18 } },
  overrides: [named("last record", set("unit", "dateTimeFromNow"))],
});

const history: Panel = stateTimeline({
  id: 5,
  title: "Verdict and hints",
  description:
    "The verdict over time, and what was noticed beside it: the student knows much less than it did, or it copies more and more of the teacher that is not about the label.",
  unit: "none",
  none: NO_NUMBERS,
  at: [0, 5, 24, 5],
  targets: [
    lines("A", "verdict", verdictNumber(CHOSEN)),
    lines("B", "student damaged", perView("stillwatch_hint", `${CHOSEN},hint="student_damaged"`)),
    lines("C", "copying without redundancy", perView("stillwatch_hint", `${CHOSEN},hint="copying_without_redundancy"`)),
  ],
  mappings: zeroOne(["no", UNNOTICED], ["noticed", WARN]),
  overrides: [named("verdict", set("mappings", VERDICT_WORDS))],
});

export const run: Dashboard = board(RUN, {
  description:
    "One run, seen through one pair of layers, one task and one slice: what is distilled, what is left, and since when.",
  from: "now-3h",
  variables: [datasource, ...view, unit],
  annotations: events,
  panels: [
    verdict,
    distilled,
    gap,
    progress,
    history,
    atoms,
    bands,
    ratio,
    knowledge,
    copying,
    classes,
    grid,
    errors,
    steps,
    samples,
    clientLost,
  ],
});
