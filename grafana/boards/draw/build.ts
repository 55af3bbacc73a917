import { build, type Plugin } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dashboard } from "@grafana/schema";
import type { Answers } from "./answers";

const ICONS = "node_modules/@grafana/ui/dist/public/img/icons";

/** Packs Grafana's icons into the program, by folder and name. */
const icons: Plugin = {
  name: "icons",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^icons:$/ }, ({ path }) => ({ path, namespace: "icons" }));
    onLoad({ filter: /.*/, namespace: "icons" }, () => {
      const files = readdirSync(ICONS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".svg"));
      return {
        contents: JSON.stringify(
          Object.fromEntries(files.map((file) => [file.slice(0, -4), readFileSync(join(ICONS, file), "utf8")])),
        ),
        loader: "json",
      };
    });
  },
};

/** Grafana's own rules for fonts name files of its server; fonts.css has the same ones from a package. */
const fonts: Plugin = {
  name: "fonts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/fonts\.mjs$/ }, ({ path, importer }) =>
      importer.includes("GlobalStyles") ? { path, namespace: "fonts" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "fonts" }, () => ({ contents: "export const getFontStyles = () => [];" }));
  },
};

/** One file with everything in it: program, fonts, icons, boards and answers. */
export async function page(dashboards: Dashboard[], answers: Answers): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["draw/page.tsx"],
    bundle: true,
    write: false,
    outdir: "out",
    format: "iife",
    target: "chrome120",
    minify: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff": "empty", ".woff2": "dataurl", ".svg": "dataurl" },
    // Editors and maps are fetched only when they are shown, which no panel of ours does.
    external: ["ol/*", "ol", "@codemirror/*", "@monaco-editor/*", "monaco-editor"],
    plugins: [icons, fonts],
    logLevel: "warning",
  });
  const text = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))!.text;
  const given = JSON.stringify({ dashboards, answers }).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Boards</title><style>${text(".css")}</style>
<body style="margin:0"><div id="board" style="padding:16px"></div>
<script type="application/json" id="given">${given}</script><script>${text(".js")}</script></body></html>`;
}
