// The three charts of a run over its steps. Colours come from the style sheet, in light and dark.
import { part } from "./parts.js";
import { ATOMS, counted, information, percent, scaled, unitName, verdictMark, verdictWords } from "./words.js";

const TABLE_ROWS = 40;
const HEIGHT = { atoms: 320, gap: 230, ratio: 230 };
const drawn = new Map();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const faint = (name, percentage) => `color-mix(in srgb, ${colour(name)} ${percentage}%, transparent)`;

const column = (points, of) => points.map((point) => scaled(of(point) ?? null));
// One point alone makes no line.
const line = (label, name, more = {}) => ({ label, stroke: colour(name), width: 2, points: { show: (plot) => plot.data[0].length === 1, size: 7, fill: colour(name) }, ...more });
const bound = (label) => ({ label, stroke: "transparent", width: 0, points: { show: false } });

function axes(format) {
  const common = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: "12px system-ui" };
  return [
    { ...common, space: 70, size: 32, values: (_, steps) => steps.map(counted) },
    { ...common, size: 52, values: (_, values) => values.map(format) },
  ];
}

// Sums from the bottom up; what is not said adds nothing.
function atoms(points) {
  const shown = ATOMS.filter(({ key }) => points.some((point) => point.nats[key] != null));
  const sums = shown.map((_, i) => column(points, (p) => shown.slice(0, i + 1).reduce((sum, { key }) => sum + (p.nats[key] ?? 0), 0)));
  const series = shown.map(({ name, colour: c }, i) => line(name, c, { width: 1.5, ...(i === 0 ? { fill: faint(c, 85) } : {}) }));
  const bands = shown.slice(1).map(({ colour: c }, i) => ({ series: [i + 2, i + 1], fill: faint(c, 85) }));
  const n = shown.length;
  return {
    data: [...sums, column(points, (p) => p.lower?.redundancy), column(points, (p) => p.upper?.redundancy), column(points, (p) => p.nats.label_entropy)],
    series: [...series, bound("Redundancy, lower"), bound("Redundancy, upper"), line("All there is, H(Y)", "--soft", { width: 1, dash: [3, 4] })],
    bands: [...bands, { series: [n + 2, n + 1], fill: colour("--interval") }],
    format: (v) => v.toFixed(1),
    keys: [...shown.map(({ name, colour: c, key, says }) => ({ name: `${name} (${says})`, colour: c, value: (p) => information(p.nats[key]) })),
      { name: "H(Y), all there is", colour: "--soft", dashed: true, value: (p) => information(p.nats.label_entropy) }],
    marked: true,
    title: `What is known about the label, in ${unitName()}`,
    note: "Stacked: redundancy and gap together are what the teacher knows. The band at the edge of the redundancy is its interval.",
  };
}

function gap(points) {
  return {
    data: [column(points, (p) => p.nats.distillation_gap), column(points, (p) => p.lower?.distillation_gap), column(points, (p) => p.upper?.distillation_gap)],
    series: [line("Gap", "--gap"), bound("lower"), bound("upper")],
    bands: [{ series: [3, 2], fill: faint("--gap", 22) }],
    format: (v) => v.toFixed(2),
    keys: [{ name: "Gap", colour: "--gap", value: (p) => `${information(p.nats.distillation_gap)} (${information(p.lower?.distillation_gap)} to ${information(p.upper?.distillation_gap)})` }],
    title: `Distillation gap, in ${unitName()}`,
    other: { of: (p) => scaled(p.nats.distillation_gap), colour: "--gap", say: (p) => information(p.nats.distillation_gap) },
  };
}

function ratio(points) {
  const of = (which) => points.map((p) => p.distilled_ratio?.[which] ?? null);
  const said = (p) => percent(p.distilled_ratio?.value);
  return {
    data: [of("value"), of("lower"), of("upper"), points.map(() => 0.95)],
    series: [line("Distilled", "--redundancy"), bound("lower"), bound("upper"), line("Done", "--soft", { width: 1, dash: [3, 4] })],
    bands: [{ series: [3, 2], fill: faint("--redundancy", 22) }],
    format: percent,
    range: [0, 1],
    keys: [{ name: "Distilled", colour: "--redundancy", value: (p) => `${said(p)} (${percent(p.distilled_ratio?.lower)} to ${percent(p.distilled_ratio?.upper)})` },
      { name: "Done from", colour: "--soft", dashed: true, value: () => "95 %" }],
    title: "Distilled, of what the teacher knows",
    other: { of: (p) => p.distilled_ratio?.value ?? null, colour: "--redundancy", say: said },
  };
}

const CHARTS = { atoms, gap, ratio };

// Two runs over one axis: uPlot joins their steps.
function withOther(chart, steps, other) {
  if (!chart.other || !other) return { ...chart, data: [steps, ...chart.data] };
  const theirs = [other.points.map((p) => p.step), other.points.map(chart.other.of)];
  return {
    ...chart,
    data: uPlot.join([[steps, ...chart.data], theirs]),
    series: [...chart.series.map((s) => ({ ...s, spanGaps: true })), line(other.name, chart.other.colour, { dash: [7, 5], width: 1.5, spanGaps: true })],
    keys: [...chart.keys, { name: other.name, colour: chart.other.colour, dashed: true, at: (step) => chart.other.say(other.points.findLast((p) => p.step <= step) ?? other.points[0]) }],
  };
}

