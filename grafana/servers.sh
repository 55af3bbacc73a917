# Sourced by scripts that start servers: whatever ends the script ends those in `started`.
# shellcheck shell=bash
started=()

stop() {
  [ ${#started[@]} -gt 0 ] && kill "${started[@]}" 2>/dev/null
  wait
}
trap stop EXIT
trap 'exit 1' INT TERM

# free_port PORT: that one, or the next that nobody listens on.
free_port() {
  local port=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}
