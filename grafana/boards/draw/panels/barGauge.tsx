import {
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from "@grafana/data";
import { BarGauge, BarGaugeDisplayMode, VizRepeater, type VizRepeaterRenderValueProps } from "@grafana/ui";
import {
  defaultOptions,
  type Options,
} from "@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen";
import { fieldConfigOf } from "../fields";
import { optionsOf, type Drawing } from "./drawing";

export function BarGaugePanel({ panel, frames, width, height, theme, replaceVariables }: Drawing) {
  const gauge = optionsOf<Options>(panel, defaultOptions);
  const itemSpacing = gauge.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10;

  const bar = ({
    value,
    alignmentFactors,
    orientation,
    width,
    height,
  }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => {
    const display = value.view?.getFieldDisplayProcessor(value.colIndex ?? 0);
    return (
      <BarGauge
        value={value.display}
        field={value.field}
        {...(display && { display })}
        {...(gauge.text && { text: gauge.text })}
        orientation={orientation}
        displayMode={gauge.displayMode}
        valueDisplayMode={gauge.valueMode}
        namePlacement={gauge.namePlacement}
        showUnfilled={gauge.showUnfilled}
        itemSpacing={itemSpacing}
        alignmentFactors={alignmentFactors}
        width={width}
        height={height}
        theme={theme}
      />
    );
  };
  const values = () =>
    getFieldDisplayValues({
      fieldConfig: fieldConfigOf(panel),
      reduceOptions: gauge.reduceOptions,
      replaceVariables,
      theme,
      data: frames,
      timeZone: "utc",
    });
  return (
    <VizRepeater
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={bar}
      width={width}
      height={height}
      source={frames}
      itemSpacing={itemSpacing}
      renderCounter={1}
      minVizWidth={gauge.minVizWidth}
      minVizHeight={gauge.minVizHeight}
      maxVizHeight={gauge.maxVizHeight}
      orientation={gauge.orientation as never}
    />
  );
}
