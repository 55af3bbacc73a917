import { GraphTransform, type Panel } from "@grafana/schema";
import { atLeast, atMost, band, besideTheStack, inItsColour, STACKED, timeSeries } from "./charts";
import { COLOURS, QUIET, REFERENCE, type Coloured } from "./palette";
import { coloured, fixed, named, NO_NUMBERS, set } from "./panels";
import { CHOSEN, information, lines, perView, type PromQuery } from "./queries";

const chosen = (metric: string): string => information(perView(`stillwatch_${metric}_nats`, CHOSEN));

/** Three lines of an estimate: its value and its bounds. */
const bounded = (refIds: string, name: string, value: (bound: string) => string): PromQuery[] => [
  lines(refIds[0]!, atLeast(name), value("lower_")),
  lines(refIds[1]!, atMost(name), value("upper_")),
  lines(refIds[2]!, name, value("")),
];

const amount = (metric: string) => (bound: string) => chosen(`${metric}_${bound}`.replace(/_$/, ""));

export const atoms: Panel = timeSeries({
  id: 6,
  title: "The four atoms (${unit:text})",
  description:
    "What teacher and student know about the label, taken apart: together they are I(Y;T,S), and H(Y) is all there is to know. " +
    "Synergy is absent where the window is too small for it.",
  unit: "none",
  none: NO_NUMBERS,
  at: [0, 10, 12, 10],
  targets: [
    lines("A", "redundancy", chosen("redundancy")),
    lines("B", "distillation gap", chosen("distillation_gap")),
    lines("C", "student unique", chosen("student_unique")),
    lines("D", "synergy", chosen("synergy")),
    lines("E", "label entropy", chosen("label_entropy")),
  ],
  defaults: { min: 0, decimals: 3 },
  custom: { ...STACKED, axisLabel: "${unit:text}" },
  calcs: ["lastNotNull"],
  overrides: [
    ...inItsColour("redundancy", "distillation gap", "student unique", "synergy"),
    besideTheStack("label entropy", REFERENCE),
  ],
});

export const bands: Panel = timeSeries({
  id: 7,
  title: "Redundancy and gap with 95 % intervals (${unit:text})",
  description: "What is distilled and what is left to distil. Where a band is wide the window is too small to tell.",
  unit: "none",
  none: NO_NUMBERS,
  at: [12, 10, 12, 10],
  targets: [
    ...bounded("ABC", "redundancy", amount("redundancy")),
    ...bounded("DEF", "distillation gap", amount("distillation_gap")),
  ],
  defaults: { min: 0, decimals: 3 },
  custom: { axisLabel: "${unit:text}" },
  calcs: ["lastNotNull"],
  overrides: [...band("redundancy"), ...band("distillation gap")],
});

export const ratio: Panel = timeSeries({
  id: 8,
  title: "Distilled ratio with its 95 % interval",
  description:
    "Redundancy over what the teacher knows. The verdict is `done` when its lower bound reaches 95 % (`verdict.done_ratio`). Absent where the teacher may know nothing.",
  unit: "percentunit",
  none: "No ratio in the time range: the teacher may know nothing (see the verdict), or there is no measurement yet.",
  at: [0, 20, 12, 9],
  targets: bounded("ABC", "distilled", (bound) => perView(`stillwatch_distilled_${bound}ratio`, CHOSEN)),
  defaults: { min: 0, max: 1, decimals: 1 },
  calcs: ["lastNotNull"],
  overrides: band("distilled", COLOURS.redundancy),
});

export const knowledge: Panel = timeSeries({
  id: 9,
  title: "What teacher and student know (${unit:text})",
  description:
    "I(Y;T) and I(Y;S) with 95 % intervals, under H(Y). A frozen teacher's line is level: what moves there is the estimate. A student's that falls far is damaged.",
  unit: "none",
  none: NO_NUMBERS,
  at: [12, 20, 12, 9],
  targets: [
    ...bounded("ABC", "teacher", amount("teacher_information")),
    ...bounded("DEF", "student", amount("student_information")),
    lines("G", "label entropy", chosen("label_entropy")),
  ],
  defaults: { min: 0, decimals: 3 },
  custom: { axisLabel: "${unit:text}" },
  calcs: ["lastNotNull"],
  overrides: [...band("teacher", "purple"), ...band("student", QUIET), besideTheStack("label entropy", REFERENCE)],
});

export const copying: Panel = timeSeries({
  id: 10,
  title: "Copying taken apart (${unit:text})",
  description:
    "I(T;S) = redundancy - synergy + nuisance copying: what the student's codes say about the teacher's. Only the blue part is about the label; a method that maximises I(T;S) can live on the orange one alone. " +
    "Nuisance copying is not known to within 0.05 nats even at 10,000 samples.",
  unit: "none",
  none: "No copying in the time range: teacher and student may be sampled apart (join.apart), or there is no measurement yet.",
  at: [0, 29, 12, 9],
  targets: [
    lines("A", "redundancy", chosen("redundancy")),
    lines("B", "nuisance copying", chosen("nuisance_copying")),
    lines("C", "synergy", chosen("synergy")),
    lines("D", "copying", chosen("copying")),
  ],
  defaults: { decimals: 3 },
  // Synergy is below 0, and an area that does not begin at 0 says nothing.
  custom: { ...STACKED, axisSoftMin: 0, axisLabel: "${unit:text}" },
  calcs: ["lastNotNull"],
  overrides: [
    ...inItsColour("redundancy", "nuisance copying"),
    // Drawn downwards, as it is taken away.
    coloured("synergy", set("custom.transform", GraphTransform.NegativeY)),
    besideTheStack("copying" satisfies Coloured, COLOURS.copying),
    named("copying", set("color", fixed(COLOURS.copying))),
  ],
});
