import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Dashboard } from "@grafana/schema";
import type { Answers } from "./answers";
import { look } from "./look";

const USAGE = "usage: npm run draw -- --answers FILE --pictures FOLDER [--boards FOLDER]";

// npm runs this in the package's folder, and keeps the caller's in INIT_CWD.
const given = (path: string) => resolve(process.env["INIT_CWD"] ?? ".", path);

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { answers: { type: "string" }, pictures: { type: "string" }, boards: { type: "string" } },
  });
  if (values.answers === undefined || values.pictures === undefined) {
    console.error(`draw: ${USAGE}`);
    return 2;
  }
  const folder = values.boards === undefined ? resolve("../dashboards") : given(values.boards);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const answers = read<Answers>(given(values.answers));
  const boards = files.map((name) => read<Dashboard>(join(folder, name)));
  const asked = boards.filter(({ uid }) => uid !== undefined && uid in answers.boards);
  for (const { uid } of boards.filter((board) => !asked.includes(board))) {
    console.log(`${uid}: not asked, so not drawn`);
  }
  if (asked.length === 0) {
    console.error(
      `draw: no board in ${folder} is among those that were asked: ${Object.keys(answers.boards).join(", ")}`,
    );
    return 2;
  }
  const found = await look(asked, answers, given(values.pictures));
  for (const problem of found) {
    console.error(`draw: ${problem}`);
  }
  return found.length > 0 ? 1 : 0;
}

process.exitCode = await main();
