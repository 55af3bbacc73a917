#!/usr/bin/env bash
# Every question of the dashboards, asked of a real Prometheus that scrapes a real demonstration; then those of Fleet and Run once
# more, of a Prometheus into which a recording of the same demonstration was filled afterwards. Some two minutes.
#   live.sh             starts a demonstration of its own
#   live.sh --demo LOG  takes one that is under way, by what it writes to stderr
# Wants prometheus (with promtool), node, and the packages of grafana/boards. Answers go to target/boards, for the drawings.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." || exit 1
. grafana/servers.sh

patience_seconds=300
scrape_seconds=2
work=target/boards
boards=grafana/dashboards
log=$work/demo.log
rm -rf "$work"
mkdir -p "$work"

die() {
  echo "$*" >&2
  exit 1
}

# await WHAT COMMAND...: until it succeeds, or patience ends.
await() {
  local what=$1 until=$((SECONDS + patience_seconds))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || die "$what: not within $patience_seconds s (see $work)"
    sleep 1
  done
}

# start_prometheus NAME PORT FLAG...: with the settings in $work/NAME.yaml; awaited until it answers.
start_prometheus() {
  local name=$1 port=$2
  shift 2
  prometheus --config.file="$work/$name.yaml" --web.listen-address="127.0.0.1:$port" "$@" >"$work/$name.log" 2>&1 &
  started+=($!)
  await "Prometheus ($name) answers" curl -sf -o /dev/null "http://127.0.0.1:$port/-/ready"
}

ask() { node grafana/boards/build/src/ask.js --scrape "$scrape_seconds" "$@"; }

case ${1:-} in
  '')
    ./stillwatch demo --json >"$work/demo.jsonl" 2>"$log" &
    started+=($!)
    ;;
  --demo) log=${2:?live.sh: --demo wants the file that the demonstration logs to} ;;
  *) die "live.sh: $1 is not an option; use --demo LOG" ;;
esac
npm --prefix grafana/boards run --silent build || die "the boards cannot be built: npm --prefix grafana/boards run build"
await "the demonstration starts ($log)" grep -q 'metrics are' "$log"
agent=$(sed -n 's|.*metrics are http://\(.*\)/metrics$|\1|p' "$log")
broker=$(sed -n 's/^it is at \([^;]*\);.*/\1/p' "$log")

# Live: with the rules, which say what fires. Here they do at once; that they do in time is seen by grafana/prometheus/tests/live.sh.
from=$(date +%s)
live=$(free_port 19290)
for rules in recording alerts; do
  sed "s/interval: 30s/interval: ${scrape_seconds}s/; s/for: 1m/for: ${scrape_seconds}s/" "grafana/prometheus/$rules.yaml" >"$work/$rules.yaml"
done
sed "s/agent:10473/$agent/; s/15s/${scrape_seconds}s/; /^alerting:/,/targets:/d" grafana/prometheus/prometheus.yaml >"$work/live.yaml"
start_prometheus live "$live" --storage.tsdb.path="$work/live"

# holds EXPRESSION: whether it has an answer now.
holds() { curl -sf -G --data-urlencode "query=$1" "http://127.0.0.1:$live/api/v1/query" | grep -q '"value"'; }
# view NAME RUN PAIR [DATA]: all boards, of one view; what was wrong last is in a log.
view() {
  ask --prometheus "http://127.0.0.1:$live" --from "$from" --to "$(date +%s)" --data demo ${4:+--data "$4"} \
    --set "run=$2" --set "pair=$3" --answers "$work/$1.json" "$boards"/*.json >"$work/$1.log" 2>&1
}
await "stalled is called so" holds 'stillwatch_verdict{run="stalled",pair=~".*logits",verdict="stalled"} == 1'
pair() { echo "teacher/$1>student/$1"; }
await "all questions about distilled are answered ($work/distilled.log)" view distilled distilled "$(pair logits)"
await "all questions about stalled are answered ($work/stalled.log)" view stalled stalled "$(pair hidden)" clusters
echo "after $(($(date +%s) - from)) s of scraping: $(cat "$work/distilled.log"); $(cat "$work/stalled.log")"

# Backfilled, by the demo's own settings of metrics: the same demonstration, recorded, replayed and filled into an empty Prometheus.
printf 'metrics:\n  classes: 10\n' >"$work/replay.yaml"
./stillwatch record --bootstrap "$broker" --force "$work/demo.swrec" 2>"$work/record.log" || die "record failed ($work/record.log)"
./stillwatch replay "$work/demo.swrec" --config "$work/replay.yaml" --openmetrics "$work/demo.om" >"$work/replay.jsonl" 2>"$work/replay.log" || die "replay failed ($work/replay.log)"
promtool tsdb create-blocks-from openmetrics "$work/demo.om" "$work/backfilled" >"$work/blocks.log" 2>&1 || die "promtool took no blocks ($work/blocks.log)"
echo "{}" >"$work/backfilled.yaml"
backfilled=$(free_port $((live + 1)))
start_prometheus backfilled "$backfilled" --storage.tsdb.path="$work/backfilled" --storage.tsdb.retention.time=10y
read -r first last < <(awk '/^[^#]/ { t = $NF + 0; if (!n++ || t < first) first = t; if (t > last) last = t } END { printf "%d %d\n", first, last + 1 }' "$work/demo.om")
ask --prometheus "http://127.0.0.1:$backfilled" --from "$first" --to "$last" --data backfilled --set run=distilled \
  --set "pair=$(pair logits)" --answers "$work/backfilled.json" "$boards"/{fleet,run}.json || die "a backfilled demonstration does not answer the same questions"
