import {
  FieldColorModeId,
  MappingType,
  SpecialValueMatch,
  ThresholdsMode,
  type FieldConfig,
  type FieldConfigSource,
  type Panel,
  type ThresholdsConfig,
  type ValueMapping,
} from "@grafana/schema";
import { COLOURS, numberOf, UNKNOWN, VERDICTS, type Coloured } from "./palette";
import type { PromQuery } from "./queries";
import { DATASOURCE } from "./variables";

/** The Grafana that the boards are written for; without it a panel would be taken for one of an old version. */
export const GRAFANA = "13.2.3";

/** Said where the chosen view has nothing. */
export const NO_NUMBERS =
  "No numbers of this view in the time range. Widen it or choose another run or pair; Fleet says whether the run is silent, Agent whether it is read.";

export const NO_AGENT =
  "No agent is scraped. Does Prometheus have a target for it, and does the agent's /metrics answer? See docs/operations.md, agent down.";

export type Override = FieldConfigSource["overrides"][number];
type Property = Override["properties"][number];

/** What every panel has: `none` says what to do where there is no data; `at` is x, y, width and height. */
export interface PanelWords {
  id: number;
  title: string;
  description: string;
  unit: string;
  none: string;
  at: readonly [x: number, y: number, w: number, h: number];
  targets: PromQuery[];
  overrides?: Override[];
  transformations?: Panel["transformations"];
}

/** An interface of the schema as a plain record, which is what a panel holds. */
type Plain<T> = { [K in keyof T]: T[K] };

export function panel<Options extends object, Custom extends object>(
  type: string,
  words: PanelWords,
  options: Plain<Options>,
  defaults: Omit<FieldConfig<Plain<Custom>>, "unit" | "noValue">,
): Panel {
  const [x, y, w, h] = words.at;
  return {
    id: words.id,
    type,
    pluginVersion: GRAFANA,
    title: words.title,
    description: words.description,
    gridPos: { x, y, w, h },
    datasource: DATASOURCE,
    targets: words.targets.map((target) => ({ ...target, datasource: DATASOURCE })),
    options,
    fieldConfig: {
      defaults: { unit: words.unit, noValue: words.none, mappings: [], ...defaults },
      overrides: words.overrides ?? [],
    },
    ...(words.transformations && { transformations: words.transformations }),
  };
}

export const fixed = (colour: string): NonNullable<FieldConfig["color"]> => ({
  mode: FieldColorModeId.Fixed,
  fixedColor: colour,
});

/** Steps of a threshold: the colour below the first bound, then that from each bound on. */
export const thresholds = (below: string, ...from: [bound: number, colour: string][]): ThresholdsConfig => ({
  mode: ThresholdsMode.Absolute,
  steps: [{ color: below, value: null }, ...from.map(([value, color]) => ({ value, color }))],
});

export const named = (name: string, ...properties: Property[]): Override => ({
  matcher: { id: "byName", options: name },
  properties,
});

export const set = (id: string, value: unknown): Property => ({ id, value });

/** A series in the one colour that it has everywhere. */
export const coloured = (name: Coloured, ...properties: Property[]): Override =>
  named(name, set("color", fixed(COLOURS[name])), ...properties);

/** Numbers of verdicts become their words, and the words their colours. */
export const VERDICT_WORDS: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      VERDICTS.map((verdict, index) => [`${numberOf(verdict)}`, { text: verdict.word, color: verdict.colour, index }]),
    ),
  },
];

/** Nothing is known: neither good nor bad, and not the colour of what would be there. */
export const unknown = (text: string): ValueMapping => ({
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.NullAndNan, result: { text, color: UNKNOWN, index: 0 } },
});

/** What 0 and 1 mean. */
export const zeroOne = (zero: [string, string], one: [string, string]): ValueMapping[] => [
  {
    type: MappingType.ValueToText,
    options: { "0": { text: zero[0], color: zero[1], index: 0 }, "1": { text: one[0], color: one[1], index: 1 } },
  },
];
