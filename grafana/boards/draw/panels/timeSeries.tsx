import { TimeSeries } from "@grafana/ui";
import type { Options } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";
import { optionsOf, type Drawing } from "./drawing";

export function TimeSeriesPanel({ panel, frames, width, height, timeRange }: Drawing) {
  const { legend } = optionsOf<Options>(panel, {});
  return (
    <TimeSeries frames={frames} width={width} height={height} timeRange={timeRange} timeZone="utc" legend={legend} />
  );
}
