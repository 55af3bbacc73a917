import type { DataFrame, GrafanaTheme2, InterpolateFunction, TimeRange } from "@grafana/data";
import type { Panel } from "@grafana/schema";

/** What a drawing of a panel is given: its frames with field config applied, and its inner size in pixels. */
export interface Drawing {
  panel: Panel;
  frames: DataFrame[];
  width: number;
  height: number;
  timeRange: TimeRange;
  theme: GrafanaTheme2;
  replaceVariables: InterpolateFunction;
}

/** The panel's options over the defaults that @grafana/schema has for this kind of panel. */
export function optionsOf<T>(panel: Panel, defaults: Partial<T>): T {
  return { ...defaults, ...panel.options } as T;
}
