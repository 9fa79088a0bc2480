"""The emulator's own face: it is for this machine, a GET changes nothing, and a denial explains itself."""

import json
import re
import time

import pytest

import server as servers
from server import ADMIN, command
from wire import ask, call, control, credentials, exchange, keys, now, xml_text


@pytest.fixture(scope="module")
def server():
    with servers.Server("--scenario", servers.WORLDS / "layers") as server:
        yield server


PATHS = ["health", "operations", "principals", "decisions", "clock"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", [
    {"Host": "evil.example.com"}, {"Host": "evil.example.com:8000"}, {"Host": "localhost.evil.example.com"}, {"Host": ""},
    {"Origin": "https://evil.example.com"}, {"Origin": "http://localhost.evil.example.com"}, {"Origin": "null"},
    {"Origin": "http://127.0.0.1.evil.example.com:80"},
], ids=str)
def test_a_foreign_page_sees_nothing(server, path, headers):
    response = control(server, "GET", path, **headers)
    assert response.status == 403
    assert response.json == {"error": "the Host or Origin of this request is not this machine"}


@pytest.mark.parametrize("headers", [{"Host": "evil.example.com"}, {"Origin": "https://evil.example.com"}], ids=str)
@pytest.mark.parametrize("path, body", [("reset", {}), ("clock", {"advanceSeconds": 60})])
def test_a_foreign_page_changes_nothing(server, path, body, headers):
    before = now()
    assert control(server, "POST", path, body, **headers).status == 403
    assert abs(seconds(server) - before.timestamp()) < 10


def test_a_request_without_host(server):
    assert exchange(server, b"GET /_portcullis/health HTTP/1.1\r\n\r\n").status in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:1", "[::1]:8000", "vpce-0a1b2c3d4e5f60001.localhost:80"])
def test_this_machine_has_several_names(server, host):
    assert control(server, "GET", "health", Host=host).status == 200


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:8000", "https://localhost"])
def test_a_page_of_this_machine(server, origin):
    assert control(server, "GET", "health", Origin=origin).status == 200


def seconds(server):
    import datetime
    text = control(server, "GET", "clock").json["time"]
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


@pytest.mark.parametrize("path", ["reset", "clock?advanceSeconds=1000", "clock?reset=true", "snapshots"])
def test_a_get_changes_nothing(server, path):
    assert call(server, "ListTables", key=keys(server)["Nobody"]).status == 400
    remembered = len(control(server, "GET", "decisions").json["decisions"])
    response = control(server, "GET", path)
    assert response.status == (200 if path.startswith("clock") else 405 if path == "reset" else 404)
    assert len(control(server, "GET", "decisions").json["decisions"]) == remembered
    assert abs(seconds(server) - now().timestamp()) < 10


@pytest.mark.parametrize("method, path, status", [
    ("POST", "health", 405), ("DELETE", "decisions", 405), ("PUT", "clock", 405), ("POST", "explain/last", 405), ("GET", "nothing", 404),
    ("GET", "", 404), ("GET", "decisions/UNKNOWN", 404), ("GET", "explain/UNKNOWN", 404), ("GET", "mfa?serial=nothing", 404),
    ("GET", "mfa", 404), ("POST", "clock", 400)])
def test_other_ways_in(server, method, path, status):
    response = control(server, method, path, {} if method == "POST" else None)
    assert response.status == status, response
    assert list(response.json) == ["error"]
    assert response.header("Cache-Control") == "no-store"


def test_health(server):
    body = control(server, "GET", "health").json
    assert {name: body[name] for name in ("status", "world", "mode", "denialText")} == {
        "status": "ok", "world": "layers", "mode": "enforce", "denialText": "current"}
    assert set(body["services"]) >= {"dynamodb", "sts", "iam", "kms", "organizations", "ec2", "cloudtrail"}
    assert isinstance(body["notEnforced"], list)


