import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  displayNameOverrideProcessor,
  FieldColorModeId,
  FieldConfigOptionsRegistry,
  FieldType,
  identityOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  ThresholdsMode,
  TransformerCategory,
  transformDataFrame,
  type DataFrame,
  type DataTransformerConfig,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  type InterpolateFunction,
} from "@grafana/data";
import type { Panel } from "@grafana/schema";
import { lastValueFrom } from "rxjs";

/** Of all fields, whatever the panel; the others are the panel's own and stand under `custom`. */
const STANDARD = [
  "displayName",
  "unit",
  "min",
  "max",
  "fieldMinMax",
  "decimals",
  "color",
  "thresholds",
  "mappings",
  "noValue",
  "links",
  "actions",
  "filterable",
  "description",
];

/** Field config and overrides applied by Grafana's own code; every option that the panel uses is known. */
export function configured(
  frames: DataFrame[],
  panel: Panel,
  theme: GrafanaTheme2,
  replaceVariables: InterpolateFunction,
): DataFrame[] {
  const fieldConfig = fieldConfigOf(panel);
  const applied = applyFieldOverrides({
    data: frames,
    fieldConfig,
    fieldConfigRegistry: new FieldConfigOptionsRegistry(() => [
      ...STANDARD.map(standard),
      ...customOptions(fieldConfig).map(custom),
    ]),
    replaceVariables,
    theme,
    timeZone: "utc",
  });
  cacheFieldDisplayNames(applied);
  return applied;
}

/** The panel's field config over what Grafana takes where the board says nothing. */
export function fieldConfigOf({ type, fieldConfig }: Panel): FieldConfigSource {
  const defaults = {
    thresholds: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { color: "green", value: -Infinity },
        { color: "red", value: 80 },
      ],
    },
    ...(type === "timeseries" && { color: { mode: FieldColorModeId.PaletteClassic } }),
    ...fieldConfig?.defaults,
  };
  return { defaults, overrides: fieldConfig?.overrides ?? [] } as FieldConfigSource;
}

function customOptions({ defaults, overrides }: FieldConfigSource): string[] {
  const named = overrides.flatMap(({ properties }) => properties.map(({ id }) => id));
  const inOverrides = named.filter((id) => id.startsWith("custom.")).map((id) => id.slice("custom.".length));
  return [...new Set([...Object.keys(defaults.custom ?? {}), ...inOverrides])];
}

const EXPANDED = { expandTemplateVars: true };

function standard(path: string): FieldConfigPropertyItem {
  const process = path === "displayName" ? displayNameOverrideProcessor : identityOverrideProcessor;
  return { ...option(path), process, settings: EXPANDED };
}

/** The words of an axis may name variables, and the axis of time has none of its own. */
function custom(path: string): FieldConfigPropertyItem {
  const item = { ...option(path), id: `custom.${path}`, isCustom: true };
  return path === "axisLabel"
    ? {
        ...item,
        process: stringOverrideProcessor,
        settings: EXPANDED,
        shouldApply: ({ type }) => type !== FieldType.time,
      }
    : item;
}

function option(path: string): FieldConfigPropertyItem {
  const nothing = () => null;
  return {
    id: path,
    path,
    name: path,
    editor: nothing,
    override: nothing,
    process: identityOverrideProcessor,
    shouldApply: () => true,
  };
}

// One of them has two names.
const transformers = new Map(Object.values(standardTransformers).map((transformer) => [transformer.id, transformer]));

standardTransformersRegistry.setInit(() =>
  [...transformers.values()].map((transformer) => ({
    id: transformer.id,
    name: transformer.name,
    transformation: () => Promise.resolve(transformer),
    editor: () => null,
    imageDark: "",
    imageLight: "",
    categories: new Set<TransformerCategory>(),
  })),
);

/** The panel's transformations, by Grafana's own transformers; one that is not in its packages is an error, as it would be left out silently. */
export async function transformed(
  frames: DataFrame[],
  transformations: NonNullable<Panel["transformations"]>,
  interpolate: InterpolateFunction,
): Promise<DataFrame[]> {
  const unknown = transformations.filter(({ id }) => !transformers.has(id));
  if (unknown.length > 0) {
    throw new Error(
      `@grafana/data has no transformation ${unknown.map(({ id }) => id).join(", ")}: it cannot be drawn here`,
    );
  }
  return transformations.length === 0
    ? frames
    : lastValueFrom(transformDataFrame(transformations as DataTransformerConfig[], frames, { interpolate }));
}
