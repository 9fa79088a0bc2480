#!/usr/bin/env python3
"""What a decision costs here and in Cedar, in one run.

    pip install cedarpy
    Tests/Benchmarks/decision-against-cedar.py [SECONDS]

Cedar's engine is Rust behind a Python binding. Its policies here say what the identity statements of `DecisionCost` say; they are
parsed once, and many questions go over the binding in one call, so that the binding weighs as little as it can. Cedar has no
layers: its figure stands for one layer with as many policies as ours have statements in all.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import cedarpy

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
VPCE = "vpce-0a1b2c3d4e5f67890"


def policies(count):
    texts = []
    for number in range(count - 1):
        if number % 2 == 0:
            texts.append(
                'forbid(principal, action in [Action::"dynamodb:GetItem", Action::"dynamodb:Query"], resource) '
                f'when {{ resource.name like "O*" && context.vpce != "{VPCE}" }};')
        else:
            texts.append(
                'forbid(principal, action in [Action::"dynamodb:DeleteTable", Action::"dynamodb:UpdateTable"], resource) '
                f'when {{ resource.name like "prod-{number}-*" }};')
    texts.append(
        'permit(principal == Role::"Orders", action in [Action::"dynamodb:GetItem", Action::"dynamodb:PutItem"], '
        'resource == Table::"Orders");')
    return "\n".join(texts)


def cedar(count):
    """Microseconds a decision, the best of five."""
    prepared = cedarpy.PolicySet.from_str(policies(count))
    entities = cedarpy.Entities.from_json_str(json.dumps([
        {"uid": {"type": "Table", "id": "Orders"}, "attrs": {"name": "Orders"}, "parents": []},
        {"uid": {"type": "Role", "id": "Orders"}, "attrs": {}, "parents": []},
    ]))
    question = {"principal": 'Role::"Orders"', "action": 'Action::"dynamodb:GetItem"', "resource": 'Table::"Orders"',
                "context": {"vpce": VPCE}}
    questions = [dict(question) for _ in range(200)]
    assert all(answer.allowed for answer in cedarpy.is_authorized_batch(questions, prepared, entities))
    best = float("inf")
    for _ in range(5):
        runs, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < SECONDS / 5:
            cedarpy.is_authorized_batch(questions, prepared, entities)
            runs += len(questions)
        best = min(best, (time.perf_counter() - begun) / runs * 1e6)
    return best


def main():
    subprocess.run(["swift", "build", "-c", "release", "--product", "DecisionCost"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    lines = subprocess.run([ROOT / ".build/release/DecisionCost", str(SECONDS)], check=True, capture_output=True, text=True).stdout
    print(lines, end="")
    found = dict(line.split("\t") for line in lines.splitlines())
    for words, count in [("1 layer, 1 statement", 1), ("7 layers, 10 statements", 10), ("7 layers, 50 statements", 50),
                         ("7 layers, 500 statements", 500)]:
        other, own = cedar(count), float(found[f"decision, {words}"])
        print(f"Cedar, {count} polic{'y' if count == 1 else 'ies'}\t{other:.2f}\tCedar / Portcullis ({words}): {other / own:.1f}")


main()
