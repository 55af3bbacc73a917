import type { Panel } from "@grafana/schema";
import { timeSeries } from "./charts";
import { QUIET } from "./palette";
import { named, NO_AGENT, set, fixed } from "./panels";
import { AGENTS, lines } from "./queries";

export const heapUsed: Panel = timeSeries({
  id: 18,
  title: "Heap",
  description:
    "Java's heap in use, and the most there can be (-Xmx). Where it stays close: fewer runs, pairs or slices an agent, or a larger heap.",
  unit: "bytes",
  none: NO_AGENT,
  at: [0, 45, 6, 8],
  targets: [
    lines("A", "{{instance}}", `sum by (instance) (jvm_memory_used_bytes{${AGENTS},area="heap"})`),
    lines("B", "the most", `min(sum by (instance) (jvm_memory_max_bytes{${AGENTS},area="heap"}))`),
  ],
  defaults: { min: 0 },
  overrides: [named("the most", set("color", fixed(QUIET)), set("custom.lineStyle", { fill: "dash", dash: [8, 6] }))],
});

export const pauses: Panel = timeSeries({
  id: 19,
  title: "Share of time in collections",
  description:
    "Time in which the garbage collector stops the agent, over all time. Above a few per cent the heap is too small.",
  unit: "percentunit",
  none: "No garbage was collected in the time range, or no agent is scraped: see the tile Ready.",
  at: [6, 45, 6, 8],
  targets: [
    lines("A", "{{instance}}", `sum by (instance) (rate(jvm_gc_pause_seconds_sum{${AGENTS}}[$__rate_interval]))`),
    lines(
      "B",
      "{{instance}}, longest on average",
      `sum by (instance) (increase(jvm_gc_pause_seconds_sum{${AGENTS}}[$__rate_interval])) / (sum by (instance) (increase(jvm_gc_pause_seconds_count{${AGENTS}}[$__rate_interval])) > 0)`,
    ),
  ],
  defaults: { min: 0 },
  overrides: [
    {
      matcher: { id: "byFrameRefID", options: "B" },
      properties: [
        set("unit", "s"),
        set("displayName", "a pause takes"),
        set("custom.axisPlacement", "right"),
        set("color", fixed(QUIET)),
      ],
    },
  ],
});

export const cpu: Panel = timeSeries({
  id: 20,
  title: "CPU",
  description: "What the agent uses of all cores that it may use: 100 % is all of them.",
  unit: "percentunit",
  none: NO_AGENT,
  at: [12, 45, 6, 8],
  targets: [lines("A", "{{instance}}", `max by (instance) (process_cpu_usage{${AGENTS}})`)],
  defaults: { min: 0, max: 1 },
});

export const threads: Panel = timeSeries({
  id: 21,
  title: "Threads",
  description: "Live threads. Each reader of the live page has one, 16 at most.",
  unit: "none",
  none: NO_AGENT,
  at: [18, 45, 6, 8],
  targets: [lines("A", "{{instance}}", `max by (instance) (jvm_threads_live_threads{${AGENTS}})`)],
  defaults: { min: 0, decimals: 0 },
});
