import type { Field, InterpolateFunction, ScopedVars } from "@grafana/data";
import type { Dashboard } from "@grafana/schema";
import type { Variables } from "./answers";

const VARIABLE = /\$\{([^}:]+)(?::([^}]*))?\}|\$(\w+)|\[\[(\w+)(?::(\w+))?\]\]/g;

/** What people read as the value of a variable. */
export type Texts = Record<string, string>;

/** Where a board has options for a variable, the text of one stands for its value. */
export function textsOf(dashboard: Dashboard, variables: Variables): Texts {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      const options = dashboard.templating?.list?.find((variable) => variable.name === name)?.options ?? [];
      const option = options.find((one) => String(one.value) === String(value));
      return [name, option === undefined ? formatted(value, name) : String(option.text)];
    }),
  );
}

/** Puts the values of variables into a text, as Grafana does; what has no value stays as it is, and is found by whoever looks. */
export function interpolation(variables: Variables, texts: Texts = {}): InterpolateFunction {
  return (text = "", scoped?: ScopedVars) =>
    text.replace(
      VARIABLE,
      (raw: string, braced?: string, format?: string, bare?: string, bracketed?: string, old?: string) => {
        const name = braced ?? bare ?? bracketed ?? "";
        const value = macro(name, scoped) ?? scoped?.[name]?.value ?? variables[name];
        if (value === undefined) {
          return raw;
        }
        return format === "text" ? (texts[name] ?? String(value)) : formatted(value, name, format ?? old);
      },
    );
}

function formatted(value: unknown, name: string, format?: string): string {
  const values = [value].flat().map((one) => (one === "$__all" ? "All" : String(one)));
  switch (format) {
    case "queryparam":
      return values.map((one) => `var-${name}=${encodeURIComponent(one)}`).join("&");
    case "percentencode":
      return encodeURIComponent(values.length === 1 ? values[0]! : `{${values.join(",")}}`);
    case "csv":
    case "raw":
      return values.join(",");
    case "pipe":
      return values.join("|");
    default:
      return values.join(" + ");
  }
}

/** The few of Grafana's macros that names and links of fields use: `__field.…`, `__series.name`, `__data.fields.…`, `__value.…`. */
function macro(name: string, scoped?: ScopedVars): unknown {
  const context = scoped?.["__dataContext"]?.value;
  if (context === undefined) {
    return undefined;
  }
  const { field, frame, rowIndex } = context as {
    field: Field;
    frame: { name?: string; fields: Field[] };
    rowIndex?: number;
  };
  const [, head, path] = /^(__\w+)\.?(.*)$/.exec(name) ?? [];
  switch (head) {
    case "__field":
      return path === "name" ? field.name : field.labels?.[key(path!, "labels")];
    case "__series":
      return path === "name" ? frame.name : undefined;
    case "__data": {
      const wanted = key(path!, "fields");
      const column = frame.fields.find(
        (one, index) => one.name === wanted || one.config.displayName === wanted || String(index) === wanted,
      );
      return rowIndex === undefined ? undefined : column?.values[rowIndex];
    }
    case "__value":
      return rowIndex === undefined ? undefined : field.values[rowIndex];
    default:
      return undefined;
  }
}

/** `labels.run` and `labels["run"]` are the same key. */
function key(path: string, before: string): string {
  return path.slice(before.length).replace(/^\.|^\["?|"?\]$/g, "");
}
