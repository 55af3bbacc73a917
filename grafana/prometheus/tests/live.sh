#!/usr/bin/env bash
# A real Prometheus with the alerts scrapes a real demonstration: "stalled" of the run stalled and "nothing to transfer" of
# the run nuisance must reach a real Alertmanager, and neither may be told of the run distilled. Some four minutes.
# Wants prometheus, prometheus-alertmanager and amtool.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." || exit 1
. grafana/servers.sh

patience_seconds=420
work=target/alerts
rm -rf "$work"
mkdir -p "$work"

alerts() { amtool --alertmanager.url="http://127.0.0.1:$alertmanager" alert query -o json "$@" 2>/dev/null; }
fires() { case $(alerts "$@") in '' | '[]') return 1 ;; esac }

./stillwatch demo --json >"$work/demo.jsonl" 2>"$work/demo.log" &
started+=($!)
for _ in $(seq 600); do
  agent=$(sed -n 's|.*metrics are http://\(.*\)/metrics$|\1|p' "$work/demo.log")
  [ -n "$agent" ] && break
  sleep 0.5
done
if [ -z "$agent" ]; then
  echo "the demonstration did not start ($work/demo.log)" >&2
  exit 1
fi

alertmanager=$(free_port 19093)
prometheus=$(free_port 19190)
cp grafana/prometheus/{recording,alerts}.yaml "$work"
sed "s/agent:10473/$agent/; s/alertmanager:9093/127.0.0.1:$alertmanager/" grafana/prometheus/prometheus.yaml >"$work/prometheus.yaml"
prometheus-alertmanager --config.file=grafana/alertmanager/alertmanager.yaml --storage.path="$work/alertmanager" \
  --web.listen-address="127.0.0.1:$alertmanager" --cluster.listen-address= >"$work/alertmanager.log" 2>&1 &
started+=($!)
prometheus --config.file="$work/prometheus.yaml" --storage.tsdb.path="$work/data" \
  --web.listen-address="127.0.0.1:$prometheus" >"$work/prometheus.log" 2>&1 &
started+=($!)

SECONDS=0
until fires alertname=StillwatchStalled run=stalled && fires alertname=StillwatchNothingToTransfer run=nuisance; do
  if [ "$SECONDS" -gt "$patience_seconds" ]; then
    echo "after $SECONDS s Alertmanager knows only: $(alerts)" >&2
    exit 1
  fi
  sleep 2
done
alerts >"$work/alerts.json"
echo "Alertmanager was told of stalled and nuisance after $SECONDS s"
for alert in StillwatchStalled StillwatchNothingToTransfer; do
  if fires "alertname=$alert" run=distilled; then
    echo "$alert fires for the run distilled ($work/alerts.json)" >&2
    exit 1
  fi
done
echo "and of neither for distilled"
