import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Dashboard } from "@grafana/schema";
import type { Answers } from "./answers";
import { Browser, complaints } from "./browser";
import { page } from "./build";
import { problems } from "./judge";
import { misplaced } from "./layout";
import type { Observation } from "./observe";
import { STAND_INS } from "./standIns";

const THEMES = ["dark", "light"];
const WIDTH = 1600;

/** Draws every board in both themes into the folder, and returns what is wrong with them. */
export async function look(dashboards: Dashboard[], answers: Answers, pictures: string): Promise<string[]> {
  mkdirSync(pictures, { recursive: true });
  const file = join(pictures, "boards.html");
  writeFileSync(file, await page(dashboards, answers));
  const found = dashboards.flatMap((board) => misplaced(board).map((problem) => `${board.uid}: ${problem}`));
  const browser = await Browser.start();
  try {
    for (const { uid } of dashboards) {
      for (const theme of THEMES) {
        const url = `${pathToFileURL(file)}?board=${uid}&theme=${theme}&width=${WIDTH}`;
        const panels = await drawn(browser, url, join(pictures, `${uid}-${theme}.png`));
        report(`${uid} ${theme}`, panels);
        const complained = complaints(browser.events.splice(0));
        found.push(...[...panels.flatMap(problems), ...complained].map((problem) => `${uid} ${theme}: ${problem}`));
      }
    }
  } finally {
    await browser.close();
  }
  return [...new Set(found)];
}

async function drawn(browser: Browser, url: string, picture: string): Promise<Observation[]> {
  const size = (height: number) =>
    browser.ask("Emulation.setDeviceMetricsOverride", { width: WIDTH, height, deviceScaleFactor: 1, mobile: false });
  await size(1000);
  await browser.ask("Page.navigate", { url });
  await browser.value(
    "new Promise((ready) => document.readyState === 'complete' ? ready() : addEventListener('load', ready))",
  );
  const panels = await browser.value<Observation[]>("window.drawn");
  await size(await browser.value<number>("document.getElementById('board').scrollHeight"));
  const { data } = await browser.ask("Page.captureScreenshot", { format: "png" });
  writeFileSync(picture, Buffer.from(data, "base64"));
  return panels;
}

function report(name: string, panels: Observation[]): void {
  const standIns = panels.filter(({ kind }) => STAND_INS.has(kind));
  const said = standIns.map(({ title, kind }) => `"${title}" (${kind})`).join(", ");
  console.log(
    `${name}: ${panels.length} panels, ${panels.filter(({ hasData }) => hasData).length} with data` +
      (said && `; drawn by a stand-in, as @grafana/ui has no component for it: ${said}`),
  );
}
