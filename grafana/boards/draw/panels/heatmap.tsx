import { useMemo } from "react";
import { FieldType, formattedValueToString, getFieldDisplayName, getValueFormat, type DataFrame } from "@grafana/data";
import type { Options } from "@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen";
import { optionsOf, type Drawing } from "./drawing";
import { Lanes, type Lane } from "./lanes";

/** From few to many, in the manner of the scheme Cividis, which the colour-blind can read. */
const FEW_TO_MANY = [
  [0, 34, 78],
  [124, 123, 120],
  [254, 232, 56],
] as const;

export function HeatmapPanel({ panel, frames, width, height, timeRange, theme }: Drawing) {
  const { yAxis } = optionsOf<Options>(panel, {});
  const lanes = useMemo(() => bucketLanes(frames, yAxis?.unit), [frames, yAxis?.unit]);
  return <Lanes lanes={lanes} share={0.96} width={width} height={height} timeRange={timeRange} theme={theme} />;
}

/** One lane a bucket, named by its upper bound; empty cells are not drawn. */
function bucketLanes(frames: DataFrame[], unit = "none"): Lane[] {
  const counts = frames.flatMap(({ fields }) =>
    fields.filter(({ type }) => type === FieldType.number).flatMap(({ values }) => values as number[]),
  );
  const most = Math.max(...counts.filter(Number.isFinite));
  return frames.map((frame) => {
    const [time, field] = frame.fields;
    const name = getFieldDisplayName(field!, frame, frames);
    const bound = Number(name);
    const interval = time!.config.interval ?? 0;
    return {
      label: Number.isFinite(bound) ? formattedValueToString(getValueFormat(unit)(bound)) : name,
      cells: (time!.values as number[])
        .map((millis, index) => ({ millis, count: field!.values[index] as number }))
        .filter(({ count }) => count > 1e-9)
        .map(({ millis, count }) => ({
          fromMillis: millis - interval,
          toMillis: millis,
          colour: colourOf(Math.sqrt(count / most)),
        })),
    };
  });
}

function colourOf(share: number): string {
  const place = share * (FEW_TO_MANY.length - 1);
  const index = Math.min(Math.floor(place), FEW_TO_MANY.length - 2);
  const [from, to] = [FEW_TO_MANY[index]!, FEW_TO_MANY[index + 1]!];
  return `rgb(${from.map((value, channel) => Math.round(value + (to[channel]! - value) * (place - index))).join(",")})`;
}
