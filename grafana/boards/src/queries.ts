import type { DataQuery } from "@grafana/schema";
import { numberOf, VERDICTS } from "./palette";

/** A query as Grafana's data source for Prometheus takes it; its own types are in no package. */
export interface PromQuery extends DataQuery {
  expr: string;
  legendFormat?: string;
  format: "time_series" | "table" | "heatmap";
  instant: boolean;
  range: boolean;
  editorMode: "code";
}

/** The view that is chosen above the board Run. */
export const CHOSEN = 'run="$run",pair="$pair",task="$task",slice="$slice"';
/** All pairs of the chosen run. */
export const CHOSEN_PAIRS = 'run="$run",task="$task",slice="$slice"';
/** The chosen agents. */
export const AGENTS = 'instance=~"$instance"';

/**
 * One series a view, whichever agent shows it: a run that is handed over neither doubles nor begins anew.
 */
export const perView = (metric: string, labels = "", when = ""): string =>
  `max by (run, pair, task, slice) (${metric}${labels && `{${labels}}`}${when && ` ${when}`})`;

export const perRun = (metric: string, labels = ""): string => `max by (run) (${metric}${labels && `{${labels}}`})`;

/** An amount of information in the chosen unit. */
export const information = (expr: string): string => `${expr} * $unit`;

/**
 * The verdict of each view as its number, so that one view is one series; where two agents say different things for a
 * moment, the more urgent one.
 */
export function verdictNumber(labels = ""): string {
  return VERDICTS.flatMap((verdict) => {
    if (verdict.label === undefined) return [];
    const matchers = [labels, `verdict="${verdict.label}"`].filter(Boolean).join(",");
    return `${numberOf(verdict)} * (${perView("stillwatch_verdict", matchers)} == 1)`;
  }).join(" or ");
}

/** By how much it changed within the hour; for what is younger, since it began. */
export const changeInAnHour = (metric: string): string => {
  const [now, before] = [perView(metric), perView(metric, "", "offset 10s")];
  return `${now} - (${perView(metric, "", "offset 1h")} or last_over_time((${now} unless ${before})[1h:10s]))`;
};

const query = (refId: string, expr: string, rest: Pick<PromQuery, "format" | "instant">): PromQuery => ({
  refId,
  expr,
  ...rest,
  range: !rest.instant,
  editorMode: "code",
});

/** Lines over the time range, each with its name. */
export const lines = (refId: string, legendFormat: string, expr: string): PromQuery => ({
  ...query(refId, expr, { format: "time_series", instant: false }),
  legendFormat,
});

/** The values of the end of the time range. */
export const latest = (refId: string, legendFormat: string, expr: string): PromQuery => ({
  ...query(refId, expr, { format: "time_series", instant: true }),
  legendFormat,
});

/** The same, as rows of a table. */
export const rows = (refId: string, expr: string): PromQuery => query(refId, expr, { format: "table", instant: true });

export const buckets = (refId: string, expr: string): PromQuery => ({
  ...query(refId, expr, { format: "heatmap", instant: false }),
  legendFormat: "{{le}}",
});
