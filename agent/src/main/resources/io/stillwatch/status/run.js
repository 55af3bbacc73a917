// One run: its numbers, what its classes and layers say, and what happened.
import { bar, byId, choose, part, renew, table } from "./parts.js";
import { byRank, verdictPart } from "./runs.js";
import {
  ATOMS, advice, counted, hints, information, interval, percent, ratioInterval, runName, unitName, verdictWords, visible,
} from "./words.js";

const CLASSES = 12;
const EVENTS = 30;

const tile = (name, value, detail, colour) => {
  const element = part("div", {}, part("dt", {}, name), part("dd", {}, value, part("small", {}, detail)));
  if (colour) element.style.setProperty("--mark", `var(${colour})`);
  return element;
};

function tiles(line) {
  const atoms = ATOMS.map(({ key, name, says, colour }) =>
    tile(name, information(line.nats[key]),
      line.nats[key] == null ? "not said: fewer than 10 rows a cell" : `${interval(line, key) || unitName()} · ${says}`, colour));
  const teacher = tile("Teacher knows", information(line.nats.teacher_information),
    `of ${information(line.nats.label_entropy)} ${unitName()}, H(Y)`);
  const distilled = tile("Distilled", percent(line.distilled_ratio?.value),
    line.distilled_ratio ? ratioInterval(line) : "not said: the teacher knows too little");
  return [distilled, ...atoms, teacher, tile("Step", counted(line.step), `${counted(line.samples)} samples${line.held_out ? "" : ", of the training: memorisation is measured too"}`), overControl(line)];
}

function overControl({ over_control: over }) {
  if (!over) return null;
  const name = `Over control ${visible(over.control)}`;
  return over.not_comparable
    ? tile(name, "–", `not comparable: ${visible(over.not_comparable)}`)
    : tile(name, information(over.redundancy.value), `redundancy, ${information(over.redundancy.lower)} to ${information(over.redundancy.upper)}`);
}

function classes(line) {
  const { top, other_classes: others, other_nats: otherNats } = line.gap_by_class;
  const shown = top.slice(0, CLASSES);
  const rest = top.slice(CLASSES);
  const most = Math.max(1e-9, ...shown.map((c) => c.nats));
  const rows = shown.map((c) => [visible(c.class), bar(`${information(c.nats)} ${unitName()}`, [["--gap", c.nats / most]]), information(c.nats)]);
  const more = others + rest.length;
  if (more > 0) rows.push([`${more} others`, "", information(otherNats + rest.reduce((sum, c) => sum + c.nats, 0))]);
  return table("What each class contributes to the gap", ["Class", "", unitName()], rows);
}

const layers = (pair) => pair.split(">");

// Layers of one model go without its name.
function shortNames(names) {
  const model = names[0].slice(0, names[0].indexOf("/") + 1);
  return names.every((name) => name.startsWith(model)) ? names.map((name) => name.slice(model.length)) : names;
}

function grid(views, line, select) {
  const here = views.filter((v) => v.run === line.run && v.task === line.task && v.slice === line.slice);
  const [teachers, students] = [0, 1].map((side) => [...new Set(here.sort(byRank).map((v) => layers(v.pair)[side]))]);
  const cell = (teacher, student) => {
    const view = here.find((v) => v.pair === `${teacher}>${student}`);
    if (!view) return part("span", { class: "none" }, "–");
    const ratio = view.distilled_ratio?.value;
    const button = part("button", {
      type: "button", class: "cell", "data-key": view.pair, "aria-pressed": String(view.pair === line.pair), click: () => select(view),
      "aria-label": `${visible(view.pair)}: ${percent(ratio)} distilled, gap ${information(view.nats.distillation_gap)}, ${verdictWords(view.verdict)}`,
    }, percent(ratio), part("small", {}, information(view.nats.distillation_gap)));
    button.style.setProperty("--share", `${Math.round(70 * (ratio ?? 0))}%`);
    return button;
  };
  const rows = shortNames(teachers).map((name, i) => [visible(name), ...students.map((student) => cell(teachers[i], student))]);
  const heads = ["teacher ↓ student →", ...shortNames(students).map(visible)];
  return table(`Share distilled, and the gap in ${unitName()}, of each teacher's layer against each student's`, heads, rows);
}

export function happenings(points, events) {
  const changes = [];
  for (let i = 0; i < points.length; i++) {
    if (i === 0 || points[i].verdict !== points[i - 1].verdict) {
      changes.push({ step: points[i].step, verdict: points[i].verdict });
    }
  }
  const notes = events.map(({ step, event }) => ({ step, event }));
  return [...notes, ...changes].sort((a, b) => a.step - b.step);
}

function happening({ step, verdict, event }) {
  const when = part("span", { class: "when" }, `step ${counted(step)}`);
  if (verdict) return part("li", {}, when, verdictPart(verdict));
  const facts = Object.entries(event.facts ?? {}).map(([name, value]) => `${visible(name)}: ${visible(value)}`);
  const control = event.control ? [`control: ${visible(event.control)}`] : [];
  return part("li", {}, when, [visible(event.type), ...control, ...facts].join(" · "));
}

const named = (values) => [...new Set(values)].map((value) => [value, value]);

function choices(views, line, compared) {
  const ofRun = views.filter((v) => v.run === line.run).sort(byRank);
  choose(byId("pair"), named(ofRun.map((v) => v.pair)), line.pair);
  choose(byId("task"), named(ofRun.map((v) => v.task)), line.task);
  choose(byId("slice"), named(ofRun.map((v) => v.slice)), line.slice);
  const others = [...new Set(views.map((v) => v.run))].filter((run) => run !== line.run).sort();
  choose(byId("compare"), [["", "no other run"], ...others.map((run) => [run, runName(run)])], compared ?? "");
}

export function showRun({ views, line, points, events, compared }, select) {
  byId("run-title").textContent = runName(line.run);
  renew(byId("verdict"), verdictPart(line.verdict));
  byId("advice").textContent = advice(line.verdict);
  byId("hints").textContent = hints(line).map((hint) => `Look: ${hint}.`).join(" ");
  choices(views, line, compared);
  byId("tiles").replaceChildren(...tiles(line).filter(Boolean));
  renew(byId("classes"), classes(line));
  renew(byId("grid"), grid(views, line, select));
  byId("events").replaceChildren(...happenings(points, events).slice(-EVENTS).reverse().map(happening));
}

