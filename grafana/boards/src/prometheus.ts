export type Sample = [unixSeconds: number, value: string];

/** The `data` of an answer to a query. */
export interface Answer {
  resultType: "matrix" | "vector" | "scalar";
  result: { metric: Record<string, string>; values?: Sample[]; value?: Sample }[];
}

/** A Prometheus that is asked as Grafana asks it. */
export class Prometheus {
  constructor(private readonly url: string) {}

  private async get<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const response = await fetch(new URL(`api/v1/${path}?${new URLSearchParams(parameters)}`, `${this.url}/`));
    const body = (await response.json()) as { status: string; error?: string; data: T };
    if (body.status !== "success") throw new Error(body.error ?? `HTTP status ${response.status}`);
    return body.data;
  }

  at(expr: string, time: number): Promise<Answer> {
    return this.get("query", { query: expr, time: `${time}` });
  }

  over(expr: string, from: number, to: number, step: number): Promise<Answer> {
    const aligned = (time: number): string => `${Math.floor(time / step) * step}`;
    return this.get("query_range", { query: expr, start: aligned(from), end: aligned(to), step: `${step}` });
  }

  labelValues(label: string, series: string, from: number, to: number): Promise<string[]> {
    return this.get(`label/${label}/values`, { "match[]": series, start: `${from}`, end: `${to}` });
  }
}

/** Whether a panel would show anything: a number, and not only NaN. */
export const hasData = (answer: Answer): boolean =>
  answer.result.some((series) => (series.values ?? [series.value!]).some(([, value]) => value !== "NaN"));
