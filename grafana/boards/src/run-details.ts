import {
  BarGaugeDisplayMode,
  FieldColorModeId,
  MappingType,
  SpecialValueMatch,
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  type Panel,
  type ValueMapping,
} from "@grafana/schema";
import { timeSeries } from "./charts";
import { COLOURS, QUIET } from "./palette";
import { fixed, named, NO_NUMBERS, set } from "./panels";
import { CHOSEN, CHOSEN_PAIRS, information, lines, perRun, perView } from "./queries";
import { table } from "./tiles";

/** The last value of each series as a row, with its labels as columns. */
const lastOfEach = { id: "reduce", options: { mode: "seriesToRows", reducers: ["lastNotNull"], labelsToFields: true } };
const LAST = "Last *";

export const classes: Panel = table({
  id: 11,
  title: "Gap by class (${unit:text})",
  description:
    "What each class contributes to the gap, for the classes that contribute most: the last of the time range.",
  unit: "none",
  none: "Off by default, as it costs series: set metrics.classes to the number of classes to show, such as 10, in the agent's settings. The agent's own page shows them without.",
  at: [12, 29, 12, 9],
  targets: [
    lines("A", "", information(`max by (run, pair, task, slice, class) (stillwatch_class_gap_nats{${CHOSEN}})`)),
  ],
  transformations: [
    lastOfEach,
    {
      id: "organize",
      options: {
        excludeByName: { Field: true, run: true, pair: true, task: true, slice: true },
        renameByName: { [LAST]: "gap" },
      },
    },
    { id: "sortBy", options: { sort: [{ field: "gap", desc: true }] } },
  ],
  defaults: { decimals: 4, min: 0, color: fixed(COLOURS["distillation gap"]) },
  overrides: [
    named("class", set("unit", "string"), set("custom.width", 140)),
    named("gap", set("custom.cellOptions", { type: TableCellDisplayMode.Gauge, mode: BarGaugeDisplayMode.Basic })),
  ],
});

const sideOf = (label: string, side: string, pattern: string, expr: string): string =>
  `label_replace(${expr}, "${label}", "${side}", "pair", "${pattern}")`;

const NOT_MEASURED: ValueMapping[] = [
  {
    type: MappingType.SpecialValue,
    options: { match: SpecialValueMatch.NullAndNan, result: { text: "–", color: "transparent" } },
  },
];

const PAIR = "([^>]*)>(.*)";

export const grid: Panel = table({
  id: 12,
  title: "Gap by layers (${unit:text})",
  description:
    "Rows are the teacher's layers, columns the student's: what the row's layer knows about the label and the column's does not. " +
    "Metrics have at most 8 pairs a run, the diagonal first; the agent's own page has the whole grid.",
  unit: "none",
  none: NO_NUMBERS,
  at: [0, 38, 12, 8],
  targets: [
    lines(
      "A",
      "",
      sideOf(
        "teacher",
        "$1",
        PAIR,
        sideOf("student", "$2", PAIR, information(perView("stillwatch_distillation_gap_nats", CHOSEN_PAIRS))),
      ),
    ),
  ],
  transformations: [
    lastOfEach,
    {
      id: "groupingToMatrix",
      options: { rowField: "teacher", columnField: "student", valueField: LAST, emptyValue: "null" },
    },
  ],
  defaults: { decimals: 3, min: 0, color: { mode: FieldColorModeId.ContinuousCividis }, mappings: NOT_MEASURED },
  cell: {
    cellOptions: { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
    align: "center" as never,
  },
  overrides: [
    named(
      "teacher\\student",
      set("unit", "string"),
      set("custom.cellOptions", { type: TableCellDisplayMode.Auto }),
      set("custom.align", "left"),
    ),
  ],
});

export const errors: Panel = timeSeries({
  id: 13,
  title: "Errors that are inherited",
  description:
    "How often the teacher is wrong, and in how many of these cases the student makes the very same mistake. Only where codes are class predictions, as those of logits are.",
  unit: "percentunit",
  none: "No class predictions in this pair. Choose a pair of logits, scores or probabilities.",
  at: [12, 38, 12, 8],
  targets: [
    lines("A", "teacher is wrong", perView("stillwatch_teacher_error_ratio", CHOSEN)),
    lines("B", "student repeats it", perView("stillwatch_error_inheritance_ratio", CHOSEN)),
  ],
  defaults: { min: 0, decimals: 1 },
  calcs: ["lastNotNull"],
  overrides: [
    named("teacher is wrong", set("color", fixed("purple"))),
    named("student repeats it", set("color", fixed("orange"))),
  ],
});

export const steps: Panel = timeSeries({
  id: 14,
  title: "Training step",
  description: "The highest step in the window. A step back is a training that began anew under the same name.",
  unit: "locale",
  none: NO_NUMBERS,
  at: [0, 46, 8, 7],
  targets: [lines("A", "step", perView("stillwatch_window_last_step", CHOSEN))],
  overrides: [named("step", set("color", fixed(QUIET)))],
});

export const samples: Panel = timeSeries({
  id: 15,
  title: "Samples in the window",
  description:
    "The weight of the rows that the numbers rest on. Few make wide intervals, and in the end the verdict `blind`.",
  unit: "locale",
  none: NO_NUMBERS,
  at: [8, 46, 8, 7],
  targets: [lines("A", "samples", perView("stillwatch_window_samples", CHOSEN))],
  defaults: { min: 0 },
  overrides: [named("samples", set("color", fixed(QUIET)))],
});

export const clientLost: Panel = timeSeries({
  id: 16,
  title: "Samples that the client lost",
  description:
    "What the training says it dropped before it reached Kafka, as brokers were slow or gone. More than 0 is no harm to the training.",
  unit: "locale",
  none: "The run's client says nothing of losses in the time range. Widen it, or choose another run.",
  at: [16, 46, 8, 7],
  targets: [lines("A", "lost so far", perRun("stillwatch_client_dropped_samples_total", 'run="$run"'))],
  defaults: { min: 0 },
  overrides: [named("lost so far", set("color", fixed("orange")))],
});
