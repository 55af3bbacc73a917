import type { DataFrame, GrafanaTheme2, InterpolateFunction } from "@grafana/data";
import type { Dashboard, Panel } from "@grafana/schema";
import type { Answers } from "./answers";
import { configured, transformed } from "./fields";
import { framesOf, type Target } from "./frames";
import { isRow, layout, type Placed } from "./layout";

/** A place on the board with what is to be drawn there, or why nothing can be. */
export interface Prepared extends Placed {
  frames: DataFrame[];
  error?: string;
}

/** Everything that has to be known before a board is drawn: places, and frames with transformations and field config applied. */
export async function prepared(
  dashboard: Dashboard,
  answers: Answers,
  width: number,
  theme: GrafanaTheme2,
  replaceVariables: InterpolateFunction,
): Promise<{ places: Prepared[]; height: number }> {
  const { placed, height } = layout(dashboard, width);
  const ofBoard = answers.boards[dashboard.uid ?? ""] ?? {};
  const places = await Promise.all(
    placed.map(async (place): Promise<Prepared> => {
      if (isRow(place.panel)) {
        return { ...place, frames: [] };
      }
      try {
        return { ...place, frames: await framesFor(place.panel, ofBoard, theme, replaceVariables) };
      } catch (problem) {
        return { ...place, frames: [], error: problem instanceof Error ? problem.message : String(problem) };
      }
    }),
  );
  return { places, height };
}

async function framesFor(
  panel: Panel,
  ofBoard: Answers["boards"][string],
  theme: GrafanaTheme2,
  replaceVariables: InterpolateFunction,
): Promise<DataFrame[]> {
  const targets = (panel.targets ?? []) as unknown as Target[];
  const frames = framesOf(targets, ofBoard[String(panel.id)] ?? []);
  return configured(
    await transformed(frames, panel.transformations ?? [], replaceVariables),
    panel,
    theme,
    replaceVariables,
  );
}
