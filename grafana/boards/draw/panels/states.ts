export interface State {
  fromMillis: number;
  toMillis: number;
  value: unknown;
}

/** Equal values that follow one another are one state; where more than one sample is missing there is none. */
export function statesOf(times: number[], values: unknown[], intervalMillis: number): State[] {
  const states: State[] = [];
  for (const [index, fromMillis] of times.entries()) {
    const value = values[index];
    const last = states.at(-1);
    const toMillis = fromMillis + intervalMillis;
    if (value == null || Number.isNaN(value)) {
      continue;
    }
    if (last !== undefined && last.value === value && fromMillis - last.toMillis <= intervalMillis) {
      last.toMillis = toMillis;
    } else {
      states.push({ fromMillis, toMillis, value });
    }
  }
  return states;
}
