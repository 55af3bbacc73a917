import type { AnnotationQuery } from "@grafana/schema";
import { BAD, QUIET } from "./palette";
import { CHOSEN, lines, type PromQuery } from "./queries";
import { DATASOURCE } from "./variables";

/** What the data source for Prometheus makes marks of; its own types are in no package. */
interface PromAnnotation extends AnnotationQuery<PromQuery> {
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
  /** The value is the mark's time, in milliseconds. */
  useValueForTime: boolean;
}

const marks = (
  name: string,
  colour: string,
  expr: string,
  rest: Pick<PromAnnotation, "titleFormat" | "textFormat" | "useValueForTime">,
): PromAnnotation => ({
  name,
  datasource: DATASOURCE,
  enable: true,
  iconColor: colour,
  target: lines("Anno", "", expr),
  tagKeys: "",
  ...rest,
});

/** As it was a step of the query ago. */
const BEFORE = "offset $__interval";
const verdict = (when = "") => `max by (run, pair, task, slice, verdict) (stillwatch_verdict{${CHOSEN}} ${when}) == 1`;
const info = (when = "") => `max by (run) (stillwatch_run_info{run="$run"} ${when})`;

export const events: AnnotationQuery[] = [
  marks(
    "Events",
    QUIET,
    '1000 * max by (run, type) (stillwatch_run_event_timestamp_seconds{run="$run",type=~"started|note"})',
    { titleFormat: "{{run}}", textFormat: "{{type}}", useValueForTime: true },
  ),
  marks("Verdicts", "blue", `${verdict()} unless ${verdict(BEFORE)}`, {
    titleFormat: "verdict",
    textFormat: "{{verdict}}",
    useValueForTime: false,
  }),
  marks("Ends", BAD, `${info(BEFORE)} unless ${info()}`, {
    titleFormat: "{{run}}",
    textFormat: "the run ended, or no agent has it",
    useValueForTime: false,
  }),
];
