import {
  AxisPlacement,
  FieldColorModeId,
  GraphDrawStyle,
  HeatmapCellLayout,
  LegendDisplayMode,
  LineInterpolation,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  type FieldConfig,
  type GraphFieldConfig,
  type Panel,
} from "@grafana/schema";
import type { Options as HeatmapOptions } from "@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen";
import { HeatmapColorMode } from "@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen";
import type {
  FieldConfig as TimelineFieldConfig,
  Options as TimelineOptions,
} from "@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen";
import type { Options as TimeSeriesOptions } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";
import { COLOURS, type Coloured } from "./palette";
import { coloured, fixed, named, panel, set, type Override, type PanelWords } from "./panels";

/** A new agent shows no number of a run until it has its windows again: a line goes on over so many milliseconds. */
const BRIDGED_MILLIS = 5 * 60 * 1000;

type Custom = Partial<GraphFieldConfig>;

export interface ChartWords extends PanelWords {
  custom?: Custom;
  defaults?: Omit<FieldConfig, "custom" | "unit" | "noValue">;
  /** What the legend tells of each line, besides its name. */
  calcs?: string[];
}

/** Lines over time. */
export const timeSeries = (words: ChartWords): Panel =>
  panel<TimeSeriesOptions, GraphFieldConfig>(
    "timeseries",
    words,
    {
      legend: {
        displayMode: LegendDisplayMode.List,
        placement: "bottom",
        showLegend: true,
        calcs: words.calcs ?? [],
      },
      tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.None },
    },
    {
      color: { mode: FieldColorModeId.PaletteClassic },
      ...words.defaults,
      custom: {
        drawStyle: GraphDrawStyle.Line,
        lineInterpolation: LineInterpolation.Linear,
        lineWidth: 2,
        fillOpacity: 0,
        showPoints: VisibilityMode.Auto,
        pointSize: 4,
        spanNulls: BRIDGED_MILLIS,
        ...words.custom,
      },
    },
  );

/** Every series on top of those before it. */
export const STACKED: Custom = {
  stacking: { mode: StackingMode.Normal, group: "A" },
  fillOpacity: 70,
  lineWidth: 1,
  showPoints: VisibilityMode.Never,
};

/** Not in the stack that is drawn around it: a dashed line to compare with. */
export const besideTheStack = (name: string, colour: string): Override =>
  named(
    name,
    set("color", fixed(colour)),
    set("custom.stacking", { mode: StackingMode.None }),
    set("custom.fillOpacity", 0),
    set("custom.lineWidth", 2),
    set("custom.lineStyle", { fill: "dash", dash: [8, 6] }),
  );

export const atLeast = (name: string): string => `${name}, at least`;
export const atMost = (name: string): string => `${name}, at most`;

/** A line in its colour, and between its bounds a band of the same. */
export function band(name: string, colour: string = COLOURS[name as Coloured]): Override[] {
  const edge = [
    set("color", fixed(colour)),
    set("custom.lineWidth", 0),
    set("custom.showPoints", VisibilityMode.Never),
  ];
  const unsaid = set("custom.hideFrom", { legend: true, tooltip: false, viz: false });
  return [
    named(name, set("color", fixed(colour))),
    named(atLeast(name), ...edge, unsaid),
    named(atMost(name), ...edge, unsaid, set("custom.fillBelowTo", atLeast(name)), set("custom.fillOpacity", 22)),
  ];
}

export const inItsColour = (...names: Coloured[]): Override[] => names.map((name) => coloured(name));

/** States over time, a row each, with the word in it. */
export const stateTimeline = (words: PanelWords & { mappings: NonNullable<FieldConfig["mappings"]> }): Panel =>
  panel<TimelineOptions, TimelineFieldConfig>(
    "state-timeline",
    words,
    {
      mergeValues: true,
      showValue: VisibilityMode.Auto,
      alignValue: "left",
      rowHeight: 0.85,
      legend: { displayMode: LegendDisplayMode.List, placement: "bottom", showLegend: false, calcs: [] },
      tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
    },
    {
      color: { mode: FieldColorModeId.Thresholds },
      mappings: words.mappings,
      custom: { fillOpacity: 75, lineWidth: 0 },
    },
  );

/** Buckets of a histogram over time. */
export const heatmap = (words: PanelWords): Panel =>
  panel<HeatmapOptions, object>(
    "heatmap",
    words,
    {
      calculate: false,
      cellGap: 1,
      color: {
        mode: HeatmapColorMode.Scheme,
        scheme: "Cividis",
        exponent: 0.5,
        fill: "blue",
        reverse: false,
        steps: 64,
      },
      exemplars: { color: "rgba(255,0,255,0.7)" },
      filterValues: { le: 1e-9 },
      legend: { show: true },
      rowsFrame: { layout: HeatmapCellLayout.auto },
      showValue: VisibilityMode.Never,
      tooltip: { mode: TooltipDisplayMode.Single, yHistogram: false, showColorScale: true },
      yAxis: { unit: words.unit, axisPlacement: AxisPlacement.Left },
    },
    {},
  );
