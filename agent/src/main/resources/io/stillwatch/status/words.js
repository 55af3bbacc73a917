// Words and numbers as people read them. Texts from records are shown by textContent alone.

export const VERDICTS = {
  warming: ["…", "Too early to say anything: wait for more passes or windows."],
  blind: ["?", "The interval is too wide, or the codes too few, to see the distillation: send more probe samples, or use more clusters."],
  nothing_to_transfer: ["∅", "The teacher knows next to nothing about the label in this layer: look at another layer or another teacher."],
  done: ["✓", "The student has taken over at least 95 % of what the teacher knows."],
  regressing: ["▼", "The student has certainly lost what it had: look at the learning rate and at what changed."],
  stalled: ["‖", "Progress is certainly too small to matter: stop, or change the loss, the student or the schedule."],
  distilling: ["▲", "Progress is certain: let it run."],
};

export const HINTS = {
  student_damaged: "student damaged: it knows far less about the label than at its best, or than its control does",
  copying_without_redundancy: "copying without redundancy: I(T;S) rises and redundancy does not; I(T;S) has no interval, so this is a hint to look and no more",
};

export const ATOMS = [
  { key: "redundancy", colour: "--redundancy", name: "Redundancy", says: "distilled" },
  { key: "distillation_gap", colour: "--gap", name: "Distillation gap", says: "left to distil" },
  { key: "student_unique", colour: "--unique", name: "Student unique", says: "only the student knows" },
  { key: "synergy", colour: "--synergy", name: "Synergy", says: "only both together tell" },
];

let unit = "nats";
export const setUnit = (name) => { unit = name; };
export const unitName = () => unit;
export const scaled = (nats) => (nats == null ? null : unit === "bits" ? nats / Math.LN2 : nats);

export const number = (value, digits = 3) => (value == null ? "–" : value.toFixed(digits));
export const information = (nats) => number(scaled(nats));
export const percent = (ratio) => (ratio == null ? "–" : `${Math.round(100 * ratio)} %`);
export const counted = (n) => n.toLocaleString("en", { maximumFractionDigits: 0 });
export const verdictWords = (verdict) => verdict.replaceAll("_", " ");
export const verdictMark = (verdict) => (VERDICTS[verdict] ?? ["", ""])[0];
export const advice = (verdict) => (VERDICTS[verdict] ?? ["", ""])[1];

export const hints = (line) => (line.hints ?? []).map((hint) => HINTS[hint] ?? visible(hint));

export const interval = (line, key) =>
  line.lower?.[key] == null ? "" : `${information(line.lower[key])} to ${information(line.upper[key])}`;

export const ratioInterval = (line) =>
  line.distilled_ratio ? `${percent(line.distilled_ratio.lower)} to ${percent(line.distilled_ratio.upper)}` : "";

// Marks of direction and other characters that cannot be seen would turn their neighbours around.
export const visible = (text) => String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");

export const mark = () => document.body.dataset.mark;
export const runName = (run) => visible(run) + mark();
