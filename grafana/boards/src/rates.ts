import type { GraphFieldConfig } from "@grafana/schema";

export const PER_SECOND = "suffix:/s";

/** A rate that is 0 lies at the bottom of a scale that is not far from it. */
export const RATE: { defaults: { min: number }; custom: GraphFieldConfig } = {
  defaults: { min: 0 },
  custom: { axisSoftMax: 1 },
};
