/** What a Prometheus answered to the queries of the boards, as it is kept in a file. Times are in seconds since 1970. */
export interface Answers {
  from: number;
  to: number;
  variables: Variables;
  /** By the board's uid and the panel's id. */
  boards: Record<string, Record<string, QueryAnswer[]>>;
}

export type Variables = Record<string, string | string[]>;

export interface QueryAnswer {
  refId: string;
  /** The field `data` of Prometheus' answer. */
  response: PrometheusData;
}

export type Labels = Record<string, string>;
export type Sample = [timeSeconds: number, value: string];

export type PrometheusData =
  | { resultType: "matrix"; result: { metric: Labels; values: Sample[] }[] }
  | { resultType: "vector"; result: { metric: Labels; value: Sample }[] }
  | { resultType: "scalar" | "string"; result: Sample };

export interface Series {
  metric: Labels;
  values: Sample[];
}

/** The series of any kind of answer; an instant one has one sample a series. */
export function seriesOf(data: PrometheusData): Series[] {
  switch (data.resultType) {
    case "matrix":
      return data.result;
    case "vector":
      return data.result.map(({ metric, value }) => ({ metric, values: [value] }));
    default:
      return [{ metric: {}, values: [data.result] }];
  }
}

/** Infinity and NaN are words in Prometheus' JSON. */
export function numberOf(value: string): number {
  return value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : Number(value);
}

/** The same questions, asked before there was anything to answer. */
export function withoutData(answers: Answers): Answers {
  const boards = Object.entries(answers.boards).map(([uid, panels]) => [
    uid,
    Object.fromEntries(
      Object.entries(panels).map(([id, queries]) => [
        id,
        queries.map(({ refId }) => ({ refId, response: { resultType: "vector", result: [] } })),
      ]),
    ),
  ]);
  return { ...answers, boards: Object.fromEntries(boards) };
}
