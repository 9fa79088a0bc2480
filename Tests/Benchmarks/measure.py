#!/usr/bin/env python3
"""Measures the built server and writes the README's table of figures.

    Tests/Benchmarks/measure.py [--seconds N] [--rounds N] [--loops N] [--growth] [--moto] [--write]

Every call is signed, verified, authorized (22 identity statements, a boundary, SCPs at four levels) and recorded. In each round the
bare SwiftNIO server, this one and, with --moto, moto's server take turns, and the medians of the rounds are compared: ratios are
what can be trusted on a shared machine. `--growth` goes from 1,000 to 1,000,000 items. `--write` puts the table into README.md.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORLD = ROOT / "Tests/Benchmarks/worlds/enforced"
OPERATIONS = {
    "get": "GetItem", "put": "PutItem", "update": "UpdateItem", "query": "Query, 25 items", "scan": "Scan, 100 items",
    "batch-write": "BatchWriteItem, 25 items", "transact-write": "TransactWriteItems, 4 items"}
CONNECTIONS = (1, 16, 64)
# What a statement of the floor is compared with: the operation that comes to it.
FLOOR = {"get": "get", "query": "query 25", "put": "put, sixteen a commit"}


def build(*products):
    for product in products:
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=ROOT, check=True, stdout=sys.stderr)
    path = subprocess.run(["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return Path(path.stdout.strip())


class Server:
    """The server with the world of the benchmarks, and what it tells at its start."""

    def __init__(self, binary, loops, *options, data=None):
        begun = time.perf_counter()
        where = ["--data", str(data)] if data else []
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--loops", str(loops), "--scenario", WORLD, *where, *options],
            stdout=subprocess.PIPE, text=True)
        self.screen = ""
        for line in self.process.stdout:
            self.screen += line
            if line.startswith("Ready."):
                break
        else:
            raise SystemExit(f"the server did not start:\n{self.screen}")
        self.start = time.perf_counter() - begun
        self.port = int(re.search(r"^endpoint .*localhost:(\d+)", self.screen, re.M).group(1))
        words = next(line.split() for line in self.screen.splitlines() if line.split()[1:2] == ["Orders"])
        self.keys = words[2:4]

    def memory(self, row="VmRSS"):
        """Resident memory, in MB; with `RssAnon` what of it is the process's own and not pages of files, most of them code."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{row}:\s+(\d+)", status).group(1)) / 1024

    def reset(self):
        begun = time.perf_counter()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_portcullis/reset", method="POST", data=b"")
        urllib.request.urlopen(request).read()
        return time.perf_counter() - begun

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Load:
    def __init__(self, binary, seconds):
        self.binary, self.seconds = binary, seconds

    def run(self, port, connections, operation, keys, items=1000, seconds=None):
        """Requests per second and the median time of one, in microseconds."""
        out = subprocess.run(
            [self.binary, str(port), str(connections), str(seconds or self.seconds), operation, *keys, str(items)],
            capture_output=True, text=True)
        if out.returncode != 0:
            raise SystemExit(f"{operation} at {connections} connections: {out.stdout or out.stderr}")
        rate, median = re.search(r"requests/s (\d+)  p50 (\d+) us", out.stdout).groups()
        return int(rate), int(median)


