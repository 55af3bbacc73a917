import { BigValueColorMode, type Dashboard, type Panel } from "@grafana/schema";
import { heapUsed, cpu, pauses, threads } from "./agent-jvm";
import { deadLetters, records, refused, results, rowsByOutcome, waiting } from "./agent-ledger";
import { board, AGENT } from "./boards";
import { heatmap, timeSeries } from "./charts";
import { BAD, GOOD, QUIET, WARN } from "./palette";
import { fixed, named, NO_AGENT, set, thresholds, zeroOne } from "./panels";
import { PER_SECOND, RATE } from "./rates";
import { AGENTS, buckets, latest, lines, rows } from "./queries";
import { columns, table, tiles } from "./tiles";
import { datasource, instance } from "./variables";

const perAgent = (metric: string): string => `max by (instance) (${metric}{${AGENTS}})`;

/** As much as a tile has room for. */
const NONE_SCRAPED = "no agent: see Prometheus' targets";

const ready: Panel = tiles({
  id: 1,
  title: "Ready",
  description: "Whether each agent can read its topic, as /-/ready says.",
  unit: "none",
  none: NONE_SCRAPED,
  at: [0, 0, 5, 5],
  targets: [latest("A", "{{instance}}", perAgent("stillwatch_ready"))],
  defaults: { mappings: zeroOne(["not ready", BAD], ["ready", GOOD]) },
  options: { colorMode: BigValueColorMode.Background },
});

const lagSeconds: Panel = tiles({
  id: 2,
  title: "Behind",
  description: "Age of the last record read while there are more to read: 0 is up to date.",
  unit: "s",
  none: "not known yet: see the agent's log",
  at: [5, 0, 5, 5],
  targets: [latest("A", "{{instance}}", perAgent("stillwatch_frontier_lag_seconds"))],
  defaults: { decimals: 1, thresholds: thresholds(GOOD, [60, WARN], [600, BAD]) },
});

const runs: Panel = tiles({
  id: 3,
  title: "Runs of the most there can be",
  description: "Runs with a series on the fullest agent, over metrics.runs. At 100 % new runs are refused and counted.",
  unit: "percentunit",
  none: NONE_SCRAPED,
  at: [10, 0, 5, 5],
  targets: [latest("A", "runs", `max(stillwatch_runs{${AGENTS}} / stillwatch_runs_limit{${AGENTS}})`)],
  defaults: { decimals: 0, min: 0, max: 1, thresholds: thresholds(GOOD, [0.8, WARN], [1, BAD]) },
});

const build: Panel = table({
  id: 4,
  title: "What is running",
  description: "Version and Java of each agent.",
  unit: "string",
  none: NO_AGENT,
  at: [15, 0, 9, 5],
  targets: [rows("A", `max by (instance, version, java) (stillwatch_build_info{${AGENTS}})`)],
  transformations: [columns(["Time", "Value"], { instance: "agent", version: "version", java: "java" })],
});

const lagRecords: Panel = timeSeries({
  id: 5,
  title: "Records not read yet",
  description:
    "In the log and not read. The consumer group's committed lag is about a window by design: look at this one.",
  unit: "short",
  none: "Not known yet: the agent has not reached its partitions. If it stays so, see its log.",
  at: [0, 5, 8, 8],
  targets: [lines("A", "{{instance}}", perAgent("stillwatch_frontier_lag_records"))],
  defaults: { min: 0 },
});

const readAhead: Panel = timeSeries({
  id: 6,
  title: "Read and waiting to be counted",
  description:
    "Bytes of records that wait for the counting thread. Where it stays full, reading rests and the lag grows: see docs/operations.md, under load.",
  unit: "bytes",
  none: NO_AGENT,
  at: [8, 5, 8, 8],
  targets: [
    lines("A", "{{instance}}", perAgent("stillwatch_read_ahead_bytes")),
    lines("B", "{{instance}} rests", `avg_over_time(stillwatch_reading_rests{${AGENTS}}[$__rate_interval])`),
  ],
  defaults: { min: 0 },
  overrides: [
    {
      matcher: { id: "byFrameRefID", options: "B" },
      properties: [
        set("unit", "percentunit"),
        set("max", 1),
        set("custom.axisPlacement", "right"),
        set("custom.fillOpacity", 20),
        set("color", fixed(WARN)),
      ],
    },
  ],
});

