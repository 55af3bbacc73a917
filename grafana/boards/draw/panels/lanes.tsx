import { useMemo } from "react";
import type { GrafanaTheme2, TimeRange } from "@grafana/data";
import { AxisPlacement, ScaleDirection, ScaleOrientation } from "@grafana/schema";
import { measureText, UPLOT_AXIS_FONT_SIZE, UPlotChart, UPlotConfigBuilder } from "@grafana/ui";
import type uPlot from "uplot";

export interface Cell {
  fromMillis: number;
  toMillis: number;
  colour: string;
  text?: string;
}

export interface Lane {
  label: string;
  cells: Cell[];
}

interface Props {
  /** The lowest first. */
  lanes: Lane[];
  /** The part of a lane's height that its cells take. */
  share: number;
  width: number;
  height: number;
  timeRange: TimeRange;
  theme: GrafanaTheme2;
}

/**
 * Coloured cells over time, one lane a series: the stand-in for the two panels that @grafana/ui has no component for. Axes and
 * canvas are Grafana's own; only the cells are ours.
 */
export function Lanes({ lanes, share, width, height, timeRange, theme }: Props) {
  const config = useMemo(() => configured(lanes, share, timeRange, theme), [lanes, share, timeRange, theme]);
  const ends = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  return <UPlotChart config={config} data={[ends, ends.map(() => 0)]} width={width} height={height} />;
}

function configured(lanes: Lane[], share: number, timeRange: TimeRange, theme: GrafanaTheme2): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder("utc");
  const time = { scaleKey: "x", isTime: true, timeZone: "utc", theme };
  builder.addScale({
    ...time,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [timeRange.from.valueOf(), timeRange.to.valueOf()],
  });
  builder.addAxis({ ...time, placement: AxisPlacement.Bottom });
  builder.addScale({
    scaleKey: "lanes",
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: () => [0, lanes.length],
  });
  builder.addAxis({
    scaleKey: "lanes",
    theme,
    placement: AxisPlacement.Left,
    size: 16 + Math.max(0, ...lanes.map(({ label }) => measureText(label, UPLOT_AXIS_FONT_SIZE).width)),
    splits: () => lanes.map((_, index) => index + 0.5),
    values: () => lanes.map(({ label }) => label),
    grid: { show: false },
  });
  builder.addSeries({ scaleKey: "lanes", theme, pathBuilder: () => null, pointsBuilder: () => undefined as never });
  builder.addHook("draw", (plot) => lanes.forEach((lane, index) => drawLane(plot, lane, index, share, theme)));
  return builder;
}

function drawLane(plot: uPlot, { cells }: Lane, index: number, share: number, theme: GrafanaTheme2): void {
  const { ctx } = plot;
  const top = plot.valToPos(index + 0.5 + share / 2, "lanes", true);
  const height = plot.valToPos(index + 0.5 - share / 2, "lanes", true) - top;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px ${theme.typography.fontFamily}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const { fromMillis, toMillis, colour, text } of cells) {
    const left = Math.max(plot.bbox.left, plot.valToPos(fromMillis, "x", true));
    const width = Math.min(plot.bbox.left + plot.bbox.width, plot.valToPos(toMillis, "x", true)) - left;
    ctx.fillStyle = colour;
    ctx.fillRect(left, top, width, height);
    if (text !== undefined && ctx.measureText(text).width + 8 < width) {
      ctx.fillStyle = theme.colors.text.primary;
      ctx.fillText(text, left + 4, top + height / 2);
    }
  }
  ctx.restore();
}
