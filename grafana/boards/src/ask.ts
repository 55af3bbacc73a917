/** Asks a real Prometheus every question of the boards: `ask --help` says how. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Dashboard } from "@grafana/schema";
import { Interview } from "./interview";
import { Prometheus } from "./prometheus";
import { WITHOUT_DATA } from "./without-data";

const HELP = `ask [--set NAME=VALUE]... OPTIONS BOARD.json...
Asks every query of the boards (panels, variables, annotations) and fails if one is refused or has no data.
  --prometheus URL   whom to ask
  --from, --to       the time range, in seconds since 1970
  --scrape SECONDS   how often Prometheus scrapes (default 15)
  --set NAME=VALUE   the value of a variable; else its first one, or all where it may be all
  --data KIND        what is asked about, which decides what cannot have data; may be repeated:
                     ${Object.keys(WITHOUT_DATA).join(", ")}
  --answers FILE     where all answers go, as JSON`;

function settings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      prometheus: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      scrape: { type: "string", default: "15" },
      set: { type: "string", multiple: true, default: [] },
      data: { type: "string", multiple: true, default: [] },
      answers: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const unknown = values.data.filter((kind) => !(kind in WITHOUT_DATA));
  const withoutData = values.data.flatMap((kind) => WITHOUT_DATA[kind] ?? []);
  if (
    values.help ||
    !values.prometheus ||
    !values.from ||
    !values.to ||
    positionals.length === 0 ||
    unknown.length > 0
  ) {
    console.error(HELP);
    process.exit(2);
  }
  const range = { from: Number(values.from), to: Number(values.to), scrapeSeconds: Number(values.scrape) };
  const wanted = Object.fromEntries(values.set.map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  return { url: values.prometheus, range, wanted, withoutData, answers: values.answers, boards: positionals };
}

const { url, range, wanted, withoutData, answers, boards } = settings();
const interview = new Interview(new Prometheus(url), range, wanted, withoutData);
for (const file of boards) {
  await interview.about(JSON.parse(readFileSync(file, "utf8")) as Dashboard);
}
interview.end();
if (answers) {
  writeFileSync(answers, JSON.stringify(interview.answers()));
}
for (const problem of interview.problems) console.error(problem);
console.log(`${interview.asked} questions of ${boards.length} boards, ${interview.problems.length} problems`);
process.exitCode = interview.problems.length > 0 ? 1 : 0;
