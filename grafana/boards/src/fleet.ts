import { TableCellDisplayMode, type Dashboard, type Panel } from "@grafana/schema";
import { board, FLEET, TO_RUN } from "./boards";
import { timeSeries } from "./charts";
import { BAD, GOOD, QUIET, VERDICTS, WARN, numberOf } from "./palette";
import { fixed, named, set, thresholds, VERDICT_WORDS } from "./panels";
import { changeInAnHour, information, latest, lines, perRun, perView, rows, verdictNumber } from "./queries";
import { column, columns, table, tiles } from "./tiles";
import { datasource, unit } from "./variables";

const NO_RUNS =
  "No run has numbers here. Is the agent scraped (board Agent)? Does a training send? Else widen the time range.";

const OPENS = set("links", [TO_RUN]);

const LAST_SEEN = perRun("stillwatch_run_last_seen_timestamp_seconds");
const WITHOUT_NUMBERS = `${perRun("stillwatch_run_info")} unless on (run) ${perRun("stillwatch_verdict")}`;
const NO_NUMBERS = VERDICTS.find((verdict) => verdict.label === undefined)!;
const RATIO = perView("stillwatch_distilled_ratio");
const GAP = perView("stillwatch_distillation_gap_nats");
const FIRING = 'ALERTS{alertname=~"Stillwatch.*",alertstate="firing"}';

const verdicts: Panel = tiles({
  id: 1,
  title: "Runs by verdict",
  description: "How many runs have the verdict now. A run counts once for each verdict that one of its pairs has.",
  unit: "none",
  none: NO_RUNS,
  at: [0, 0, 14, 4],
  targets: VERDICTS.flatMap((verdict, index) =>
    verdict.label === undefined
      ? []
      : latest(
          String.fromCharCode(65 + index),
          verdict.word,
          `sum(${perRun("stillwatch_verdict", `verdict="${verdict.label}"`)})`,
        ),
  ),
  defaults: { thresholds: thresholds(QUIET) },
  overrides: VERDICTS.filter((verdict) => verdict.label !== undefined).map((verdict) =>
    named(verdict.word, set("thresholds", thresholds(QUIET, [1, verdict.colour]))),
  ),
});

const silent: Panel = tiles({
  id: 2,
  title: "Silent runs",
  description: "Runs that are not finished and whose last record is over half an hour old.",
  unit: "none",
  none: "no run: see the board Agent",
  at: [14, 0, 5, 4],
  targets: [latest("A", "silent", `sum(time() - ${LAST_SEEN} > bool 1800)`)],
  defaults: { thresholds: thresholds(QUIET, [1, WARN]) },
});

const firing: Panel = tiles({
  id: 3,
  title: "Alerts firing",
  description: "Stillwatch's own alerts in this Prometheus. What to do about each is in docs/operations.md.",
  unit: "none",
  none: "no rules: load grafana/prometheus",
  at: [19, 0, 5, 4],
  // Without the rules there is no 0, which would be taken for peace.
  targets: [latest("A", "firing", `count(${FIRING}) or 0 * max(stillwatch:frontier_lag_records)`)],
  defaults: { thresholds: thresholds(GOOD, [1, BAD]) },
});

const runs: Panel = table({
  id: 4,
  title: "Runs (amounts in ${unit:text})",
  description:
    "One row for every pair, task and slice of a run, the most urgent verdict first; a click opens it. Distilled is redundancy over what the teacher knows, with its 95 % interval; " +
    "the gap is what is left. Change is that of the ratio within an hour, or since the run began. `no numbers`: silent, not measured yet, or an agent is rebuilding its windows.",
  unit: "none",
  none: NO_RUNS,
  at: [0, 4, 24, 11],
  targets: [
    rows("A", `${verdictNumber()} or on (run) ${numberOf(NO_NUMBERS)} * (${WITHOUT_NUMBERS})`),
    rows("B", RATIO),
    rows("C", perView("stillwatch_distilled_lower_ratio")),
    rows("D", perView("stillwatch_distilled_upper_ratio")),
    rows("E", changeInAnHour("stillwatch_distilled_ratio")),
    rows("F", information(GAP)),
    rows(
      "G",
      `1000 * (${perView("stillwatch_window_samples")} * 0 + on (run) group_left () ${LAST_SEEN} or on (run) ${LAST_SEEN})`,
    ),
  ],
  transformations: [
    { id: "merge", options: {} },
    columns(["Time"], {
      "Value #A": "verdict",
      run: "run",
      pair: "pair",
      task: "task",
      slice: "slice",
      "Value #B": "distilled",
      "Value #C": "at least",
      "Value #D": "at most",
      "Value #E": "change",
      "Value #F": "gap",
      "Value #G": "last seen",
    }),
  ],
  sortBy: [{ displayName: "verdict", desc: true }],
  cell: { filterable: true },
  overrides: [
    column(
      "verdict",
      "none",
      OPENS,
      set("mappings", VERDICT_WORDS),
      set("custom.cellOptions", { type: TableCellDisplayMode.ColorText }),
      set("custom.width", 160),
      set("custom.align", "left"),
    ),
    column("run", "string", OPENS, set("custom.width", 180)),
    column("pair", "string", OPENS),
    column("task", "string", set("custom.width", 110)),
    column("slice", "string", set("custom.width", 110)),
    column("distilled", "percentunit", set("decimals", 1), set("custom.width", 95)),
    column("at least", "percentunit", set("decimals", 1), set("custom.width", 95)),
    column("at most", "percentunit", set("decimals", 1), set("custom.width", 95)),
    column("change", "percentunit", set("decimals", 1), set("custom.width", 95)),
    column("gap", "none", set("decimals", 3), set("custom.width", 95)),
    column("last seen", "dateTimeFromNow", set("custom.width", 150)),
  ],
});

