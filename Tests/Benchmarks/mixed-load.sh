#!/usr/bin/env bash
# Mixed work at 64 connections, with conditional writes and transactions: every answer right, the counters exact, memory flat.
#
#   Tests/Benchmarks/mixed-load.sh [SECONDS] [CONNECTIONS] [LOOPS]
#
# Builds for release first. Ends with 1 where an answer is wrong, a counter is off, or memory grows by more than a quarter after the
# first tenth of the time.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-300} connections=${2:-64} loops=${3:-2}
for product in portcullis MixedLoad; do swift build -c release --product "$product" >&2; done
bin=$(swift build -c release --show-bin-path)
results=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$results"' EXIT

"$bin/portcullis" serve --port 0 --loops "$loops" --scenario Tests/Benchmarks/worlds/enforced >"$results/portcullis" &
server=$!
until grep -q Ready "$results/portcullis"; do sleep 0.05; done
port=$(sed -n 's/^endpoint .*localhost:\([0-9]*\).*/\1/p' "$results/portcullis")
read -r key secret < <(awk '$2 == "Orders" { print $3, $4 }' "$results/portcullis")

memory() { awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$server/status"; }
{ sleep $((seconds / 10 + 1)); memory >"$results/early"; } &
status=0
"$bin/MixedLoad" "$port" "$connections" "$seconds" "$key" "$secret" || status=$?
early=$(cat "$results/early") late=$(memory)
echo "memory: $early MB after a tenth of the time, $late MB at the end"
((late <= early + early / 4)) || { echo "memory grew"; status=1; }
exit "$status"
