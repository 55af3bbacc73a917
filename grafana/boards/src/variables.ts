import { VariableRefresh, VariableSort, type VariableModel } from "@grafana/schema";

export const DATASOURCE = { type: "prometheus", uid: "${datasource}" };

/** Bits a nat: 1 / ln 2. */
const BITS = 1 / Math.LN2;

export const datasource: VariableModel = {
  type: "datasource",
  name: "datasource",
  label: "Data source",
  description: "The Prometheus that scrapes the agents.",
  query: "prometheus",
  refresh: VariableRefresh.onDashboardLoad,
  multi: false,
  includeAll: false,
};

export const unit: VariableModel = {
  type: "custom",
  name: "unit",
  label: "Unit",
  description: "The unit of every amount of information: nats, that of a cross-entropy loss, or bits.",
  query: `nats : 1, bits : ${BITS}`,
  options: [
    { text: "nats", value: "1", selected: true },
    { text: "bits", value: `${BITS}`, selected: false },
  ],
  current: { text: "nats", value: "1" },
  multi: false,
  includeAll: false,
};

/** The values that a label has within the time range, so that runs that ended are found as well. */
const labelValues = (name: string, label: string, series: string, description: string): VariableModel => ({
  type: "query",
  name,
  label,
  description,
  datasource: DATASOURCE,
  query: { qryType: 1, query: `label_values(${series}, ${name})`, refId: name },
  refresh: VariableRefresh.onTimeRangeChanged,
  sort: VariableSort.alphabeticalAsc,
  multi: false,
  includeAll: false,
});

// stillwatch_window_samples is the one estimate that every view has, slices with nothing but rates among them.
export const view: VariableModel[] = [
  labelValues("run", "Run", "stillwatch_run_info", "A training."),
  labelValues("pair", "Pair", 'stillwatch_window_samples{run="$run"}', "A layer of the teacher > one of the student."),
  labelValues("task", "Task", 'stillwatch_window_samples{run="$run",pair="$pair"}', "What the labels name."),
  labelValues(
    "slice",
    "Slice",
    'stillwatch_window_samples{run="$run",pair="$pair",task="$task"}',
    "A part of the samples; `all` where there are no slices.",
  ),
];

export const instance: VariableModel = {
  ...labelValues("instance", "Agent", "stillwatch_build_info", "The agents to look at."),
  multi: true,
  includeAll: true,
  current: { text: ["All"], value: ["$__all"] },
};
