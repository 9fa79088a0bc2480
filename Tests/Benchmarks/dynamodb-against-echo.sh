#!/usr/bin/env bash
# Measures signed, enforced and recorded GetItem and PutItem against a bare SwiftNIO server, alternating in one run, and
# prints the ratios of the medians (the design asks for 0.7 at 16 and 64 connections).
#
#   Tests/Benchmarks/dynamodb-against-echo.sh [LOOPS] [SECONDS] [ROUNDS] ["CONNECTIONS …"]
#
# Builds for release first. The world has an identity policy of 22 statements, a boundary and SCPs at four levels.
set -euo pipefail
cd "$(dirname "$0")/../.."
loops=${1:-$(nproc)} seconds=${2:-3} rounds=${3:-3} all=${4:-1 16 64}
for product in portcullis EchoServer DynamoDBLoad; do swift build -c release --product "$product" >&2; done
bin=$(swift build -c release --show-bin-path)
results=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$results"' EXIT

"$bin/EchoServer" bare "$loops" >"$results/echo" &
"$bin/portcullis" serve --port 0 --loops "$loops" --scenario Tests/Benchmarks/worlds/enforced >"$results/portcullis" &
server=$!
until grep -q . "$results/echo" && grep -q Ready "$results/portcullis"; do sleep 0.05; done
echo_port=$(cat "$results/echo")
port=$(sed -n 's/^endpoint .*localhost:\([0-9]*\).*/\1/p' "$results/portcullis")
read -r key secret < <(awk '$2 == "Orders" { print $3, $4 }' "$results/portcullis")

measure() { # label port operation connections
    "$bin/DynamoDBLoad" "$2" "$4" "$seconds" "$3" "$key" "$secret" | tee -a "$results/$1-$4" | sed "s/^/$1, $4 connections: /"
}
median() { awk '{ print $2 }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk "BEGIN { printf \"%.2f\", $1 / $2 }"; }

measure put "$port" put 1 >/dev/null && rm -f "$results"/put-1
for connections in $all; do
    for ((round = 0; round < rounds; round++)); do
        measure echo-get "$echo_port" get "$connections"
        measure get "$port" get "$connections"
        measure echo-put "$echo_port" put "$connections"
        measure put "$port" put "$connections"
    done
    for operation in get put; do
        reference=$(median "$results/echo-$operation-$connections") found=$(median "$results/$operation-$connections")
        echo "$connections connections, $operation: $found/s, echo $reference/s, ratio $(ratio "$found" "$reference")"
    done
done
grep VmRSS "/proc/$server/status"
