import type { GrafanaTheme2, TimeRange } from "@grafana/data";
import { Stack, Text } from "@grafana/ui";
import type { Dashboard } from "@grafana/schema";
import type { Texts } from "./interpolate";

/** In place of Grafana's own bars: the board's name, what its variables say, and the time range. */
export function Header({
  dashboard,
  texts,
  timeRange,
  theme,
}: {
  dashboard: Dashboard;
  texts: Texts;
  timeRange: TimeRange;
  theme: GrafanaTheme2;
}) {
  const shown = (dashboard.templating?.list ?? []).filter(({ name }) => texts[name] !== undefined);
  return (
    <div style={{ marginBottom: theme.spacing(2) }}>
      <Stack direction="row" gap={3} alignItems="baseline" wrap="wrap">
        <Text element="h1" variant="h4">
          {dashboard.title ?? ""}
        </Text>
        {shown.map(({ name, label }) => (
          <Text key={name} color="secondary">
            {label ?? name} <Text color="primary">{texts[name] ?? ""}</Text>
          </Text>
        ))}
        <Text color="secondary">
          {timeRange.from.utc().format("YYYY-MM-DD HH:mm")} to {timeRange.to.utc().format("HH:mm")} UTC
        </Text>
      </Stack>
    </div>
  );
}
