import type { Dashboard } from "@grafana/schema";
import { agent } from "./agent";
import { fleet } from "./fleet";
import { run } from "./run";

export const BOARDS: Record<string, Dashboard> = { fleet, run, agent };

/** The files of the boards, by their place from this package's directory, and what is in them. */
export const files: [path: string, text: string][] = Object.entries(BOARDS).map(([name, board]) => [
  `../dashboards/${name}.json`,
  `${JSON.stringify(board, null, 2)}\n`,
]);
