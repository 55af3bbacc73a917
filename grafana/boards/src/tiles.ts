import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  FieldColorModeId,
  PercentChangeColorMode,
  TableCellDisplayMode,
  TableCellHeight,
  VizOrientation,
  type FieldConfig,
  type Panel,
  type TableFieldOptions,
  type TableSortByFieldState,
} from "@grafana/schema";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type { Options as TableOptions } from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import { named, panel, set, unknown, type Override, type PanelWords } from "./panels";

export interface TileWords extends PanelWords {
  defaults?: Omit<FieldConfig, "custom" | "unit" | "noValue">;
  options?: Partial<StatOptions>;
}

/** Large numbers or words: the last value of each query. */
export const tiles = (words: TileWords): Panel =>
  panel<StatOptions, object>(
    "stat",
    words,
    {
      colorMode: BigValueColorMode.Value,
      graphMode: BigValueGraphMode.None,
      justifyMode: BigValueJustifyMode.Auto,
      // With its name where there are several.
      textMode: BigValueTextMode.Auto,
      orientation: VizOrientation.Auto,
      reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
      showPercentChange: false,
      percentChangeColorMode: PercentChangeColorMode.Standard,
      wideLayout: true,
      ...words.options,
    },
    {
      color: { mode: FieldColorModeId.Thresholds },
      ...words.defaults,
      mappings: [...(words.defaults?.mappings ?? []), unknown(words.none)],
    },
  );

export interface TableWords extends PanelWords {
  defaults?: Omit<FieldConfig, "custom" | "unit" | "noValue">;
  sortBy?: TableSortByFieldState[];
  cell?: Partial<TableFieldOptions>;
}

/** What to do is said once, where a table has no rows; one cell that is empty is a dash. */
const EMPTY_CELL: Override = { matcher: { id: "byRegexp", options: "/.*/" }, properties: [set("noValue", "–")] };

export const table = (words: TableWords): Panel =>
  panel<TableOptions, TableFieldOptions>(
    "table",
    { ...words, overrides: [EMPTY_CELL, ...(words.overrides ?? [])] },
    { showHeader: true, frameIndex: 0, cellHeight: TableCellHeight.Sm, sortBy: words.sortBy ?? [] },
    {
      color: { mode: FieldColorModeId.Thresholds },
      ...words.defaults,
      custom: {
        align: "auto",
        inspect: false,
        filterable: false,
        cellOptions: { type: TableCellDisplayMode.Auto },
        ...words.cell,
      },
    },
  );

/** A column of a table. */
export const column = (name: string, unit: string, ...properties: Override["properties"]): Override =>
  named(name, set("unit", unit), ...properties);

/** Hides, orders and names the columns of a table. */
export const columns = (
  hidden: string[],
  shown: Record<string, string>,
): NonNullable<Panel["transformations"]>[number] => ({
  id: "organize",
  options: {
    excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
    indexByName: Object.fromEntries(Object.keys(shown).map((name, index) => [name, index])),
    renameByName: Object.fromEntries(Object.entries(shown).filter(([from, to]) => from !== to)),
  },
});