def test_a_denial_is_a_decision_with_its_evidence(server):
    response = call(server, "ListTables", key=keys(server)["DeniedManaged"])
    identifier = response.header("x-amzn-RequestId")
    record = control(server, "GET", f"decisions/{identifier}").json
    assert (record["requestId"], record["service"], record["operation"], record["outcome"]) == (
        identifier, "dynamodb", "ListTables", "denied")
    assert record["caller"] == "arn:aws:iam::111122223333:user/DeniedManaged"
    assert record["message"] == response.json["Message"]
    assert len(record["decisions"]) == 1
    text = json.dumps(record["decisions"])
    assert "NoListTables" in text and "DenyListTables" in text
    newest = control(server, "GET", "decisions").json["decisions"][0]
    assert newest["requestId"] == identifier and "decisions" not in newest


def test_a_denial_is_explained(server):
    response = call(server, "ListTables", key=keys(server)["DeniedInline"])
    identifier = response.header("x-amzn-RequestId")
    answer = control(server, "GET", f"explain/{identifier}")
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ dynamodb:ListTables by arn:aws:iam::111122223333:user/DeniedInline: denied", lines[0])
    assert lines[1] == f"request id {identifier}"
    assert lines[2] == f"AccessDeniedException: {response.json['Message']}"
    assert "NoListTables" in answer.text
    assert control(server, "GET", "explain/last").text == answer.text
    assert command("explain", "--endpoint", server.url).stdout == answer.text
    assert command("explain", identifier, "--endpoint", server.url).stdout == answer.text


def test_an_allowed_call_is_explained_too(server):
    response = call(server, "ListTables", key=keys(server)["Writer"])
    assert "answered" in control(server, "GET", f"explain/{response.header('x-amzn-RequestId')}").text


def test_secrets_stay_out_of_decisions_and_logs(server):
    admin = keys(server)["Admin"]
    response = ask(server, "sts", "2011-06-15", "GetSessionToken", key=admin)
    (_, secret), token = credentials(response)
    everything = "".join(
        control(server, "GET", f"decisions/{entry['requestId']}").text for entry in control(server, "GET", "decisions").json["decisions"])
    everything += server.error_text()
    for word in (admin[1], secret, token):
        assert word not in everything


# MARK: Commands

def test_env(server):
    result = command("env", "Writer", "--endpoint", server.url)
    key = keys(server)["Writer"]
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        f"export AWS_ACCESS_KEY_ID={key[0]}", f"export AWS_SECRET_ACCESS_KEY={key[1]}", "unset AWS_SESSION_TOKEN AWS_PROFILE",
        "export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1", f"export AWS_ENDPOINT_URL={server.url}",
        "export AWS_PAGER= AWS_EC2_METADATA_DISABLED=true"]


def test_env_through_an_endpoint(server):
    result = command("env", "111122223333/Writer", "--via", "vpce-0a1b2c3d4e5f60001", environment={"PORTCULLIS_ENDPOINT": server.url})
    port = server.endpoint_port("vpce-0a1b2c3d4e5f60001")
    assert f"export AWS_ENDPOINT_URL=http://localhost:{port}\n" in result.stdout, result


@pytest.mark.parametrize("words, message", [
    (["env", "Writr"], "there is no principal 'Writr'; did you mean 'Writer'?"),
    (["env", "Writer", "--via", "vpce-1"], "there is no VPC endpoint 'vpce-1'"),
])
def test_env_of_nobody(server, words, message):
    result = command(*words, "--endpoint", server.url)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", message + "\n")


def test_clock_and_its_command(server):
    try:
        before = seconds(server)
        result = command("clock", "advance", 3600, "--endpoint", server.url)
        assert result.returncode == 0, result.stderr
        assert 3599 < seconds(server) - before < 3630
        shown = command("clock", "--endpoint", server.url).stdout.strip()
        assert shown[:16] == control(server, "GET", "clock").json["time"][:16]
        assert control(server, "GET", "health").json["time"][:16] == shown[:16]
    finally:
        control(server, "POST", "clock", {"reset": True})
    assert abs(seconds(server) - now().timestamp()) < 10


