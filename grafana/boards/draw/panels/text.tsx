import { renderTextPanelMarkdown, textUtil } from "@grafana/data";
import {
  defaultOptions,
  TextMode,
  type Options,
} from "@grafana/schema/dist/esm/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen";
import { optionsOf, type Drawing } from "./drawing";

export function TextPanel({ panel, height, replaceVariables }: Drawing) {
  const { mode, content } = optionsOf<Options>(panel, defaultOptions);
  if (mode === TextMode.Code) {
    throw new Error("a text panel with code is not drawn here; use markdown");
  }
  const text = replaceVariables(content);
  const html = mode === TextMode.HTML ? textUtil.sanitizeTextPanelContent(text) : renderTextPanelMarkdown(text);
  return (
    <div className="markdown-html" style={{ height, overflow: "auto" }} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
