// The page: what is known, what is chosen, and what is drawn of it.
import { draw, resize } from "./chart.js";
import { history, latest, listen } from "./feed.js";
import { byId, part } from "./parts.js";
import { showRun } from "./run.js";
import { byRank, byRun, keyOf, showRuns } from "./runs.js";
import { runName, setUnit, verdictWords } from "./words.js";

const MOST_POINTS = 1000;
const MILLIS_BETWEEN_DRAWS = 400;

const views = new Map(); // key of a view to its latest line
const followed = new Map(); // key of a view to its {points, events}; of those that are drawn
let chosen = null;
let compared = null;

const say = (text) => { byId("said").textContent = text; };

function initial() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const lines = [...views.values()];
  compared ??= wanted.get("compare");
  const first = byRun(lines).values().next().value?.[0];
  return lines.filter((v) => v.run === wanted.get("run")).sort(byRank).find((v) => !wanted.get("pair") || (v.pair === wanted.get("pair") && v.task === wanted.get("task") && v.slice === wanted.get("slice"))) ?? first;
}

// The other run's view that is most like the one that is shown.
function comparedView() {
  const line = views.get(chosen);
  const theirs = [...views.values()].filter((v) => v.run === compared).sort(byRank);
  return theirs.find((v) => v.pair === line.pair && v.task === line.task && v.slice === line.slice) ?? theirs[0];
}

async function follow(line) {
  const key = keyOf(line);
  if (followed.has(key)) return;
  followed.set(key, { points: [], events: [] });
  const { measurements, events } = await history(line);
  const since = followed.get(key);
  if (!since) return;
  const ids = new Set(measurements.map((point) => point.id));
  followed.set(key, { points: [...measurements, ...since.points.filter((point) => !ids.has(point.id))], events });
}

async function choose(line) {
  chosen = keyOf(line);
  if (compared === line.run) compared = null;
  const other = compared && comparedView();
  const wanted = [line, other].filter(Boolean);
  for (const key of followed.keys()) if (!wanted.some((view) => keyOf(view) === key)) followed.delete(key);
  const place = new URLSearchParams({ run: line.run, pair: line.pair, task: line.task, slice: line.slice, ...(other ? { compare: compared } : {}) });
  window.history.replaceState(null, "", `#${place}`);
  await Promise.all(wanted.map(follow));
  drawSoon();
}

// Steps begin anew with an attempt: only the latest is drawn.
function ofLatestAttempt(points) {
  const attempt = Math.max(...points.map((point) => point.attempt));
  return points.filter((point) => point.attempt === attempt).sort((a, b) => a.step - b.step);
}

let waiting = false;
function drawSoon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    drawNow();
  }, document.hidden ? 2000 : MILLIS_BETWEEN_DRAWS);
}

function drawNow() {
  const line = views.get(chosen);
  byId("live").hidden = !line;
  byId("plain").hidden = !!line;
  byId("unit-choice").hidden = !line;
  if (!line) return;
  const select = (view) => choose(view).catch(failed);
  showRuns([...views.values()], chosen, select);
  const { points, events } = followed.get(chosen) ?? { points: [], events: [] };
  const shown = ofLatestAttempt(points.length ? points : [line]);
  showRun({ views: [...views.values()], line, points: shown, events, compared }, select);
  const theirs = compared && comparedView();
  const other = theirs && followed.get(keyOf(theirs))?.points.length
    ? { name: runName(theirs.run), points: ofLatestAttempt(followed.get(keyOf(theirs)).points) } : null;
  for (const id of ["atoms", "gap", "ratio"]) draw(byId(id), shown, other, say);
  document.title = `${verdictWords(line.verdict)}: ${runName(line.run)} – Stillwatch`;
}

function measured(line) {
  const key = keyOf(line);
  const before = views.get(key);
  views.set(key, line);
  if (before && before.verdict !== line.verdict) {
    say(`${runName(line.run)}, step ${line.step}: ${verdictWords(line.verdict)}`);
  }
  const ofView = followed.get(key);
  if (ofView && !ofView.points.some((point) => point.id === line.id)) {
    ofView.points.push(line);
    if (ofView.points.length > MOST_POINTS) ofView.points = ofView.points.filter((_, i, all) => i % 2 === 0 || i === all.length - 1);
  }
  if (chosen === null) choose(initial()).catch(failed);
  drawSoon();
}

function happened(told) {
  for (const [key, ofView] of followed) if (JSON.parse(key)[0] === told.event.run) ofView.events.push(told);
  say(`${runName(told.event.run)}: ${told.event.type}`);
  drawSoon();
}

const isLater = (line, than) => line.attempt > than.attempt || (line.attempt === than.attempt && line.hop > than.hop);

// All anew; what came in the meantime stays.
async function load() {
  const before = new Map(views);
  followed.clear();
  const lines = new Map((await latest()).map((line) => [keyOf(line), line]));
  for (const [key, line] of views) if (!lines.has(key) && before.get(key) === line) views.delete(key);
  for (const [key, line] of lines) if (!views.has(key) || isLater(line, views.get(key))) views.set(key, line);
  const line = views.get(chosen) ?? initial();
  if (line) await choose(line);
  else chosen = null;
  drawNow();
}

const silence = (since) =>
  `Nothing was heard from the agent since ${since.toLocaleTimeString()}: the numbers below stand still. See whether it runs, and whether many pages are open; this one goes on by itself.`;

function health({ state, sentence, since }) {
  const place = byId("health");
  const words = since ? silence(since) : sentence;
  place.className = state === "ready" ? "good" : "bad";
  if (place.textContent !== words) place.textContent = words;
}

function failed(error) {
  console.warn("the agent's answer could not be shown:", error.message);
}

function chosenByForm() {
  const value = (id) => byId(id).value;
  compared = value("compare") || null;
  const ofRun = [...views.values()].filter((v) => v.run === views.get(chosen).run).sort(byRank);
  const near = (v) => (v.pair === value("pair")) * 4 + (v.task === value("task")) * 2 + (v.slice === value("slice"));
  choose(ofRun.sort((a, b) => near(b) - near(a))[0]).catch(failed);
}

function copyButton() {
  const snippet = byId("snippet");
  if (!snippet || !navigator.clipboard) return;
  const copy = async () => {
    await navigator.clipboard.writeText(snippet.textContent);
    button.textContent = "Copied";
  };
  const button = part("button", { type: "button", class: "copy", click: () => copy().catch(failed) }, "Copy");
  snippet.after(button);
}

byId("unit").addEventListener("change", (event) => {
  setUnit(event.target.value);
  drawNow();
});
document.querySelector(".choices").addEventListener("change", chosenByForm);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawNow);
// Paper is light and narrower than a screen: all is drawn anew for it, and back.
for (const [event, onPaper] of [["beforeprint", true], ["afterprint", false]]) {
  window.addEventListener(event, () => {
    document.documentElement.classList.toggle("paper", onPaper);
    resize();
    drawNow();
  });
}
copyButton();
listen({ measurement: measured, event: happened, resync: () => load().catch(failed), health });
