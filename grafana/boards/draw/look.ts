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

/** A board is looked at in both themes, and as it is before there is any data. */
const LOOKS = { dark: "theme=dark", light: "theme=light", empty: "theme=dark&empty" };
const WIDTH = 1600;

/** Draws every look of every board into the folder, and returns what is wrong with them. */
export async function look(dashboards: Dashboard[], answers: Answers, pictures: string): Promise<string[]> {
  mkdirSync(pictures, { recursive: true });
  const file = join(pictures, "boards.html");
  writeFileSync(file, await page(dashboards, answers));
  const found = dashboards.flatMap((board) => misplaced(board).map((problem) => `${board.uid}: ${problem}`));
  const browser = await Browser.start();
  try {
    for (const { uid } of dashboards) {
      for (const [name, query] of Object.entries(LOOKS)) {
        const url = `${pathToFileURL(file)}?board=${uid}&width=${WIDTH}&${query}`;
        const panels = await drawn(browser, url, join(pictures, `${uid}-${name}.png`));
        report(`${uid} ${name}`, panels);
        const complained = complaints(browser.events.splice(0));
        found.push(...[...panels.flatMap(problems), ...complained].map((problem) => `${uid} ${name}: ${problem}`));
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
