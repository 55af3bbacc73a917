/** Kinds of panels that @grafana/ui has no component for. They are drawn by panels/lanes.tsx, and it is said wherever they are. */
export const STAND_INS = new Set(["state-timeline", "heatmap"]);
