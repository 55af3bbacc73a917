import type { Panel } from "@grafana/schema";
import { STACKED, timeSeries } from "./charts";
import { BAD, WARN } from "./palette";
import { fixed, named, NO_AGENT, set } from "./panels";
import { AGENTS, lines } from "./queries";
import { PER_SECOND, RATE } from "./rates";

const rate = (metric: string, by = ""): string =>
  `sum${by && ` by (${by}) `}(rate(${metric}{${AGENTS}}[$__rate_interval]))`;

export const records: Panel = timeSeries({
  id: 8,
  title: "Records",
  description:
    "Records read from the log: decoded, refused, and those read again after a restart or a rebalance, which are counted nowhere else.",
  unit: PER_SECOND,
  none: NO_AGENT,
  at: [0, 13, 8, 8],
  targets: [
    lines("A", "decoded", rate("stillwatch_records_decoded_total")),
    lines("B", "refused", rate("stillwatch_records_refused_total")),
    lines("C", "read again", rate("stillwatch_records_rebuilt_total")),
  ],
  ...RATE,
  overrides: [named("refused", set("color", fixed(BAD))), named("read again", set("color", fixed(WARN)))],
});

export const refused: Panel = timeSeries({
  id: 9,
  title: "Records refused, by reason",
  description:
    "What cannot be used is counted by its reason and sent whole to the topic of dead letters; docs/record.md says what is refused for which.",
  unit: PER_SECOND,
  none: NO_AGENT,
  at: [8, 13, 8, 8],
  targets: [
    lines(
      "A",
      "{{reason}}",
      `${rate("stillwatch_records_refused_total", "reason")} > 0 or on () label_replace(${rate("stillwatch_records_refused_total")} == 0, "reason", "none", "", "")`,
    ),
  ],
  defaults: RATE.defaults,
  custom: { ...STACKED, ...RATE.custom },
});

export const rowsByOutcome: Panel = timeSeries({
  id: 17,
  title: "Rows, by outcome",
  description:
    "What became of the rows of decoded records; a row of teacher and student counts twice. Together they are what came in, but for what still waits for its counterpart.",
  unit: PER_SECOND,
  none: NO_AGENT,
  at: [16, 13, 8, 8],
  targets: [lines("A", "{{outcome}}", rate("stillwatch_rows_total", "outcome"))],
  defaults: RATE.defaults,
  custom: { ...STACKED, ...RATE.custom },
});

export const deadLetters: Panel = timeSeries({
  id: 10,
  title: "Dead letters, by outcome",
  description:
    "What became of refused records: sent, over the limit of dead letters a second, or failed as the topic is away or would not take them.",
  unit: PER_SECOND,
  none: "No dead letters are written: name a topic in kafka.dead_letters_topic and create it (stillwatch topics).",
  at: [0, 21, 8, 8],
  targets: [lines("A", "{{outcome}}", rate("stillwatch_dead_letters_total", "outcome"))],
  ...RATE,
  overrides: [named("failed", set("color", fixed(BAD)))],
});

export const results: Panel = timeSeries({
  id: 11,
  title: "Snapshots and measurements, by outcome",
  description:
    "Results on their way to their topics. Failed: the topic is not there, would not take them, or no broker answered.",
  unit: PER_SECOND,
  none: "No results are written: name topics in kafka.snapshots_topic and kafka.measurements_topic and create them (stillwatch topics).",
  at: [8, 21, 8, 8],
  targets: [lines("A", "{{kind}} {{outcome}}", rate("stillwatch_results_total", "kind, outcome"))],
  ...RATE,
  overrides: [
    named("snapshots failed", set("color", fixed(BAD))),
    named("measurements failed", set("color", fixed(BAD))),
  ],
});

export const waiting: Panel = timeSeries({
  id: 22,
  title: "Rows that wait for their counterpart",
  description:
    "Rows of a teacher without the student's, or the other way round. They are given up by the run's own rows and steps, never by time.",
  unit: "short",
  none: NO_AGENT,
  at: [16, 21, 8, 8],
  targets: [lines("A", "{{instance}}", `max by (instance) (stillwatch_rows_pending{${AGENTS}})`)],
  defaults: { min: 0 },
});