function alternative(chart, points) {
  const stride = Math.ceil(points.length / TABLE_ROWS);
  const some = points.filter((_, i) => (points.length - 1 - i) % stride === 0);
  const row = (p) => part("tr", {}, part("th", { scope: "row" }, counted(p.step)), ...chart.keys.map((key) => part("td", { class: "number" }, key.at ? key.at(p.step) : key.value(p))));
  return [
    part("thead", {}, part("tr", {}, part("th", { scope: "col" }, "Step"), ...chart.keys.map((key) => part("th", { scope: "col" }, key.name)))),
    part("tbody", {}, ...some.map(row)),
  ];
}

function legend(chart, point) {
  return chart.keys.map((key) => {
    const swatch = part("i", { class: key.dashed ? "dashed" : "", "aria-hidden": "true" });
    swatch.style.setProperty("--mark", `var(${key.colour})`);
    return part("span", {}, swatch, key.name, " ", part("b", {}, key.at ? key.at(point.step) : key.value(point)));
  });
}

function frame(figure) {
  const place = part("div", { class: "plot", tabindex: "0", role: "img" });
  const parts = { figure, place, caption: part("figcaption", {}), legend: part("p", { class: "legend" }), note: part("p", { class: "note" }), rows: part("table", {}) };
  parts.details = part("details", { toggle: () => parts.fill() }, part("summary", {}, "The same as a table"), part("div", { class: "wide" }, parts.rows));
  figure.replaceChildren(parts.caption, parts.legend, place, parts.note, parts.details);
  place.addEventListener("keydown", (event) => walk(parts, event));
  // Not only the window changes it: a run more may bring a scroll bar.
  new ResizeObserver(() => fit(parts)).observe(place);
  return parts;
}

// The arrow keys go from point to point; the legend says what is there.
function walk(parts, event) {
  const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
  if (by == null || !parts.plot) return;
  event.preventDefault();
  const last = parts.points.length - 1;
  parts.at = Math.min(last, Math.max(0, (parts.at ?? last) + by));
  const left = parts.plot.valToPos(parts.points[parts.at].step, "x");
  parts.plot.setCursor({ left, top: 10 });
  parts.said([...parts.legend.children].map((item) => item.textContent).join(", "));
}

const nearest = (points, step) => points.reduce((best, p) => (Math.abs(p.step - step) < Math.abs(best.step - step) ? p : best));

function read(parts, plot) {
  const at = plot.cursor.left >= 0 ? nearest(parts.points, plot.posToVal(plot.cursor.left, "x")) : parts.points.at(-1);
  parts.legend.replaceChildren(part("span", { class: "when" }, `step ${counted(at.step)}`), ...legend(parts.chart, at));
}

// A line where the verdict changed, with its word.
function marks(plot, points) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  Object.assign(ctx, { strokeStyle: colour("--ink"), fillStyle: colour("--ink"), lineWidth: ratio, font: `${12 * ratio}px system-ui` });
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  points.forEach(({ step, verdict }, i) => {
    if (i === 0 || verdict === points[i - 1].verdict) return;
    const x = plot.valToPos(step, "x", true);
    const words = ` ${verdictMark(verdict)} ${verdictWords(verdict)} `;
    const room = x + ctx.measureText(words).width < bbox.left + bbox.width;
    ctx.textAlign = room ? "left" : "right";
    ctx.fillText(words, x, bbox.top + 14 * ratio);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  });
  ctx.restore();
}

function options(chart, parts) {
  return {
    ...size(parts),
    legend: { show: false },
    padding: [10, 12, 0, 0],
    scales: { x: { time: false }, y: { range: (_, low, high) => chart.range ?? [0, Math.max(0.05, high * (chart.marked ? 1.12 : 1.05))] } },
    axes: axes(chart.format),
    series: [{}, ...chart.series],
    bands: chart.bands,
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: {
      setCursor: [(plot) => read(parts, plot)],
      draw: [(plot) => chart.marked && marks(plot, parts.points)],
    },
  };
}

// Draws points, at least one, and another run {name, points} beside them.
export function draw(figure, points, other, said) {
  const kind = figure.id;
  const parts = drawn.get(kind) ?? frame(figure);
  drawn.set(kind, parts);
  const chart = withOther(CHARTS[kind](points), points.map((p) => p.step), other);
  const shape = JSON.stringify([chart.series.map((s) => [s.label, s.stroke]), chart.title, colour("--line")]);
  Object.assign(parts, { chart, points, said, at: undefined });
  parts.fill = () => parts.details.open && parts.rows.replaceChildren(...alternative(chart, points));
  parts.caption.textContent = chart.title;
  parts.note.textContent = chart.note ?? "";
  parts.place.setAttribute("aria-label", `${chart.title}, from step ${counted(points[0].step)} to ${counted(points.at(-1).step)}. Arrow keys read its points.`);
  if (parts.shape === shape && parts.plot) {
    parts.plot.setData(chart.data);
  } else {
    parts.plot?.destroy();
    parts.plot = new uPlot(options(chart, parts), chart.data, parts.place);
    parts.shape = shape;
  }
  read(parts, parts.plot);
  parts.fill();
}

const size = ({ figure, place }) => ({ width: Math.max(200, place.clientWidth), height: HEIGHT[figure.id] });
const fit = (parts) => parts.plot?.setSize(size(parts));

// At once: paper does not wait.
export function resize() {
  drawn.forEach(fit);
}
