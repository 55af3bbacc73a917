import type { Observation } from "./observe";

const PLOTS = new Set(["timeseries", "state-timeline", "heatmap"]);
const WORDS = new Set(["stat", "bargauge"]);
const RAW_VARIABLE = /\$\{[^}]*\}|\[\[\w+\]\]|\$[A-Za-z_]\w*/;

/** What is wrong with a drawn panel, each as a sentence; none is right. */
export function problems(panel: Observation): string[] {
  const found = [
    ...(panel.error === undefined ? [...blank(panel), ...silent(panel)] : [panel.error]),
    ...raw(panel),
    ...scrolled(panel),
    ...green(panel),
    ...panel.alike,
    ...panel.tiny.map((text) => `the text "${text}" is too small to be read`),
    ...panel.cut.map((text) => `the text "${text}" is cut`),
  ];
  return found.map((problem) => `"${panel.title}" (${panel.kind} ${panel.id}): ${problem}`);
}

function blank({ kind, hasData, drawnPixels, text, title, tableRows }: Observation): string[] {
  if (hasData && PLOTS.has(kind) && !drawnPixels.some((pixels) => pixels > 20)) {
    return ["has data, and nothing is drawn"];
  }
  if (WORDS.has(kind) && text.replace(title, "").trim() === "") {
    return ["shows no text"];
  }
  if (kind === "text" && text.replace(title, "").trim() === "") {
    return ["is empty"];
  }
  return hasData && kind === "table" && tableRows === 0 ? ["has data, and no row is shown"] : [];
}

/** A person who sees no data wants to know why, and what to do. */
function silent({ hasData, text }: Observation): string[] {
  return !hasData && /^No data$/m.test(text) ? ['says only "No data"; give it a text that says what to do'] : [];
}

/** At night nobody reads what is green. */
function green({ hasData, green }: Observation): string[] {
  return green && !hasData ? ["is green, and nothing is known"] : [];
}

/** Only the rows of a table may be more than fit. */
function scrolled({ kind, scrolled }: Observation): string[] {
  return scrolled && kind !== "table" ? ["has to be scrolled to be seen"] : [];
}

function raw({ text, title }: Observation): string[] {
  const variable = RAW_VARIABLE.exec(`${title}\n${text}`);
  return variable === null ? [] : [`shows ${variable[0]} instead of a value`];
}