const ratios: Panel = timeSeries({
  id: 5,
  title: "Distilled ratio",
  description:
    "Redundancy over what the teacher knows, a line a view: 1 is all of it. Absent where the teacher may know nothing.",
  unit: "percentunit",
  none: NO_RUNS,
  at: [0, 15, 12, 11],
  // What has no ratio has a line of nothing, so that a view has one colour here and beside it.
  targets: [lines("A", "{{run}}: {{pair}} ({{task}}, {{slice}})", `${RATIO} or NaN * ${GAP}`)],
  defaults: { min: 0, max: 1 },
});

const gaps: Panel = timeSeries({
  id: 6,
  title: "Distillation gap (${unit:text})",
  description:
    "What the teacher knows about the label and the student does not. 0 is also the mark of a worthless teacher: read the verdict.",
  unit: "none",
  none: NO_RUNS,
  at: [12, 15, 12, 11],
  targets: [lines("A", "{{run}}: {{pair}} ({{task}}, {{slice}})", information(GAP))],
  defaults: { min: 0, decimals: 3 },
  custom: { axisLabel: "${unit:text}" },
});

const alerts: Panel = table({
  id: 7,
  title: "What fires",
  description:
    "Stillwatch's alerts that fire now. What to do about each is in docs/operations.md; a click opens the run.",
  unit: "none",
  none: "No alert fires. (If the tile above knows no rules: load grafana/prometheus/*.yaml into Prometheus.)",
  at: [0, 26, 14, 7],
  targets: [rows("A", `max by (severity, alertname, run, pair, task, slice) (${FIRING})`)],
  transformations: [
    columns(["Time", "Value"], {
      severity: "severity",
      alertname: "alert",
      run: "run",
      pair: "pair",
      task: "task",
      slice: "slice",
    }),
  ],
  overrides: [
    named("severity", set("custom.width", 80)),
    named("alert", OPENS, set("custom.width", 225)),
    named("run", OPENS, set("custom.width", 110)),
    named("task", set("custom.width", 70)),
    named("slice", set("custom.width", 70)),
  ],
});

const ended: Panel = table({
  id: 8,
  title: "Runs that ended",
  description:
    "Runs of the time range that have no series any more: finished, silent for a day, or of an agent that is gone. A click opens the run.",
  unit: "none",
  none: "No run ended within the time range. Widen it to see older ones.",
  at: [14, 26, 10, 7],
  targets: [
    rows(
      "A",
      "1000 * (max by (run) (max_over_time(timestamp(stillwatch_run_info)[$__range:30s])) unless on (run) " +
        `${perRun("stillwatch_run_info")})`,
    ),
  ],
  transformations: [columns(["Time"], { run: "run", Value: "ended" })],
  sortBy: [{ displayName: "ended", desc: true }],
  defaults: { color: fixed(QUIET) },
  overrides: [column("run", "string", OPENS), column("ended", "dateTimeAsIso")],
});

export const fleet: Dashboard = board(FLEET, {
  description: "Every run that Stillwatch meters: verdict, how much is distilled, how much is left.",
  from: "now-3h",
  variables: [datasource, unit],
  panels: [verdicts, silent, firing, runs, ratios, gaps, alerts, ended],
});
