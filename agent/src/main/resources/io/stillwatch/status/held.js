// In a report: what the file holds, in the place of what an agent says.
import { byId } from "./parts.js";

const data = JSON.parse(byId("data").textContent);
const keys = ["run", "pair", "task", "slice"];

export const latest = async () => data.views.map((view) => view.latest);

export async function history(line) {
  const view = data.views.find(({ latest: one }) => keys.every((key) => one[key] === line[key]));
  return { measurements: view.points, events: data.events.filter(({ event }) => event.run === line.run) };
}

// Nothing will come; all is there to be asked for.
export const listen = (takes) => takes.resync();
