import { FieldType, type DataFrame, type Field } from "@grafana/data";
import { numberOf, seriesOf, type Labels, type QueryAnswer, type Sample, type Series } from "./answers";

/** The part of a panel's target that says how its answer becomes frames. */
export interface Target {
  refId: string;
  expr?: string;
  format?: string;
  legendFormat?: string;
  hide?: boolean;
}

/** Data frames as Grafana's own Prometheus data source makes them: one a series, or one a query where the format is a table. */
export function framesOf(targets: Target[], answers: QueryAnswer[]): DataFrame[] {
  const shown = targets.filter((target) => !target.hide);
  const tables = shown.filter((target) => target.format === "table").length;
  return shown.flatMap((target) => {
    const answer = answers.find((candidate) => candidate.refId === target.refId);
    if (answer === undefined) {
      throw new Error(`query ${target.refId} has no answer; ask Prometheus again for the answers`);
    }
    const series = seriesOf(answer.response);
    if (target.format === "table") {
      return series.length === 0 ? [] : [table(series, target.refId, tables)];
    }
    const step = stepMillis(series);
    const lines = target.format === "heatmap" ? buckets(series) : series;
    return lines.map((one) => timeSeries(one, target, step));
  });
}

function timeSeries(series: Series, target: Target, step: number | undefined): DataFrame {
  const name = legend(series.metric, target);
  return {
    refId: target.refId,
    name: name ?? metricText(series.metric),
    meta: { type: "timeseries-multi" as never },
    length: series.values.length,
    fields: [
      timeField(series.values, step),
      {
        name: "Value",
        type: FieldType.number,
        labels: series.metric,
        config: name === undefined ? {} : { displayNameFromDS: name },
        values: series.values.map(([, value]) => numberOf(value)),
      },
    ],
  };
}

/** One row a sample, one column a label; the columns of values tell their query where there are several. */
function table(series: Series[], refId: string, tables: number): DataFrame {
  const rows = series.flatMap(({ metric, values }) => values.map((sample) => ({ metric, sample })));
  const names = [...new Set(series.flatMap(({ metric }) => Object.keys(metric).sort()))];
  return {
    refId,
    length: rows.length,
    fields: [
      timeField(rows.map(({ sample }) => sample)),
      ...names.map((name) => ({
        name,
        type: FieldType.string,
        config: { filterable: true },
        values: rows.map(({ metric }) => metric[name] ?? ""),
      })),
      {
        name: tables > 1 ? `Value #${refId}` : "Value",
        type: FieldType.number,
        config: {},
        values: rows.map(({ sample }) => numberOf(sample[1])),
      },
    ],
  };
}

/** A bucket of Prometheus counts what is in those below it too; a heatmap shows what is in it alone. */
function buckets(series: Series[]): Series[] {
  const sorted = series.toSorted((a, b) => numberOf(a.metric["le"] ?? "") - numberOf(b.metric["le"] ?? ""));
  return sorted.map(({ metric, values }, index) => {
    const below = new Map(sorted[index - 1]?.values);
    return {
      metric,
      values: values.map(
        ([time, value]): Sample => [time, String(Math.max(0, numberOf(value) - numberOf(below.get(time) ?? "0")))],
      ),
    };
  });
}

function timeField(samples: Sample[], intervalMillis?: number): Field {
  return {
    name: "Time",
    type: FieldType.time,
    config: intervalMillis === undefined ? {} : { interval: intervalMillis },
    values: samples.map(([seconds]) => Math.round(seconds * 1000)),
  };
}

/** The query's step is not in the answer: it is the least distance of two samples. Lines are broken where samples are further apart. */
function stepMillis(series: Series[]): number | undefined {
  let least = Infinity;
  for (const { values } of series) {
    for (let i = 1; i < values.length; i++) {
      least = Math.min(least, values[i]![0] - values[i - 1]![0]);
    }
  }
  return least === Infinity ? undefined : Math.round(least * 1000);
}

/** What a legend says, by the rules of Grafana; undefined where Grafana leaves the name to the labels. */
export function legend(metric: Labels, target: Target): string | undefined {
  const format = target.legendFormat ?? "";
  if (format === "__auto") {
    return Object.keys(metric).length > 0 ? undefined : target.expr;
  }
  if (format !== "") {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => metric[label] ?? "");
  }
  const text = metricText(metric);
  return text === "{}" ? target.expr : text;
}

function metricText(metric: Labels): string {
  const { __name__: name = "", ...labels } = metric;
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}="${value}"`);
  return name !== "" && pairs.length === 0 ? name : `${name}{${pairs.join(", ")}}`;
}
