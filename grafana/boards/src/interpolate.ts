/** What a variable holds: its text is shown, its value asked with. Several values only where it may have several. */
export interface Chosen {
  text: string;
  value: string | readonly string[];
}

export type Variables = Readonly<Record<string, Chosen>>;

const REFERENCE = /\$\{(\w+)(?::(\w+))?\}|\$(\w+)/g;

/** In a string of PromQL, for a matcher with `=`. */
const quoted = (value: string): string => value.replace(/\\/g, "\\\\").replace(/"/g, '\\"');

/** In a string of PromQL, for a matcher with `=~`: the regular expression is a string's content, so its `\` are two. */
const pattern = (value: string): string => quoted(value.replace(/\\/g, "\\\\").replace(/[$^*{}[\]'+?.()|]/g, "\\$&"));

const anyOf = (values: readonly string[]): string =>
  values.length === 1 ? pattern(values[0]!) : `(${values.map(pattern).join("|")})`;

function formatted(name: string, chosen: Chosen, format: string | undefined): string {
  const values = [chosen.value].flat() as string[];
  switch (format) {
    case undefined:
      return typeof chosen.value === "string" ? quoted(chosen.value) : anyOf(chosen.value);
    case "text":
      return chosen.text;
    case "percentencode":
      return encodeURIComponent(values.join(","));
    case "queryparam":
      return values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join("&");
    default:
      throw new Error(`\${${name}:${format}} has a format that is not known here; add it to interpolate.ts`);
  }
}

/** A text with its variables in place, as Grafana does it; `$1` and what else is no variable stays. */
export const interpolated = (text: string, variables: Variables): string =>
  text.replace(REFERENCE, (whole, braced: string | undefined, format: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare!;
    const chosen = variables[name];
    return chosen === undefined ? whole : formatted(name, chosen, format);
  });

/** The time range of a question, in seconds since 1970, and how often Prometheus scrapes. */
export interface Range {
  from: number;
  to: number;
  scrapeSeconds: number;
}

/** As Grafana: no finer than the scrapes, and no more points than there are pixels. */
export const stepSeconds = (range: Range, points: number): number =>
  Math.max(range.scrapeSeconds, Math.ceil((range.to - range.from) / points));

const seconds = (count: number): Chosen => ({ text: `${count}s`, value: `${count}s` });

/** Grafana's own variables of a query. */
export const builtIn = (range: Range, step: number): Variables => ({
  __interval: seconds(step),
  __rate_interval: seconds(Math.max(step + range.scrapeSeconds, 4 * range.scrapeSeconds)),
  __range: seconds(Math.round(range.to - range.from)),
});
