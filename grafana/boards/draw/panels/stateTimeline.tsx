import { useMemo } from "react";
import {
  colorManipulator,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  type DataFrame,
} from "@grafana/data";
import {
  defaultFieldConfig,
  defaultOptions,
  type FieldConfig,
  type Options,
} from "@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen";
import { optionsOf, type Drawing } from "./drawing";
import { Lanes, type Cell, type Lane } from "./lanes";
import { statesOf } from "./states";

export function StateTimelinePanel({ panel, frames, width, height, timeRange, theme }: Drawing) {
  const { rowHeight } = optionsOf<Options>(panel, defaultOptions);
  const lanes = useMemo(() => lanesOf(frames), [frames]);
  return <Lanes lanes={lanes} share={rowHeight} width={width} height={height} timeRange={timeRange} theme={theme} />;
}

/** Grafana has the first series at the top. */
export function lanesOf(frames: DataFrame[]): Lane[] {
  return frames
    .flatMap((frame) => {
      const time = frame.fields.find(({ type }) => type === FieldType.time);
      return frame.fields
        .filter((field) => field !== time)
        .map((field) => {
          const { fillOpacity = 70 } = { ...defaultFieldConfig, ...field.config.custom } as FieldConfig;
          const cells = statesOf(time?.values ?? [], field.values, time?.config.interval ?? 0).map(
            ({ fromMillis, toMillis, value }): Cell => {
              const shown = field.display!(value);
              return {
                fromMillis,
                toMillis,
                colour: filled(shown.color ?? "#808080", fillOpacity),
                text: formattedValueToString(shown),
              };
            },
          );
          return { label: getFieldDisplayName(field, frame, frames), cells };
        });
    })
    .reverse();
}

/** As in Grafana, a colour that says how dense it is keeps to that. */
function filled(colour: string, percent: number): string {
  return /^#[0-9a-f]{8}$/i.test(colour) ? colour : colorManipulator.alpha(colour, percent / 100);
}