def test_the_code_of_a_device(server):
    """Base32StringSeed to code: RFC 6238; `mfa code` shows what the device would, --next the one after."""
    admin = keys(server)["Admin"]
    made = ask(server, "iam", "2010-05-08", "CreateVirtualMFADevice", [("VirtualMFADeviceName", "phone")], admin)
    assert made.status == 200, made.text
    serial = xml_text(made, "SerialNumber")
    assert serial == "arn:aws:iam::111122223333:mfa/phone"
    codes = [command("mfa", "code", name, *more, "--endpoint", server.url).stdout.strip() for name in (serial, "phone")
             for more in ([], ["--next"])]
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    enabled = ask(server, "iam", "2010-05-08", "EnableMFADevice", [
        ("UserName", "Writer"), ("SerialNumber", serial), ("AuthenticationCode1", codes[2]), ("AuthenticationCode2", codes[3])], admin)
    assert enabled.status == 200, enabled.text
    # Both codes are used; the next is good when its time has come.
    control(server, "POST", "clock", {"advanceSeconds": 60})
    code = command("mfa", "code", "phone", "--endpoint", server.url).stdout.strip()
    session = ask(server, "sts", "2011-06-15", "GetSessionToken", [("SerialNumber", serial), ("TokenCode", code)], keys(server)["Writer"])
    control(server, "POST", "clock", {"reset": True})
    assert session.status == 200, session.text
    result = command("mfa", "code", "nothing", "--endpoint", server.url)
    assert result.returncode in (1, 2) and "nothing" in result.stderr


def test_reset(server):
    """Whatever was made is gone, whatever was there is back, and nobody's key changes."""
    before = keys(server)
    admin = before["Admin"]
    table = {"TableName": "Gone", "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
    assert call(server, "CreateTable", table, admin).status == 200
    assert call(server, "PutItem", {"TableName": "Music", "Item": {"Artist": {"S": "x"}}}, admin).status == 200
    assert ask(server, "iam", "2010-05-08", "CreateUser", [("UserName", "Gone")], admin).status == 200
    assert call(server, "DeleteTable", {"TableName": "Music"}, admin).status == 200
    begun = time.monotonic()
    result = command("reset", "--endpoint", server.url)
    assert (result.returncode, result.stdout, result.stderr) == (0, "Reset.\n", "")
    assert time.monotonic() - begun < 5
    assert keys(server) == before
    assert call(server, "ListTables", {}, admin).json == {"TableNames": ["Music"]}
    assert call(server, "Scan", {"TableName": "Music"}, admin).json["Count"] == 0
    assert xml_text(ask(server, "iam", "2010-05-08", "GetUser", [("UserName", "Gone")], admin), "Code") == "NoSuchEntity"
    assert [entry["operation"] for entry in control(server, "GET", "decisions").json["decisions"]] == ["GetUser", "Scan", "ListTables"]
    assert call(server, "ListTables", {}, before["Writer"], port=server.endpoint_port("vpce-0a1b2c3d4e5f60001")).status == 400


# MARK: Modes

def test_observe_lets_through_and_remembers():
    with servers.Server("--scenario", servers.WORLDS / "layers", "--mode", "observe") as server:
        assert "OBSERVED ONLY" in "\n".join(server.lines)
        response = call(server, "ListTables", key=keys(server)["Nobody"])
        assert response.status == 200
        assert control(server, "GET", f"decisions/{response.header('x-amzn-RequestId')}").json["outcome"] == "observed"
        assert control(server, "GET", "health").json["mode"] == "observe"


def test_the_context_header_needs_leave():
    request = lambda server: call_with_context(server, "aws:SourceIp=203.0.113.7")  # noqa: E731
    with servers.Server() as server:
        response = request(server)
        assert response.status == 400
        assert "--allow-context-header" in response.json["message"]
    with servers.Server("--allow-context-header") as server:
        response = request(server)
        assert response.status == 200
        assert control(server, "GET", f"decisions/{response.header('x-amzn-RequestId')}").json["contextHeader"] == "used"


def call_with_context(server, text):
    from wire import dynamodb, sign
    return exchange(server, sign(dynamodb("ListTables"), ADMIN).having(X_Portcullis_Context=text))


def test_healthcheck_and_version(server):
    result = command("healthcheck", "--endpoint", server.url)
    assert (result.returncode, result.stdout) == (0, "ok: world layers, mode enforce\n")
    assert re.fullmatch(r"portcullis \d+\.\d+\.\d+\n", command("version").stdout)
