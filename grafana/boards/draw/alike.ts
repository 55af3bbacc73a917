import {
  FieldColorModeId,
  getFieldDisplayName,
  getFieldSeriesColor,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
} from "@grafana/data";

/** Names of lines that have the colour of a line before them, where a palette and not the board's author chose it. */
export function alike(frames: DataFrame[], theme: GrafanaTheme2): string[] {
  const first = new Map<string, string>();
  const found: string[] = [];
  for (const frame of frames) {
    for (const field of frame.fields.filter(isLine)) {
      const name = getFieldDisplayName(field, frame, frames);
      const { color } = getFieldSeriesColor(field, theme);
      const other = first.get(color);
      if (other !== undefined && other !== name) {
        found.push(`${name} has the colour of ${other}`);
      }
      first.set(color, other ?? name);
    }
  }
  return found;
}

function isLine({ type, config }: Field): boolean {
  return type === "number" && config.color?.mode !== FieldColorModeId.Fixed && config.custom?.hideFrom?.legend !== true;
}
