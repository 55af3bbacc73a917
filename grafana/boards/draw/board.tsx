import { Component, type ComponentType, type ReactNode } from "react";
import { FieldType, type DataFrame, type GrafanaTheme2, type InterpolateFunction, type TimeRange } from "@grafana/data";
import { Badge, PanelChrome } from "@grafana/ui";
import type { Panel } from "@grafana/schema";
import { alike } from "./alike";
import { fieldConfigOf } from "./fields";
import { isRow } from "./layout";
import { BarGaugePanel } from "./panels/barGauge";
import type { Drawing } from "./panels/drawing";
import { HeatmapPanel } from "./panels/heatmap";
import { StateTimelinePanel } from "./panels/stateTimeline";
import { StatPanel } from "./panels/stat";
import { TablePanel } from "./panels/table";
import { TextPanel } from "./panels/text";
import { TimeSeriesPanel } from "./panels/timeSeries";
import type { Prepared } from "./prepare";
import { STAND_INS } from "./standIns";

const DRAWINGS: Record<string, ComponentType<Drawing>> = {
  timeseries: TimeSeriesPanel,
  stat: StatPanel,
  table: TablePanel,
  bargauge: BarGaugePanel,
  text: TextPanel,
  "state-timeline": StateTimelinePanel,
  heatmap: HeatmapPanel,
};

interface Context {
  timeRange: TimeRange;
  theme: GrafanaTheme2;
  replaceVariables: InterpolateFunction;
}

export function Board({
  places,
  width,
  height,
  context,
}: {
  places: Prepared[];
  width: number;
  height: number;
  context: Context;
}) {
  return (
    <div style={{ position: "relative", width, height }}>
      {places.map((place) => (
        <div
          key={place.panel.id}
          data-panel={place.panel.id}
          data-kind={place.panel.type}
          data-title={context.replaceVariables(place.panel.title ?? "")}
          data-data={hasData(place.frames)}
          data-axes={axes(place.frames)}
          data-alike={place.panel.type === "timeseries" ? alike(place.frames, context.theme).join("\n") : ""}
          style={{ position: "absolute", left: place.x, top: place.y, width: place.width, height: place.height }}
        >
          {isRow(place.panel) ? (
            <Row title={context.replaceVariables(place.panel.title ?? "")} />
          ) : (
            <Chrome place={place} panel={place.panel} context={context} />
          )}
        </div>
      ))}
    </div>
  );
}

function axes(frames: DataFrame[]): string {
  return frames.flatMap(({ fields }) => fields.map(({ config }) => config.custom?.axisLabel ?? "")).join("\n");
}

/** A frame of nulls and NaN is nothing to show. */
function hasData(frames: DataFrame[]): boolean {
  return frames.some(({ fields }) =>
    fields.some(
      ({ type, values }) => type !== FieldType.time && values.some((value) => value != null && !Number.isNaN(value)),
    ),
  );
}

function Row({ title }: { title: string }) {
  return <h3 style={{ margin: 0, lineHeight: "30px", fontSize: 18 }}>{title}</h3>;
}

function Chrome({ place, panel, context }: { place: Prepared; panel: Panel; context: Context }) {
  const { replaceVariables } = context;
  const title = replaceVariables(panel.title ?? "");
  return (
    <PanelChrome
      width={place.width}
      height={place.height}
      title={title}
      hoverHeader={title === ""}
      description={replaceVariables(panel.description ?? "")}
      titleItems={STAND_INS.has(panel.type) && <Badge text="stand-in" color="orange" />}
      displayMode={panel.transparent === true ? "transparent" : "default"}
    >
      {(width, height) => (
        <Boundary>
          <Content place={place} drawing={{ panel, frames: place.frames, width, height, ...context }} />
        </Boundary>
      )}
    </PanelChrome>
  );
}

function Content({ place, drawing }: { place: Prepared; drawing: Drawing }) {
  const { panel, frames, height } = drawing;
  if (place.error !== undefined) {
    throw new Error(place.error);
  }
  const Drawn = DRAWINGS[panel.type];
  if (Drawn === undefined) {
    throw new Error(`nothing here draws a panel of type ${panel.type}`);
  }
  const empty = frames.every(({ length }) => length === 0);
  // Grafana's own words for an empty panel are "No data", unless the panel has better ones; a stat says them itself.
  if (empty && panel.type !== "text" && panel.type !== "stat" && panel.type !== "bargauge") {
    return (
      <p style={{ height, display: "grid", placeItems: "center", margin: 0, textAlign: "center" }}>
        {fieldConfigOf(panel).defaults.noValue ?? "No data"}
      </p>
    );
  }
  return <Drawn {...drawing} />;
}

/** An error in one panel is said there, and by the page; the other panels are drawn. */
class Boundary extends Component<{ children: ReactNode }, { error?: string }> {
  override state: { error?: string } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <p data-error>{this.state.error}</p>;
  }
}
