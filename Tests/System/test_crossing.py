"""Every operation of every service, as the server itself lists them: nobody gets past the checks."""

import json
import re

import pytest

import server as servers
from wire import (
    INVALID_TOKEN, MISMATCH, MISSING_TOKEN, check_envelope, control, dynamodb, exchange, form, json11, keys, sign, xml_text)

UNKNOWN = ("AKIAUNKNOWNUNKNOWN00", "x" * 40)
NOT_VALIDATED = "AWS was not able to validate the provided access credentials"
# Where a caller without permissions gets another answer than AccessDenied, and why.
EXCEPTIONS = {
    # (service, operation): (status, code, source)
}


def load():
    with servers.Server() as server:
        found = control(server, "GET", "operations").json["operations"]
        return sorted(found, key=lambda entry: (entry["service"], entry["protocol"], entry.get("target", ""), entry["operation"]))


OPERATIONS = load() if servers.BINARY.exists() else []
IDS = [f"{entry['service']}:{entry['operation']}" for entry in OPERATIONS]


@pytest.fixture(scope="module")
def server():
    with servers.Server("--scenario", servers.WORLDS / "layers") as server:
        server.nobody = keys(server)["Nobody"]
        yield server


def flatten(value, name, is_ec2):
    """JSON as the parameters of a form: `Tags.member.1.Key`, in EC2 `Tag.1.Key`."""
    if isinstance(value, dict):
        pairs = [pair for key, part in value.items() for pair in flatten(part, f"{name}.{key}" if name else key, is_ec2)]
        return pairs
    if isinstance(value, list):
        infix = "" if is_ec2 else ".member"
        return [pair for place, part in enumerate(value, 1) for pair in flatten(part, f"{name}{infix}.{place}", is_ec2)]
    return [(name, {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value))]


def request_of(entry):
    """The operation's own example, in its protocol."""
    body = entry["example"] if isinstance(entry["example"], str) else json.dumps(entry["example"])
    if entry["protocol"] == "JSON 1.0":
        prefix, operation = entry["target"].rsplit(".", 1)
        return dynamodb(operation, body, prefix=prefix + ".")
    if entry["protocol"] == "JSON 1.1":
        return json11(entry["target"], body)
    return form(entry["operation"], entry["version"], flatten(json.loads(body), "", entry["protocol"] == "EC2 Query"))


def signing_name(entry):
    return "dynamodb" if entry["protocol"] == "JSON 1.0" else entry["service"]


def fault_of(entry, response):
    """Code and message of an error, in whatever form."""
    if entry["protocol"].startswith("JSON"):
        body = response.json
        return body["__type"].split("#")[-1], body.get("message", body.get("Message"))
    return xml_text(response, "Code"), xml_text(response, "Message")


DENIED = {
    "JSON 1.0": (400, "AccessDeniedException"), "JSON 1.1": (400, "AccessDeniedException"), "Query": (403, "AccessDenied"),
    "EC2 Query": (403, "UnauthorizedOperation"),
}


@pytest.mark.parametrize("entry", [entry for entry in OPERATIONS if entry["needsPermission"]],
                         ids=[name for name, entry in zip(IDS, OPERATIONS) if entry["needsPermission"]])
def test_a_caller_without_permissions_is_denied(server, entry):
    response = exchange(server, sign(request_of(entry), server.nobody, service=signing_name(entry)))
    code, message = fault_of(entry, response)
    expected = EXCEPTIONS.get((entry["service"], entry["operation"]))
    assert (response.status, code) == (expected[:2] if expected else DENIED[entry["protocol"]]), response.text
    if entry["service"] == "organizations":
        assert message == "You don't have permissions to access this resource."
    elif not expected:
        assert "User: arn:aws:iam::111122223333:user/Nobody is not authorized to perform: " in message
        assert re.search(r"perform: [a-z0-9]+:[A-Za-z]+ ", message), message
    if entry["protocol"] == "JSON 1.0":
        check_envelope(response)


@pytest.mark.parametrize("entry", OPERATIONS, ids=IDS)
def test_an_administrator_is_not_denied(server, entry):
    """The example is a request that passes the permissions; what is not there may still be missing. The world is thrown away."""
    with_keys = keys(server)
    caller = with_keys["OrgAdmin"] if entry["service"] == "organizations" else with_keys["Admin"]
    response = exchange(server, sign(request_of(entry), caller, service=signing_name(entry)))
    if response.status != 200:
        code, message = fault_of(entry, response)
        assert code not in ("AccessDeniedException", "AccessDenied", "UnauthorizedOperation") or "trust" in (message or "") or (
            entry["operation"].startswith("AssumeRole")), response.text
        assert response.status < 500, response.text


FAULTS = {
    # what is wrong: by protocol, status, code and message (authorization reference 1.4, 1.7, 1.8, 1.11; services 4.1)
    "no signature": {
        "JSON 1.0": (400, "MissingAuthenticationTokenException", MISSING_TOKEN),
        "JSON 1.1": (400, "MissingAuthenticationTokenException", MISSING_TOKEN),
        "Query": (403, "MissingAuthenticationToken", MISSING_TOKEN),
        "EC2 Query": (401, "AuthFailure", NOT_VALIDATED),
    },
    "an unknown key": {
        "JSON 1.0": (400, "UnrecognizedClientException", INVALID_TOKEN),
        "JSON 1.1": (400, "UnrecognizedClientException", INVALID_TOKEN),
        "Query": (403, "InvalidClientTokenId", INVALID_TOKEN),
        "EC2 Query": (401, "AuthFailure", NOT_VALIDATED),
    },
    "another secret": {
        "JSON 1.0": (400, "InvalidSignatureException", MISMATCH),
        "JSON 1.1": (400, "InvalidSignatureException", MISMATCH),
        "Query": (403, "SignatureDoesNotMatch", MISMATCH),
        "EC2 Query": (401, "AuthFailure", NOT_VALIDATED),
    },
}


@pytest.mark.parametrize("what", FAULTS)
@pytest.mark.parametrize("entry", OPERATIONS, ids=IDS)
def test_nobody_in_particular_is_refused(server, entry, what):
    request = request_of(entry)
    nobody = server.nobody
    request = {
        "no signature": lambda: request,
        "an unknown key": lambda: sign(request, UNKNOWN, service=signing_name(entry)),
        "another secret": lambda: sign(request, (nobody[0], "x" * 40), service=signing_name(entry)),
    }[what]()
    response = exchange(server, request)
    assert (response.status, *fault_of(entry, response)) == FAULTS[what][entry["protocol"]]
    if entry["protocol"] == "JSON 1.0":
        check_envelope(response)


def test_every_service_is_there(server):
    services = {entry["service"] for entry in OPERATIONS}
    assert services >= {"dynamodb", "sts", "iam", "kms", "organizations", "ec2", "cloudtrail"}
    assert len(IDS) > 150
    assert len({(entry["protocol"], entry.get("target"), entry["version"], entry["operation"]) for entry in OPERATIONS}) == len(OPERATIONS)


def test_what_needs_no_permission_is_known():
    """STS's API Reference says it of each; a batch of statements asks for each statement, whose answer tells of its denial."""
    free = {name for name, entry in zip(IDS, OPERATIONS) if not entry["needsPermission"]}
    assert free <= {"sts:GetCallerIdentity", "sts:GetSessionToken", "sts:GetAccessKeyInfo",
                    "dynamodb:BatchExecuteStatement"}, free