const skipped: Panel = timeSeries({
  id: 7,
  title: "Measurements left out",
  description:
    "Windows that the agent had no time to measure. Never one that a verdict rests on: charts are coarser, verdicts are whole.",
  unit: PER_SECOND,
  none: NO_AGENT,
  at: [16, 5, 8, 8],
  targets: [
    lines(
      "A",
      "{{instance}}",
      `sum by (instance) (rate(stillwatch_solves_skipped_total{${AGENTS}}[$__rate_interval]))`,
    ),
  ],
  ...RATE,
});

const durations: Panel = heatmap({
  id: 12,
  title: "From a snapshot to its measurement",
  description:
    "How many measurements took how long. Far above 0.1 s are large tables: fewer codebook.clusters, or scores instead of vectors.",
  unit: "s",
  none: NO_AGENT,
  at: [0, 29, 12, 8],
  targets: [
    buckets("A", `sum by (le) (increase(stillwatch_estimate_duration_seconds_bucket{${AGENTS}}[$__rate_interval]))`),
  ],
});

const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (rate(stillwatch_estimate_duration_seconds_bucket{${AGENTS}}[$__rate_interval])))`;

const longest: Panel = timeSeries({
  id: 13,
  title: "Measuring, median and longest",
  description: "Median and 95 of 100 by the histogram's buckets, and the longest of the last few minutes.",
  unit: "s",
  none: "Nothing was measured in the time range. Widen it, or see whether records come.",
  at: [12, 29, 12, 8],
  targets: [
    lines("A", "median", quantile(0.5)),
    lines("B", "95 of 100", quantile(0.95)),
    lines("C", "the longest", `max(stillwatch_estimate_duration_seconds_max{${AGENTS}})`),
  ],
  defaults: { min: 0 },
});

const series: Panel = timeSeries({
  id: 14,
  title: "Runs with series",
  description: "Runs that each agent shows, and the most it may (metrics.runs).",
  unit: "none",
  none: NO_AGENT,
  at: [0, 37, 8, 8],
  targets: [
    lines("A", "{{instance}}", perAgent("stillwatch_runs")),
    lines("B", "the most", `min(stillwatch_runs_limit{${AGENTS}})`),
  ],
  defaults: { min: 0, decimals: 0 },
  overrides: [named("the most", set("color", fixed(QUIET)), set("custom.lineStyle", { fill: "dash", dash: [8, 6] }))],
});

const refusedSeries: Panel = timeSeries({
  id: 15,
  title: "Measurements without a series",
  description:
    "Not published as a limit is reached: of runs, of pairs of a run, or of views of a run. Raise metrics.runs, metrics.pairs_per_run or metrics.views_per_run, or select fewer pairs.",
  unit: PER_SECOND,
  none: NO_AGENT,
  at: [8, 37, 8, 8],
  targets: [
    lines("A", "{{limit}}", `sum by (limit) (rate(stillwatch_series_refused_total{${AGENTS}}[$__rate_interval]))`),
  ],
  ...RATE,
});

const clientDrops: Panel = timeSeries({
  id: 16,
  title: "Samples that clients lost",
  description:
    "What trainings say they dropped before it reached Kafka: brokers were slow or gone. The training itself is not harmed.",
  unit: PER_SECOND,
  none: "No run in the time range. Does a training send?",
  at: [16, 37, 8, 8],
  targets: [
    lines("A", "{{run}}", `sum by (run) (rate(stillwatch_client_dropped_samples_total{${AGENTS}}[$__rate_interval]))`),
  ],
  ...RATE,
});

export const agent: Dashboard = board(AGENT, {
  description: "The agents: whether they read, keep up, refuse records, and have the memory they need.",
  from: "now-1h",
  variables: [datasource, instance],
  panels: [
    ready,
    lagSeconds,
    runs,
    build,
    lagRecords,
    readAhead,
    skipped,
    records,
    refused,
    rowsByOutcome,
    deadLetters,
    results,
    waiting,
    durations,
    longest,
    series,
    refusedSeries,
    clientDrops,
    heapUsed,
    pauses,
    cpu,
    threads,
  ],
});
