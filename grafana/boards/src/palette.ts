/** The colours and words of every board. Those of the atoms are docs/colours.md's, and a test holds them together. */
export const COLOURS = {
  redundancy: "#0072B2",
  "distillation gap": "#D55E00",
  "student unique": "#009E73",
  synergy: "#CC79A7",
  copying: "#56B4E9",
  "nuisance copying": "#E69F00",
} as const;

export type Coloured = keyof typeof COLOURS;

/** What is no atom and only there to compare with. */
export const REFERENCE = "#8A8F98";

/** Names of Grafana's own colours, which have a shade for light and one for dark. */
export const GOOD = "green";
export const WARN = "orange";
export const BAD = "red";
export const QUIET = "text";

/** Behind a word that says that nothing is known: neither good nor bad. */
export const UNKNOWN = "#7E8694";

/** Hardly there: a row of a timeline that has nothing to say. */
export const UNNOTICED = "#8A8F9833";

export interface Verdict {
  /** The value of the label `verdict`; none where there is no measurement. */
  label: string | undefined;
  word: string;
  colour: string;
}

/** By urgency, the most urgent first. A verdict's place from the end is its number in queries: 8 to 1. */
export const VERDICTS: readonly Verdict[] = [
  { label: "regressing", word: "regressing", colour: BAD },
  { label: "stalled", word: "stalled", colour: BAD },
  { label: "nothing_to_transfer", word: "nothing to transfer", colour: WARN },
  { label: undefined, word: "no numbers", colour: WARN },
  { label: "blind", word: "blind", colour: WARN },
  { label: "warming", word: "warming", colour: WARN },
  { label: "distilling", word: "distilling", colour: GOOD },
  { label: "done", word: "done", colour: GOOD },
];

export const numberOf = (verdict: Verdict): number => VERDICTS.length - VERDICTS.indexOf(verdict);
