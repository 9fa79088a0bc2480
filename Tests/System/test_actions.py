"""`portcullis actions`: what operations ask for, and how many of AWS's there are."""

import json

import botocore
import botocore.session
import pytest

from conftest import server  # noqa: F401
from server import command
from wire import control

MODELS = {"dynamodb": ["dynamodb", "dynamodbstreams"]}


def actions(*words):
    result = command("actions", *words)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_it_needs_no_server_and_knows_every_operation(server):
    told = {(entry["service"], entry["operation"]) for entry in json.loads(actions("--json"))["operations"]}
    assert told == {(entry["service"], entry["operation"]) for entry in control(server, "GET", "operations").json["operations"]}


def test_every_operation_asks_or_says_why_not():
    for entry in json.loads(actions("--json"))["operations"]:
        assert bool(entry["asks"]) or not entry["needsPermission"], entry
        assert all(":" in question["action"] and question["resource"] for question in entry["asks"])


def test_the_counts_are_those_of_the_models():
    """The numbers beside those answered are botocore's, and nothing is answered that it does not have."""
    text = actions()
    answered = {}
    for entry in json.loads(actions("--json"))["operations"]:
        answered.setdefault(entry["service"], set()).add(entry["operation"])
    session = botocore.session.get_session()
    assert f"(botocore {botocore.__version__})" in text
    for service, names in answered.items():
        models = [session.get_service_model(name) for name in MODELS.get(service, [service])]
        known = {name for model in models for name in model.operation_names}
        assert names <= known
        assert f"\n  {service}: {len(names)} of {len(known)}" in text


@pytest.mark.parametrize("words, text", [
    (("GetItem",), (
        "dynamodb:GetItem\n  dynamodb:GetItem on arn:aws:dynamodb:${Region}:${Account}:table/Music; keys: dynamodb:Attributes, "
        "dynamodb:FirstPartitionKeyValues, dynamodb:LeadingKeys, dynamodb:ReturnConsumedCapacity, dynamodb:Select\n")),
    (("dynamodb:describelimits",), "dynamodb:DescribeLimits\n  dynamodb:DescribeLimits on *\n"),
], ids=["by name", "by action"])
def test_one_operation(words, text):
    assert actions(*words) == text


def test_what_needs_no_leave():
    assert actions("GetCallerIdentity").startswith("sts:GetCallerIdentity\n  needs no permission (")


@pytest.mark.parametrize("name, message", [
    ("GetItme", "there is no operation 'GetItme'; did you mean 'GetItem'?\n"),
    ("s3:GetItem", "there is no operation 's3:GetItem'; did you mean 'dynamodb:GetItem'?\n"),
], ids=str)
def test_no_such_operation(name, message):
    result = command("actions", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(message.split(";")[0])
