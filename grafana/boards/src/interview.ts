import type { Dashboard, VariableModel } from "@grafana/schema";
import { builtIn, interpolated, stepSeconds, type Chosen, type Range, type Variables } from "./interpolate";
import { hasData, type Answer, type Prometheus } from "./prometheus";
import type { PromQuery } from "./queries";
import type { WithoutData } from "./without-data";

interface Answered {
  refId: string;
  response: Answer;
}

/** A panel of usual width, and the marks of annotations. */
const PANEL_POINTS = 500;
const ANNOTATION_POINTS = 100;

interface Question {
  board: string;
  title: string;
  target: PromQuery;
  points: number;
}

/** Asks all questions of some boards, and remembers the answers and what was wrong with them. */
export class Interview {
  readonly problems: string[] = [];
  asked = 0;
  private readonly boards: Record<string, Record<string, Answered[]>> = {};
  private readonly chosen: Record<string, string> = {};
  private readonly unused: Set<WithoutData>;

  constructor(
    private readonly prometheus: Prometheus,
    private readonly range: Range,
    private readonly wanted: Readonly<Record<string, string>>,
    private readonly withoutData: readonly WithoutData[],
  ) {
    this.unused = new Set(withoutData);
  }

  async about(board: Dashboard): Promise<void> {
    const variables = await this.variables(board);
    const panels: Record<string, Answered[]> = (this.boards[board.uid!] = {});
    for (const panel of board.panels ?? []) {
      const answers: Answered[] = (panels[`${panel.id}`] = []);
      for (const target of ("targets" in panel ? panel.targets : []) as unknown as PromQuery[]) {
        const response = await this.ask(
          { board: board.uid!, title: panel.title!, target, points: PANEL_POINTS },
          variables,
        );
        if (response) answers.push({ refId: target.refId, response });
      }
    }
    for (const { name, target, builtIn: byGrafana } of board.annotations?.list ?? []) {
      if (byGrafana) continue;
      await this.ask(
        { board: board.uid!, title: name, target: target as PromQuery, points: ANNOTATION_POINTS },
        variables,
      );
    }
  }

  /** What is on the list of those without data, but was never asked, is a mistake as well. */
  end(): void {
    for (const entry of this.unused) {
      if (entry.board in this.boards)
        this.problem(entry.board, entry.title, "is on the list of those without data, but no such question was asked");
    }
  }

  answers(): object {
    return { from: this.range.from, to: this.range.to, variables: this.chosen, boards: this.boards };
  }

  private async variables(board: Dashboard): Promise<Variables> {
    const variables: Record<string, Chosen> = {};
    for (const model of board.templating?.list ?? []) {
      const options = await this.options(board, model, variables);
      const want = this.wanted[model.name] ?? options[0]?.value;
      const found = options.find((option) => option.value === want || option.text === want);
      if (found === undefined) {
        this.problem(board.uid!, `variable ${model.name}`, `has no value ${want}; it has ${JSON.stringify(options)}`);
        continue;
      }
      const all = model.includeAll && this.wanted[model.name] === undefined;
      const values = all ? options.map((option) => option.value) : [found.value];
      variables[model.name] = { text: all ? "All" : found.text, value: model.multi ? values : found.value };
      this.chosen[model.name] = all ? "$__all" : found.value;
    }
    return variables;
  }

  private async options(
    board: Dashboard,
    model: VariableModel,
    variables: Variables,
  ): Promise<{ text: string; value: string }[]> {
    if (model.type === "datasource") return [{ text: "Prometheus", value: "prometheus" }];
    if (model.type === "custom") return (model.options ?? []) as { text: string; value: string }[];
    const query = (model.query as { query: string }).query;
    const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(query) ?? [];
    if (!series || !label) throw new Error(`variable ${model.name}: ${query} is not label_values(series, label)`);
    this.asked++;
    try {
      const values = await this.prometheus.labelValues(
        label,
        interpolated(series, variables),
        this.range.from,
        this.range.to,
      );
      return values.map((value) => ({ text: value, value }));
    } catch (refused) {
      this.problem(board.uid!, `variable ${model.name}`, `was refused: ${refused}`);
      return [];
    }
  }

  private async ask(question: Question, variables: Variables): Promise<Answer | undefined> {
    const { board, title, target } = question;
    const step = stepSeconds(this.range, question.points);
    const expr = interpolated(target.expr, { ...variables, ...builtIn(this.range, step) });
    const where = `${title} ${target.refId}`;
    this.asked++;
    try {
      const answer = target.instant
        ? await this.prometheus.at(expr, this.range.to)
        : await this.prometheus.over(expr, this.range.from, this.range.to, step);
      const entry = this.entry(question);
      if (hasData(answer) && entry) this.problem(board, where, `has data: take it off the list of those without`);
      if (!hasData(answer) && !entry) this.problem(board, where, `has no data: ${expr}`);
      return answer;
    } catch (refused) {
      this.problem(board, where, `was refused: ${refused}: ${expr}`);
      return undefined;
    }
  }

  private entry({ board, title, target }: Question): WithoutData | undefined {
    const entry = this.withoutData.find(
      (other) => other.board === board && other.title === title && (other.refId ?? target.refId) === target.refId,
    );
    if (entry) this.unused.delete(entry);
    return entry;
  }

  private problem(board: string, where: string, what: string): void {
    this.problems.push(`${board}: ${where}: ${what}`);
  }
}
