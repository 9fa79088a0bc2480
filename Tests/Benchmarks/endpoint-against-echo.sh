#!/bin/sh
# Measures HTTPEndpoint against bare SwiftNIO in one run, alternating, and prints the ratio of the medians.
# Usage, from the package's root, after `swift build -c release`: Tests/Benchmarks/endpoint-against-echo.sh [LOOPS] [SECONDS] [ROUNDS] ["CONNECTIONS ..."]
set -eu
loops=${1:-1} seconds=${2:-3} rounds=${3:-3}
bin=.build/release
results=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$results"' EXIT

measure() { # kind connections
    "$bin/EchoServer" "$1" "$loops" >"$results/port" &
    server=$!
    while [ ! -s "$results/port" ]; do sleep 0.05; done
    "$bin/LoadGenerator" "$(cat "$results/port")" "$2" "$seconds" | tee -a "$results/$1-$2" | sed "s/^/$1, $2 connections: /"
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    : >"$results/port"
}

median() { # file
    awk '{ print $2 }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

for connections in ${4:-1 16 64}; do
    round=0
    while [ "$round" -lt "$rounds" ]; do
        for kind in bare lean endpoint; do measure "$kind" "$connections"; done
        round=$((round + 1))
    done
    reference=$(median "$results/bare-$connections")
    for kind in lean endpoint; do
        echo "$connections connections: $kind / bare = $(awk "BEGIN { printf \"%.2f\", $(median "$results/$kind-$connections") / $reference }")"
    done
done
