import { TableNG } from "@grafana/ui/unstable";
import {
  defaultOptions,
  type Options,
} from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import { fieldConfigOf } from "../fields";
import { optionsOf, type Drawing } from "./drawing";

/** Grafana shows one frame at a time; several would have a box to choose from, which nobody clicks in a picture. */
export function TablePanel({ panel, frames, width, height, timeRange }: Drawing) {
  const table = optionsOf<Options>(panel, defaultOptions);
  const frame = frames[table.frameIndex] ?? frames[0];
  if (frames.length > 1 || frame === undefined) {
    throw new Error(`the table has ${frames.length} frames; join them with a transformation, as only one is shown`);
  }
  const { noValue } = fieldConfigOf(panel).defaults;
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      timeRange={timeRange}
      noHeader={!table.showHeader}
      fieldConfig={fieldConfigOf(panel)}
      {...(noValue !== undefined && { noValue })}
      {...(table.sortBy && { sortBy: table.sortBy })}
      {...(table.cellHeight && { cellHeight: table.cellHeight })}
    />
  );
}
