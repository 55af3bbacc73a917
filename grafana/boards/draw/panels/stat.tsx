import {
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from "@grafana/data";
import { BigValue, BigValueTextMode, VizRepeater, type VizRepeaterRenderValueProps } from "@grafana/ui";
import {
  defaultOptions,
  type Options,
} from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import { fieldConfigOf } from "../fields";
import { optionsOf, type Drawing } from "./drawing";

/** One big value a field, as Grafana's stat panel sets BigValue. */
export function StatPanel({ panel, frames, width, height, timeRange, theme, replaceVariables }: Drawing) {
  const stat = optionsOf<Options>(panel, defaultOptions);
  const fieldConfig = fieldConfigOf(panel);
  const named = fieldConfig.defaults.displayName !== undefined || !panel.title;
  const textMode = stat.textMode === "auto" && named ? BigValueTextMode.ValueAndName : stat.textMode;

  const big = ({
    value,
    alignmentFactors,
    width,
    height,
    count,
  }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => (
    <BigValue
      value={value.display}
      {...(value.sparkline && { sparkline: { ...value.sparkline, timeRange } })}
      {...(stat.text && { text: stat.text })}
      count={count}
      colorMode={stat.colorMode as never}
      graphMode={stat.graphMode as never}
      justifyMode={stat.justifyMode as never}
      textMode={textMode as never}
      percentChangeColorMode={stat.percentChangeColorMode as never}
      disableWideLayout={!stat.wideLayout}
      alignmentFactors={alignmentFactors}
      width={width}
      height={height}
      theme={theme}
    />
  );
  const values = () =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: stat.reduceOptions,
      replaceVariables,
      theme,
      data: frames,
      sparkline: (stat.graphMode as string) !== "none",
      percentChange: stat.showPercentChange,
      timeZone: "utc",
    });
  return (
    <VizRepeater
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={big}
      width={width}
      height={height}
      source={frames}
      itemSpacing={3}
      renderCounter={1}
      autoGrid
      orientation={stat.orientation as never}
    />
  );
}
