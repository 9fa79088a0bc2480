"""`portcullis test`: policies are tested from files, without a server."""

import json
import xml.etree.ElementTree
from pathlib import Path

import pytest

from server import ROOT, command

CASES = Path(__file__).parent / "cases"
TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"


def run(*words, **more):
    return command("test", *words, **more)


def test_a_folder_of_cases_is_as_expected():
    result = run(CASES)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("13 cases in 3 files: all as expected, in ")
    assert result.stdout.endswith(" a second)\n")


def case(**more):
    return {
        "name": "one", "layers": {"identity": []}, "expect": "allow",
        "request": {"principal": "arn:aws:iam::111122223333:user/Alice", "action": "dynamodb:GetItem", "resource": TABLE}, **more}


def test_a_difference_shows_the_evidence(tmp_path):
    (tmp_path / "cases.json").write_text(json.dumps({"cases": [case(), case(name="two", expect="deny")]}))
    result = run(tmp_path, "--junit", tmp_path / "junit.xml")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[0] == f"{tmp_path}/cases.json:1:12: one"
    assert lines[1] == "  decision: expected allow, was implicitDeny"
    assert f"    | Denied, since not allowed: arn:aws:iam::111122223333:user/Alice asked for dynamodb:GetItem on {TABLE}" in lines
    assert lines[-1].startswith("2 cases in 1 file: 1 not as expected, in ")
    suites = xml.etree.ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    assert [(entry.get("name"), [failure.get("message") for failure in entry]) for entry in suites[0]] == [
        ("one", ["decision: expected allow, was implicitDeny"]), ("two", [])]


def test_a_filter(tmp_path):
    (tmp_path / "cases.json").write_text(json.dumps({"cases": [case(), case(name="two", expect="deny")]}))
    assert run(tmp_path / "cases.json", "--filter", "two").returncode == 0
    assert run(tmp_path / "cases.json", "--filter", "three").returncode == 2


@pytest.mark.parametrize("text, message", [
    ("{", "cases.json:1:2: not JSON: the text ends too early"),
    ('{"cases": [{"nam": "x"}]}', "cases.json:1:20: unknown name 'nam', expected one of name, source, scenario, organization, layers, request, expect; did you mean 'name'?"),
    ('{"cases": []}', None),
])
def test_unreadable_cases(tmp_path, text, message):
    (tmp_path / "cases.json").write_text(text)
    result = run(tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (f"{tmp_path}/{message}\n" if message else f"there are no cases in {tmp_path}\n")


def test_what_is_not_there(tmp_path):
    assert run(tmp_path / "nothing").stderr == f"{tmp_path}/nothing: there is no such file or folder\n"
    (tmp_path / "cases.json").write_text(json.dumps({"cases": [case(scenario="no-such")]}))
    result = run(tmp_path)
    assert result.returncode == 2 and "there is no scenario 'no-such'" in result.stderr


def test_every_fault_is_told_at_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text("[]")
    assert len(run(tmp_path).stderr.splitlines()) == 2


def test_thousands(tmp_path):
    """The rate is printed; a debug build on a busy machine is held to a tenth of what a release build must do."""
    cases = [case(name=str(number), layers={"identity": {"Effect": "Allow", "Action": "*", "Resource": "*"}}) for number in range(3000)]
    (tmp_path / "cases.json").write_text(json.dumps({"cases": cases}))
    result = run(tmp_path)
    assert result.returncode == 0
    assert int(result.stdout.split("(")[1].split()[0]) > 300


LAYERS = ROOT / "Tests/Authorize/IAMPolicyTests/Cases/layers"


def test_the_engines_own_tables_are_cases():
    """The unit tests ask the same files of the engine and of the second opinion."""
    counts = [len(json.loads((LAYERS / f"{table}.json").read_text())["cases"]) for table in ("completeness", "decisions", "rules")]
    assert counts == [204, 127, 38]
    result = run(LAYERS)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    assert result.stdout.startswith(f"{sum(counts)} cases in 3 files: all as expected, in ")


def test_a_row_of_the_tables_that_is_changed_is_told(tmp_path):
    table = json.loads((LAYERS / "completeness.json").read_text())
    row = next(entry for entry in table["cases"] if entry["name"] == "scp, explicit, role session")
    row["layers"]["scp"] = [["FullAWSAccess"]]
    (tmp_path / "completeness.json").write_text(json.dumps(table))
    result = run(tmp_path)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[0].endswith(": scp, explicit, role session")
    assert lines[1:5] == [
        "  decision: expected explicitDeny, was allow", "  layer: expected scp, was none",
        f"  message: expected {row['expect']['message']}", "         was      none"]
    assert lines[5] == "  layer scp: expected explicitDeny, was allow"
    assert lines[-1].startswith("204 cases in 1 file: 1 not as expected, in ")
