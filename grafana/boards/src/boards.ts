import {
  DashboardCursorSync,
  defaultDashboard,
  type AnnotationQuery,
  type Dashboard,
  type DashboardLink,
  type Panel,
  type VariableModel,
} from "@grafana/schema";

export const FLEET = {
  uid: "stillwatch-fleet",
  title: "Stillwatch: Fleet",
  tooltip: "Every run, the most urgent first",
};
export const RUN = {
  uid: "stillwatch-run",
  title: "Stillwatch: Run",
  tooltip: "One run: what is distilled, what is left",
};
export const AGENT = {
  uid: "stillwatch-agent",
  title: "Stillwatch: Agent",
  tooltip: "Whether the meter itself is well",
};
const BOARDS = [FLEET, RUN, AGENT];

type Named = (typeof BOARDS)[number];

const linkTo = (board: Named): DashboardLink => ({
  type: "link",
  title: board.title.replace("Stillwatch: ", ""),
  tooltip: board.tooltip,
  url: `/d/${board.uid}`,
  icon: "dashboard",
  tags: [],
  asDropdown: false,
  includeVars: true,
  keepTime: true,
  targetBlank: false,
});

/** What people write on a graph by hand. */
const NOTES: AnnotationQuery = {
  builtIn: 1,
  datasource: { type: "grafana", uid: "-- Grafana --" },
  enable: true,
  hide: true,
  iconColor: "blue",
  name: "Notes",
  type: "dashboard",
};

export function board(
  named: Named,
  contents: {
    description: string;
    from: string;
    variables: VariableModel[];
    panels: Panel[];
    annotations?: AnnotationQuery[];
  },
): Dashboard {
  return {
    uid: named.uid,
    title: named.title,
    description: contents.description,
    tags: ["stillwatch"],
    schemaVersion: defaultDashboard.schemaVersion,
    editable: true,
    graphTooltip: DashboardCursorSync.Crosshair,
    refresh: "30s",
    time: { from: contents.from, to: "now" },
    timezone: "browser",
    links: BOARDS.filter((other) => other !== named).map(linkTo),
    annotations: { list: [NOTES, ...(contents.annotations ?? [])] },
    templating: { list: contents.variables },
    panels: contents.panels,
  };
}

/** A row's own view on the board Run. Names hold `>`, `/` and whatever else somebody calls a run. */
export const TO_RUN = {
  title: "Open the run",
  url:
    `/d/${RUN.uid}?` +
    ["${__url_time_range}", "${datasource:queryparam}", "${unit:queryparam}"]
      .concat(["run", "pair", "task", "slice"].map((label) => `var-${label}=\${__data.fields.${label}:percentencode}`))
      .join("&"),
};