def peers(bin_path, arguments):
    """The servers that take turns: name, port, keys, and how to stop each."""
    echo = subprocess.Popen([bin_path / "EchoServer", "bare", str(arguments.loops)], stdout=subprocess.PIPE, text=True)
    yield "echo", int(echo.stdout.readline()), ["AKIAIOSFODNN7EXAMPLE", "secret"], echo
    if arguments.moto:
        program = shutil.which("moto_server") or str(Path(sys.executable).with_name("moto_server"))
        moto = subprocess.Popen([program, "-p", "5099"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield "moto", 5099, ["AKIAIOSFODNN7EXAMPLE", "secret"], moto


class Moto:
    """moto's server with the same table. It looks at no signature and closes each connection after its answer, so that it is asked from
    here, over a new connection each time; of its few hundred calls a second that takes little."""

    BODIES = {
        "get": ("GetItem", '{"TableName":"Orders","Key":{"pk":{"S":"customer-%d"},"sk":{"S":"order-%d"}}}'),
        "put": ("PutItem", '{"TableName":"Orders","Item":{"pk":{"S":"customer-%d"},"sk":{"S":"order-%d"},"note":{"S":"' + "x" * 330 + '"}}}'),
        "query": ("Query", '{"TableName":"Orders","KeyConditionExpression":"pk = :c",'
                           '"ExpressionAttributeValues":{":c":{"S":"customer-%d"}}}')}

    def __init__(self, port):
        self.port = port
        for _ in range(100):
            try:
                self.call("CreateTable", (WORLD / "tables/orders.json").read_text())
                break
            except OSError:
                time.sleep(0.1)
        for number in range(1000):
            self.call(*self.body("put", number))

    def body(self, operation, number):
        name, text = self.BODIES[operation]
        place = (number // 25 % 40, number % 25)
        return name, text % place[:text.count("%d")]

    def call(self, name, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", data=body.encode(), headers={
            "X-Amz-Target": f"DynamoDB_20120810.{name}", "Content-Type": "application/x-amz-json-1.0",
            "Authorization": "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/dynamodb/aws4_request, "
                             "SignedHeaders=host, Signature=0"})
        return urllib.request.urlopen(request).read()

    def rate(self, operation, connections, seconds):
        end, counts = time.perf_counter() + seconds, [0] * connections

        def work(place):
            while time.perf_counter() < end:
                self.call(*self.body(operation, counts[place] * 7 + place))
                counts[place] += 1

        threads = [threading.Thread(target=work, args=(place,)) for place in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / seconds


def throughput(bin_path, load, server, arguments):
    """By operation and connections, the median rate of each server, and our median time."""
    found, others = {}, list(peers(bin_path, arguments))
    try:
        moto = next((Moto(port) for name, port, *_ in others if name == "moto"), None)
        load.run(server.port, 4, "fill", server.keys)
        for connections in CONNECTIONS:
            for operation in OPERATIONS:
                rates = {"portcullis": [], **{name: [] for name, *_ in others}}
                times = []
                for _ in range(arguments.rounds):
                    for name, port, keys, _ in others:
                        if name != "moto":
                            rates[name].append(load.run(port, connections, operation, keys)[0])
                        elif connections < 64 and operation in Moto.BODIES:
                            rates[name].append(moto.rate(operation, connections, load.seconds))
                    rate, microseconds = load.run(server.port, connections, operation, server.keys)
                    rates["portcullis"].append(rate)
                    times.append(microseconds)
                medians = {name: statistics.median(all_rates) for name, all_rates in rates.items() if all_rates}
                found[operation, connections] = medians, statistics.median(times)
                words = ", ".join(f"{name} {rate:.0f}/s" for name, rate in medians.items())
                print(f"{OPERATIONS[operation]}, {connections} connections: {words}, of echo {medians['portcullis'] / medians['echo']:.2f}",
                      flush=True)
    finally:
        for *_, process in others:
            process.terminate()
            process.wait()
    return found


def floor(bin_path, seconds):
    out = subprocess.run([bin_path / "StatementFloor", str(seconds)], check=True, capture_output=True, text=True).stdout
    return {words: int(rate) for words, rate in (line.split("\t") for line in out.splitlines())}


def growth(bin_path, load, arguments):
    """What a point read and a page cost while the table grows, and what memory it takes."""
    found = []
    with tempfile.TemporaryDirectory() as data:
        server = Server(bin_path / "portcullis", arguments.loops, data=data)
        try:
            for items in (1_000, 10_000, 100_000, 1_000_000):
                load.run(server.port, 8, "fill", server.keys, items, seconds=120)
                get = load.run(server.port, 1, "get", server.keys, items)[1]
                query = load.run(server.port, 1, "query", server.keys, items)[1]
                found.append((items, get, query, server.memory()))
                print(f"{items} items: GetItem {get} us, Query of 25 {query} us, {server.memory():.0f} MB", flush=True)
        finally:
            server.stop()
    return found


def starts(bin_path, load, arguments):
    """Start, memory and reset: seconds, MB idle, MB after 100,000 items' reads, each with the part that is no code, and seconds."""
    times, idle = [], []
    for _ in range(5):
        server = Server(bin_path / "portcullis", arguments.loops)
        times.append(server.start)
        time.sleep(1.5)  # A second after the start it gives back what only that has needed.
        idle.append((server.memory(), server.memory("RssAnon")))
        server.stop()
    server = Server(bin_path / "portcullis", arguments.loops)
    try:
        resets = []
        for _ in range(3):
            load.run(server.port, 4, "fill", server.keys, 10_000)
            resets.append(server.reset())
        load.run(server.port, 8, "fill", server.keys, 100_000, seconds=60)
        load.run(server.port, 16, "get", server.keys, 100_000)
        loaded = (server.memory(), server.memory("RssAnon"))
    finally:
        server.stop()
    return statistics.median(times), sorted(idle)[len(idle) // 2], loaded, statistics.median(resets)


def table(found, floors, grown, started, arguments):
    lines = ["| signed, enforced, recorded | " + " | ".join(f"{c} connection{'s' * (c > 1)}" for c in CONNECTIONS) + " |",
             "|---|" + "---|" * len(CONNECTIONS)]
    for operation, words in OPERATIONS.items():
        cells = []
        for connections in CONNECTIONS:
            medians, microseconds = found[operation, connections]
            cell = f"{medians['portcullis']:,.0f}/s, p50 {microseconds:,.0f} us, {medians['portcullis'] / medians['echo']:.2f} of echo"
            if "moto" in medians:
                cell += f", {medians['portcullis'] / medians['moto']:.0f} times moto"
            cells.append(cell)
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    start, idle, loaded, reset = started
    compared = ", ".join(f"{OPERATIONS[operation]} {found[operation, 16][0]['portcullis'] / floors[statement]:.2f}"
                         for operation, statement in FLOOR.items())
    lines += ["", f"Of the bare prepared statements on the same SQLite, one thread, at 16 connections: {compared}. "
                  f"Start to `Ready.` {start * 1000:.0f} ms; resident memory {idle[0]:.0f} MB idle, {loaded[0]:.0f} MB after "
                  f"100,000 items, of it {idle[1]:.0f} and {loaded[1]:.0f} MB its own and the rest code; "
                  f"reset with 10,000 items {reset * 1000:.0f} ms."]
    if grown:
        points = "; ".join(f"{items:,} items: {get} and {query} us, {memory:.0f} MB" for items, get, query, memory in grown)
        lines += ["", f"GetItem and a Query page of 25 at one connection while the table grows: {points}."]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--loops", type=int, default=os.cpu_count(), help="of each server; a core each, as Portcullis does by itself")
    for flag in ("--growth", "--moto", "--write"):
        parser.add_argument(flag, action="store_true")
    arguments = parser.parse_args()
    bin_path = build("portcullis", "EchoServer", "DynamoDBLoad", "StatementFloor")
    load = Load(bin_path / "DynamoDBLoad", arguments.seconds)
    floors = floor(bin_path, arguments.seconds)
    server = Server(bin_path / "portcullis", arguments.loops)
    try:
        found = throughput(bin_path, load, server, arguments)
    finally:
        server.stop()
    text = table(found, floors, growth(bin_path, load, arguments) if arguments.growth else [], starts(bin_path, load, arguments), arguments)
    print(text)
    if arguments.write:
        readme = ROOT / "README.md"
        begin, end = "<!-- measured: Tests/Benchmarks/measure.py -->", "<!-- end -->"
        before, rest = readme.read_text().split(begin)
        machine = f"{os.cpu_count()} cores, load generator on the same machine, {arguments.loops} event loop{'s' * (arguments.loops > 1)} each"
        rounds = f"medians of {arguments.rounds} rounds" if arguments.rounds > 1 else "one round"
        readme.write_text(f"{before}{begin}\n{text}\n\nMeasured on {machine}; {rounds}.\n{end}{rest.split(end, 1)[1]}")


if __name__ == "__main__":
    main()
