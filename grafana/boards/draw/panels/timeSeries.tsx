import { useMemo } from "react";
import { FieldType, type DataFrame } from "@grafana/data";
import { TimeSeries } from "@grafana/ui";
import type { Options } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";
import { optionsOf, type Drawing } from "./drawing";

export function TimeSeriesPanel({ panel, frames, width, height, timeRange }: Drawing) {
  const { legend } = optionsOf<Options>(panel, {});
  const finite = useMemo(() => frames.map(withoutInfinities), [frames]);
  return (
    <TimeSeries frames={finite} width={width} height={height} timeRange={timeRange} timeZone="utc" legend={legend} />
  );
}

/** As Grafana's panel does before it draws: NaN and infinities are holes. */
function withoutInfinities(frame: DataFrame): DataFrame {
  const fields = frame.fields.map((field) =>
    field.type === FieldType.number
      ? { ...field, values: field.values.map((value) => (Number.isFinite(value) ? value : null)) }
      : field,
  );
  return { ...frame, fields };
}
