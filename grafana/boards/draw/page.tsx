import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createTheme, dateTime, ThemeContext, type TimeRange } from "@grafana/data";
import { initPluginTranslations } from "@grafana/i18n";
import { GlobalStyles, PortalContainer } from "@grafana/ui";
import type { Dashboard } from "@grafana/schema";
import { withoutData, type Answers } from "./answers";
import { Board } from "./board";
import { Header } from "./header";
import { interpolation, textsOf } from "./interpolate";
import { observe, type Observation } from "./observe";
import { prepared } from "./prepare";
import "./fonts.css";
import icons from "icons:";

/** What the script wrote into the page, beside this program. */
interface Given {
  dashboards: Dashboard[];
  answers: Answers;
}

declare global {
  interface Window {
    /** Resolved when everything is drawn and at rest. */
    drawn: Promise<Observation[]>;
  }
}

// Icon asks for its picture by fetch; here it is in the page already, and nothing else is asked of anybody.
window.fetch = (input) => {
  const name = /icons\/(.*)\.svg$/.exec(String(input))?.[1];
  const icon = name === undefined ? undefined : icons[name];
  return Promise.resolve(
    icon === undefined
      ? new Response(null, { status: 404 })
      : new Response(icon, { headers: { "content-type": "image/svg+xml" } }),
  );
};

async function draw(): Promise<Observation[]> {
  const { dashboards, answers } = JSON.parse(document.getElementById("given")!.textContent!) as Given;
  const query = new URLSearchParams(location.search);
  const uid = query.get("board") ?? dashboards[0]?.uid;
  const dashboard = dashboards.find((one) => one.uid === uid);
  if (dashboard === undefined) {
    throw new Error(`there is no board ${uid}; there are ${dashboards.map((one) => one.uid).join(", ")}`);
  }
  // "5 minutes ago" is said of the time when the answers were given.
  const older = Date.now() - answers.to * 1000;
  const now = Date.now;
  Date.now = () => now() - older;
  await initPluginTranslations("grafana");
  const theme = createTheme({ colors: { mode: query.get("theme") === "light" ? "light" : "dark" } });
  document.body.style.background = theme.colors.background.canvas;
  // Text is measured in canvases while panels are laid out, so the fonts come first.
  await Promise.all(["400", "500"].map((weight) => document.fonts.load(`${weight} 14px Inter`)));
  const texts = textsOf(dashboard, answers.variables);
  const replaceVariables = interpolation(answers.variables, texts);
  const from = dateTime(answers.from * 1000);
  const to = dateTime(answers.to * 1000);
  const timeRange: TimeRange = { from, to, raw: { from, to } };
  const width = Number(query.get("width") ?? 1600) - 32;
  const given = query.has("empty") ? withoutData(answers) : answers;
  const { places, height } = await prepared(dashboard, given, width, theme, replaceVariables);
  const root = document.getElementById("board")!;
  flushSync(() =>
    createRoot(root, { onCaughtError: () => undefined }).render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        <PortalContainer />
        <Header dashboard={dashboard} texts={texts} timeRange={timeRange} theme={theme} />
        <Board places={places} width={width} height={height} context={{ timeRange, theme, replaceVariables }} />
      </ThemeContext.Provider>,
    ),
  );
  return atRest(root);
}

/** Layout is measured and corrected over some frames: at rest is what stays the same over three of them. */
async function atRest(root: HTMLElement): Promise<Observation[]> {
  for (let same = 0, before = ""; same < 3; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    same = root.innerHTML === before ? same + 1 : 0;
    before = root.innerHTML;
  }
  return observe(root);
}

window.drawn = draw();
