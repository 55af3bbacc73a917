import type { Dashboard, Panel, RowPanel } from "@grafana/schema";

/** Grafana's grid: 24 columns, cells of 30 pixels, 8 between them. */
const COLUMNS = 24;
const CELL = 30;
const MARGIN = 8;

export interface Placed {
  panel: Panel | RowPanel;
  x: number;
  y: number;
  width: number;
  height: number;
}

export function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === "row";
}

/** Where each panel stands, in pixels. Rows that are kept closed are opened, so that what is in them is seen too. */
export function layout(dashboard: Dashboard, width: number): { placed: Placed[]; height: number } {
  const placed = opened(dashboard.panels ?? []).map((panel) => {
    const { x, y, w, h } = gridPos(panel);
    const column = (width - MARGIN * (COLUMNS - 1)) / COLUMNS;
    return {
      panel,
      x: Math.round(x * (column + MARGIN)),
      y: y * (CELL + MARGIN),
      width: Math.round(w * column + (w - 1) * MARGIN),
      height: h * CELL + (h - 1) * MARGIN,
    };
  });
  return { placed, height: Math.max(0, ...placed.map(({ y, height }) => y + height)) };
}

function opened(panels: (Panel | RowPanel)[]): (Panel | RowPanel)[] {
  let down = 0;
  return panels
    .toSorted((a, b) => gridPos(a).y - gridPos(b).y)
    .flatMap((panel) => {
      const moved = lower(panel, down);
      if (!isRow(panel) || panel.collapsed !== true || panel.panels.length === 0) {
        return [moved];
      }
      // What a closed row keeps is placed as if it stood at the row's end when it was closed.
      const first = Math.min(...panel.panels.map((inner) => gridPos(inner).y));
      const last = Math.max(...panel.panels.map((inner) => gridPos(inner).y + gridPos(inner).h));
      const under = gridPos(moved).y + 1;
      down += last - first;
      return [moved, ...panel.panels.map((inner) => lower(inner, under - first))];
    });
}

function lower<P extends Panel | RowPanel>(panel: P, rows: number): P {
  const position = gridPos(panel);
  return { ...panel, gridPos: { ...position, y: position.y + rows } };
}

function gridPos(panel: Panel | RowPanel): { x: number; y: number; w: number; h: number } {
  if (panel.gridPos === undefined) {
    throw new Error(`the panel "${panel.title ?? panel.id}" has no gridPos`);
  }
  return panel.gridPos;
}

/** Pairs of panels that lie upon one another, and panels that stick out of the grid: Grafana would move them about. */
export function misplaced(dashboard: Dashboard): string[] {
  const { placed } = layout(dashboard, 1920);
  const outside = placed
    .filter(({ panel }) => gridPos(panel).x + gridPos(panel).w > COLUMNS)
    .map(({ panel }) => `${panel.title}: reaches beyond column ${COLUMNS}`);
  const over = placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter(
        (two) =>
          one.x < two.x + two.width &&
          two.x < one.x + one.width &&
          one.y < two.y + two.height &&
          two.y < one.y + one.height,
      )
      .map((two) => `${one.panel.title}: lies upon "${two.panel.title}"`),
  );
  return [...outside, ...over];
}
