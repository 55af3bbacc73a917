#!/usr/bin/env bash
# Runs what docs/tutorial.md tells, from PyTorch through Kafka to the agent, and draws its pictures and tables.
#   tutorial.sh FOLDER --short                      some minutes: one student of each kind, few images
#   tutorial.sh FOLDER --images 20000 --seeds 3     what the tutorial tells
# Options are those of fashion_mnist.py.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
[ $# -ge 1 ] || { sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
folder=$1
shift
mkdir -p "$folder"
measured=$folder/measured.jsonl accuracy=$folder/accuracy.jsonl log=$folder/agent.log
rm -f "$accuracy"

# The demonstration has a broker and an agent; its own trainings go to other runs.
"$here/../../../stillwatch" demo --json >"$measured" 2>"$log" &
demo=$!
trap 'kill "$demo" 2>/dev/null' EXIT
until grep -q '^the page is' "$log"; do
  kill -0 "$demo" || { cat "$log" >&2; exit 1; }
  sleep 0.5
done
address=$(sed -n 's/^it is at \([^;]*\);.*/\1/p' "$log")
PYTHONPATH=$here/.. "${PYTHON:-python3}" "$here/fashion_mnist.py" --bootstrap "$address" --results "$accuracy" "$@"

# The last measurements are still on their way: it is over when none came for five seconds.
lines=-1
until [ "$lines" -eq "$(wc -l <"$measured")" ]; do
  lines=$(wc -l <"$measured")
  sleep 5
done
head -n "$lines" "$measured" | "${PYTHON:-python3}" "$here/tutorial_figures.py" /dev/stdin "$accuracy" "$folder"
cat "$folder/tables.md"
