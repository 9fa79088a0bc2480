"""Every step of every scenario, its words typed at a shell with the real AWS CLI."""

import json
import re
import shutil
import subprocess

import jmespath
import pytest
import yaml

from aws import environment
from server import ROOT, Server
from wire import control, keys

FOLDER = ROOT / "Scenarios"
SCENARIOS = sorted(path.parent.name for path in FOLDER.glob("*/scenario.yaml"))


class Plain(yaml.SafeLoader):
    """YAML without dates: `2012-10-17` is a text."""


Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def matches(text, pattern):
    """`…` stands for anything."""
    return re.fullmatch(".*".join(re.escape(piece) for piece in pattern.split("…")), text, re.S) is not None


def differences(expected, found, place="answer"):
    """Objects by the members that are expected, lists element by element; a text that is JSON is looked into."""
    if isinstance(expected, (dict, list)) and isinstance(found, str):
        try:
            found = json.loads(found)
        except ValueError:
            pass
    if isinstance(expected, dict) and isinstance(found, dict):
        return [difference for name, value in expected.items()
                for difference in (differences(value, found[name], f"{place}.{name}") if name in found else [f"{place}.{name} is not there"])]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [difference for number, (one, other) in enumerate(zip(expected, found))
                for difference in differences(one, other, f"{place}[{number}]")]
    if isinstance(expected, str) and isinstance(found, str) and matches(found, expected) or expected == found:
        return []
    return [f"{place}: expected {expected!r}, found {found!r}"]


def test_there_are_scenarios():
    assert SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_by_hand(name, tmp_path):
    shutil.copytree(FOLDER / name, tmp_path / name)
    scenario = yaml.load((FOLDER / name / "scenario.yaml").read_text(), Plain)
    options = ["--scenario", tmp_path / name]
    for setting, value in (scenario.get("settings") or {}).items():
        options += [f"--{setting}"] if value is True else [f"--{setting}", str(value)]
    with Server(*options) as server:
        long_term, sessions, saved = keys(server), {}, {}
        for account, fields in scenario["world"]["accounts"].items():
            for known, key in list(long_term.items()):
                if known.startswith(f"{account}/") and (fields or {}).get("name"):
                    long_term[f"{fields['name']}/{known.split('/')[1]}"] = key
        for number, step in enumerate(scenario["steps"], 1):
            run_step(server, step, f"{name}, step {number}: {step['run']}", tmp_path / name, long_term, sessions, saved)


def run_step(server, step, place, folder, long_term, sessions, saved):
    key, token = sessions.get(step.get("as")) or (long_term.get(step.get("as")), None)
    assert key or "as" not in step, f"{place}: nobody is called {step['as']}"
    url = server.endpoints[step["via"]] if "via" in step else server.url
    variables = {**environment(server, *([key] if key else []), token=token, url=url), **saved}
    result = subprocess.run(["bash", "-c", step["run"]], env=variables, cwd=folder, capture_output=True, text=True, timeout=120)
    expect = step.get("expect") or {}
    error = re.search(r"^(?:aws: \[ERROR\]: )?An error occurred \((\S+)\) when calling the \w+ operation: ?(.*)", result.stderr, re.S | re.M)
    if "error" in expect:
        assert result.returncode in (254, 255) and error, f"{place}\n{result}"
        assert error[1] == expect["error"], f"{place}\n{result.stderr}"
        if "message" in expect:
            assert matches(error[2].removesuffix("\n"), expect["message"]), f"{place}\nexpected {expect['message']}\nfound    {error[2]}"
        if "deniedBy" in expect:
            check_evidence(server, expect["deniedBy"], place)
        return
    assert result.returncode == 0, f"{place}\n{result.stdout}{result.stderr}"
    if step["run"].startswith("portcullis"):
        assert result.stdout.strip(), place
        return
    answer = json.loads(result.stdout) if result.stdout.strip() else {}
    assert differences(expect.get("answer", {}), answer) == [], place
    if "saveSession" in step:
        made = answer.get("Credentials") or answer["AccessKey"]
        sessions[step["saveSession"]] = ((made["AccessKeyId"], made["SecretAccessKey"]), made.get("SessionToken"))
    for variable, path in (step.get("save") or {}).items():
        value = jmespath.search(path, answer)
        assert value is not None, f"{place}: no {path} in {answer}"
        saved[variable] = value if isinstance(value, str) else json.dumps(value)


def check_evidence(server, denied_by, place):
    """The call denied last names the statement; its explanation is what `portcullis explain` prints."""
    text = control(server, "GET", "explain/last").text
    for word in (denied_by.get("policy"), denied_by.get("sid")):
        assert word is None or word in text, f"{place}: no {word} in\n{text}"
