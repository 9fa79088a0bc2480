"""Whatever comes, the server answers the next request; and what it cannot start with, it says where and why."""

import random
import socket
import time

import pytest

from server import WORLDS, Server, command
from wire import (
    Connection, Request, call, check_envelope, control, dynamodb, exchange, form, sign, xml_text)

SERIALIZATION = '{"__type":"com.amazon.coral.service#SerializationException"}'


@pytest.fixture(scope="module")
def server():
    with Server() as server:
        yield server
        assert server.process.poll() is None


@pytest.fixture(autouse=True)
def still_answers(request):
    yield
    if "server" in request.fixturenames:
        assert request.getfixturevalue("server").is_alive()


# MARK: Bodies

BROKEN = {
    "nothing but a brace": b"{", "an array": b"[", "a word": b"hello", "a number with a tail": b"1x", "a trailing comma": b'{"a":1,}',
    "a comment": b"{/*x*/}", "single quotes": b"{'a':1}", "a lone surrogate": rb'{"a":"\ud800"}', "a raw control": b'{"a":"\x00"}',
    "broken UTF-8": b'{"a":"\xff"}', "an overlong slash": b'{"a":"\xc0\xaf"}', "UTF-8 of a surrogate": b'{"a":"\xed\xa0\x80"}',
    "a byte order mark": b"\xef\xbb\xbf{}", "UTF-16": '{"a":1}'.encode("utf-16"), "two values": b"{}{}", "NaN": b'{"a":NaN}',
    "513 arrays": b"[" * 513 + b"]" * 513, "a million arrays": b"[" * 1_000_000, "a million objects": b'{"a":' * 1_000_000,
    "noughts": b"\0" * 1000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_body_that_is_not_json(server, what):
    for request in (dynamodb("PutItem", BROKEN[what]), sign(dynamodb("PutItem", BROKEN[what]))):
        response = exchange(server, request)
        check_envelope(response)
        assert response.text == SERIALIZATION


@pytest.mark.parametrize("body", ["[]", "1", "null", '"a"', "true"])
def test_json_that_is_no_object(server, body):
    response = exchange(server, sign(dynamodb("DescribeTable", body)))
    check_envelope(response)
    assert response.json["__type"].split("#")[1] in ("SerializationException", "ValidationException")


WRONG = [
    ("DescribeTable", {"TableName": []}), ("DescribeTable", {"TableName": {}}), ("DescribeTable", {"TableName": True}),
    ("DescribeTable", {"TableName": 1e400}), ("PutItem", {"TableName": "abc", "Item": "x"}), ("PutItem", {"TableName": "abc", "Item": [1]}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": 1}}), ("PutItem", {"TableName": "abc", "Item": {"pk": {"S": 1}}}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": {"N": "x"}}}), ("PutItem", {"TableName": "abc", "Item": {"pk": {"N": "1" * 10000}}}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": {"N": "1e999999999999999999999"}}}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": {"B": "***"}}}), ("PutItem", {"TableName": "abc", "Item": {"pk": {"X": "a"}}}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": {}}}), ("PutItem", {"TableName": "abc", "Item": {"pk": {"S": "a", "N": "1"}}}),
    ("PutItem", {"TableName": "abc", "Item": {"pk": {"SS": []}}}), ("PutItem", {"TableName": "abc", "Item": {"pk": {"NULL": "x"}}}),
    ("CreateTable", {"TableName": "a"}), ("CreateTable", {"TableName": "abc", "KeySchema": [{}] * 1000}),
    ("CreateTable", {"TableName": "a" * 100000}), ("UpdateItem", {"TableName": "abc", "Key": {}, "UpdateExpression": "SET " + "(" * 5000}),
    ("Query", {"TableName": "abc", "KeyConditionExpression": "a = :a" + " AND a = :a" * 2000, "ExpressionAttributeValues": {":a": {"S": "x"}}}),
    ("Scan", {"TableName": "abc", "FilterExpression": "NOT " * 5000 + "a = b"}), ("Scan", {"TableName": "abc", "Segment": -1, "TotalSegments": 0}),
    ("Scan", {"TableName": "abc", "Limit": -(2 ** 63)}), ("Scan", {"TableName": "abc", "Limit": 2 ** 64}),
    ("BatchGetItem", {"RequestItems": {}}), ("BatchWriteItem", {"RequestItems": {"abc": [{}] * 100}}),
    ("TransactWriteItems", {"TransactItems": [{}] * 101}), ("ListTables", {"Limit": "x"}), ("ListTables", {"ExclusiveStartTableName": "é"}),
    ("GetItem", {"TableName": "../../etc/passwd", "Key": {"a": {"S": "a"}}}), ("GetItem", {"TableName": "x'; DROP TABLE x; --", "Key": {}}),
    ("PutItem", {"TableName": "abc", "Item": {"a" * 70000: {"S": "x"}}}),
]


@pytest.mark.parametrize("operation, body", WRONG, ids=lambda value: str(value)[:60])
def test_members_of_the_wrong_kind(server, operation, body):
    import json
    text = json.dumps(body).replace("Infinity", "1e400")
    response = exchange(server, sign(dynamodb(operation, text)))
    check_envelope(response)
    assert response.json["__type"].split("#")[1] in ("SerializationException", "ValidationException", "ResourceNotFoundException")


def test_an_item_nested_too_deeply(server):
    body = '{"TableName":"abc","Item":{"pk":' + '{"L":[' * 200 + '{"S":"x"}' + "]}" * 200 + "}}"
    response = exchange(server, sign(dynamodb("PutItem", body)))
    check_envelope(response)
    assert response.json["__type"].split("#")[1] in ("ValidationException", "SerializationException", "ResourceNotFoundException")


FORMS = [
    b"", b"&&&&", b"=", b"Action", b"Action=GetUser", b"Version=2010-05-08", b"Action=&Version=2010-05-08", b"Action=X&Version=2010-05-08",
    b"Action=GetUser&Version=1999-01-01", b"Action=GetUser&Version=2010-05-08&%zz=%", b"Action=GetUser&Version=2010-05-08&UserName=%ff%fe",
    b"Action=GetUser&Version=2010-05-08&" + b"a." * 5000 + b"b=1", b"Action=GetUser&Version=2010-05-08&" + b"a=1&" * 50000,
    b"Action=CreateUser&Version=2010-05-08&Tags.member.99999999999999999999.Key=a", b"Action=ListUsers&Version=2010-05-08&MaxItems=x",
    b"\xff\xfe\x00", b"...=1&Action=GetCallerIdentity&Version=2011-06-15",
]


@pytest.mark.parametrize("body", FORMS, ids=lambda body: str(body[:50]))
def test_forms(server, body):
    request = form("X", "X")
    request.body = body
    for tried in (request, sign(request, service="iam")):
        response = exchange(server, tried)
        assert response.status in (200, 400, 403, 404), response
        assert response.header("Content-Length") == str(len(response.body))


def test_an_unknown_action(server):
    response = exchange(server, sign(form("Nothing", "2011-06-15"), service="sts"))
    assert (response.status, xml_text(response, "Code"), xml_text(response, "Message")) == (
        400, "InvalidAction", "Could not find operation Nothing for version 2011-06-15")
    assert '<ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09">' in response.text


# MARK: HTTP

RAW = {
    "no request": b"\r\n\r\n", "noughts": b"\0" * 64, "a word": b"hello\r\n\r\n", "TLS": bytes.fromhex("16030100c8010000c40303") + b"\0" * 64,
    "HTTP/0.9": b"GET /\r\n\r\n", "HTTP/9.9": b"GET / HTTP/9.9\r\n\r\n", "a broken header": b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    "a blank before the colon": b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length and chunks": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length below nought": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "a length that is no number": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ten\r\n\r\n",
    "a length of 2^70": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1180591620717411303424\r\n\r\n",
    "broken chunks": b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "a huge chunk": b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    "an upgrade": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "CONNECT": b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an absolute target": b"GET http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "a star": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bare line feeds": b"GET / HTTP/1.1\nHost: localhost\n\n",
}


def poke(server, data, wait=0.5):
    """Sends bytes, and reads what comes for a while; no answer is an answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(wait)
            received = b""
            while len(received) < 100_000 and (more := connection.recv(65536)):
                received += more
            return received
        except (TimeoutError, ConnectionError):
            return b""


@pytest.mark.parametrize("what", RAW)
def test_what_is_hardly_http(server, what):
    received = poke(server, RAW[what])
    assert received == b"" or received.startswith(b"HTTP/1.1 ") and b"HTTP/1.1 5" not in received, received


def test_smuggling(server):
    """A length and chunks together: whatever is answered, the rest is not taken for a request of its own."""
    hidden = b"GET /_portcullis/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    received = poke(
        server, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden)
    assert b'"status":"ok"' not in received


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes(server, seed):
    source = random.Random(seed)
    good = sign(dynamodb("ListTables")).bytes()
    for _ in range(100):
        data = bytearray(source.choice([good, source.randbytes(source.randrange(1, 300))]))
        for _ in range(source.randrange(0, 8)):
            place = source.randrange(len(data) + 1)
            data[place:place + source.randrange(0, 3)] = source.randbytes(source.randrange(0, 3))
        received = poke(server, bytes(data), wait=0.2)
        assert b"HTTP/1.1 5" not in received, bytes(data)
    assert server.is_alive()


@pytest.mark.parametrize("seed", range(2))
def test_random_changes_of_bodies(server, seed):
    """A signed request whose JSON was changed anywhere is answered, and never with a fault of the server's own."""
    source = random.Random(seed)
    text = (
        '{"TableName":"abc","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET #a = if_not_exists(b, :c) + :c REMOVE d[1].e ADD f :g",'
        '"ConditionExpression":"attribute_exists(pk) AND size(x) > :c OR NOT (a BETWEEN :c AND :c) AND b IN (:c, :c)",'
        '"ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":c":{"N":"1.5e3"},":g":{"NS":["1","2"]}},"ReturnValues":"ALL_NEW"}')
    with Connection(server.port) as connection:
        for _ in range(400):
            data = bytearray(text.encode())
            for _ in range(source.randrange(1, 4)):
                place = source.randrange(len(data) + 1)
                data[place:place + source.randrange(0, 4)] = bytes(source.choices(b'{}[]":,\\0Nas()# +=<>.e-', k=source.randrange(0, 3)))
            connection.send(sign(dynamodb("UpdateItem", bytes(data))).bytes())
            response = connection.receive()
            assert response.status == 400, (response, bytes(data))


def test_a_slow_sender_holds_nobody_up(server):
    data = sign(dynamodb("ListTables")).bytes()
    with Connection(server.port) as slow:
        for place in range(0, len(data), 40):
            slow.send(data[place:place + 40])
            begun = time.monotonic()
            assert server.is_alive()
            assert time.monotonic() - begun < 1
        assert slow.receive().status == 200


def test_connections_that_are_cut(server):
    data = sign(dynamodb("ListTables")).bytes()
    for place in range(1, len(data), 37):
        with Connection(server.port) as connection:
            connection.send(data[:place])
    for _ in range(50):
        with Connection(server.port) as connection:
            connection.send(data)


def test_a_body_that_never_comes_whole(server):
    with Connection(server.port) as connection:
        connection.send(dynamodb("ListTables").bytes(length=1000))
        assert server.is_alive()


def test_many_requests_at_once(server):
    """Pipelining: the answers come in order."""
    with Connection(server.port) as connection:
        connection.send(b"".join(sign(dynamodb("ListTables" if n % 2 else "Nothing")).bytes() for n in range(50)))
        assert [connection.receive().status for _ in range(50)] == [400, 200] * 25


def test_hundreds_of_connections(server):
    connections = [Connection(server.port) for _ in range(300)]
    data = sign(dynamodb("ListTables")).bytes()
    for connection in connections:
        connection.send(data)
    assert {connection.receive().status for connection in connections} == {200}
    for connection in connections:
        connection.close()


# MARK: Starting

def refuses(result, *words):
    """Ended with 2, a message of a line or two, and no trace of the program's inside."""
    assert result.returncode == 2, result
    for word in words:
        assert word in result.stderr, result.stderr
    assert "Ready." not in result.stdout
    assert "Fatal error" not in result.stderr and "Thread " not in result.stderr


def scenario(folder, text, **files):
    (folder / "scenario.yaml").write_text(text)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(content)
    return folder


def world(users="Admin: {}", rest=""):
    return f'title: t\ncause: identity\nworld:\n  accounts:\n    "111122223333":\n      users:\n        {users}\n{rest}steps: []\n'


SCENARIOS = [
    ("no YAML", "title: [", {}, [":1:"]),
    ("no world", "title: t\ncause: identity\nsteps: []\n", {}, ["'world'"]),
    ("a misspelt member", world("Admin: {polices: []}"), {}, [":7:", "polices", "did you mean 'policies'?"]),
    ("a member nobody knows", world(rest="wrold: {}\n"), {}, [":8:", "wrold", "did you mean 'world'?"]),
    ("a short account", world().replace("111122223333", "1111"), {}, [":6:", "accounts.1111", "12 digits"]),
    ("a policy file that is not there", world("Admin: {policies: [absent.json]}"), {}, [":7:", "absent.json"]),
    ("a policy outside the folder", world("Admin: {policies: [../../secret.json]}"), {}, [":7:", "../../secret.json"]),
    ("a policy that is not JSON", world("Admin: {policies: [p.json]}"), {"p": '{"Version": "2012-10-17",\n  oops'}, ["p.json:2:"]),
    ("a policy with a misspelt element", world("Admin: {policies: [p.json]}"),
     {"p": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Acton": "*", "Resource": "*"}]}'}, ["p.json", "Acton"]),
    ("a policy with an unknown operator", world("Admin: {policies: [p.json]}"),
     {"p": '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", '
           '"Condition": {"StringEqual": {"aws:username": "a"}}}]}'}, ["p.json", "StringEqual"]),
    ("a managed policy nobody has", world("Admin: {policies: [Absent]}"), {}, [":7:", "Absent"]),
    ("a group nobody has", world("Admin: {groups: [Absent]}"), {}, [":7:", "Absent"]),
    ("a list for a map", world("Admin: []"), {}, [":7:"]),
    ("a table that is none", world(rest="").replace("      users:", "      tables: [t.json]\n      users:"), {"t": "{}"}, ["t.json"]),
    ("a map with a name twice", world("Admin: {}\n        Admin: {}"), {}, ["Admin"]),
]


@pytest.mark.parametrize("row", SCENARIOS, ids=lambda row: row[0])
def test_a_scenario_with_a_fault(tmp_path, row):
    _, text, files, words = row
    folder = scenario(tmp_path, text, **files)
    result = command("serve", "--port", 0, "--scenario", folder)
    refuses(result, str(tmp_path), *words)


def test_a_scenario_that_is_not_there():
    refuses(command("serve", "--port", 0, "--scenario", "layer", "--scenarios", WORLDS), "'layer'", "did you mean 'layers'?")
    refuses(command("serve", "--port", 0, "--scenario", "x", "--scenarios", "/nowhere"), "/nowhere")


SETTINGS = [
    (["--prot", "1"], {}, ["--prot", "--port"]),
    (["--port", "65536"], {}, ["65535"]),
    (["--port", "x"], {}, ["x"]),
    (["--denial-text", "2023"], {}, ["2023", "2022"]),
    (["--mode", "observ"], {}, ["observ", "observe"]),
    (["--durability", "half"], {}, ["half", "normal", "full"]),
    (["--loops", "0"], {}, ["--loops"]),
    (["--host", "not.an.address.invalid"], {}, ["not.an.address.invalid"]),
    ([], {"PORTCULLIS_DENIAL_TXT": "2022"}, ["PORTCULLIS_DENIAL_TXT", "did you mean PORTCULLIS_DENIAL_TEXT?"]),
    ([], {"PORTCULLIS_MODE": "obsrve"}, ["obsrve"]),
    ([], {"PORTCULLIS_TLS": "maybe"}, ["PORTCULLIS_TLS", "maybe"]),
    (["--config", "/nowhere.yaml"], {}, ["/nowhere.yaml"]),
]


@pytest.mark.parametrize("options, environment, words", SETTINGS, ids=str)
def test_a_setting_with_a_fault(options, environment, words):
    port = [] if "--port" in options else ["--port", "0"]
    refuses(command("serve", *port, *options, environment=environment), *words)


@pytest.mark.parametrize("text, words", [
    ("denial-txt: 2022\n", [":1: denial-txt", "did you mean denial-text?"]), ("port: [\n", ["settings.yaml"]), ("- port\n", ["settings.yaml"]),
    ("mode: observe\nport: many\n", ["many"])])
def test_a_file_of_settings_with_a_fault(tmp_path, text, words):
    file = tmp_path / "settings.yaml"
    file.write_text(text)
    refuses(command("serve", "--config", file), *words)


def test_flag_over_environment_over_file(tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text("denial-text: '2022'\nmode: observe\nregion: eu-west-1\n")
    with Server("--config", file, "--mode", "enforce", environment={"PORTCULLIS_MODE": "observe", "PORTCULLIS_REGION": "eu-north-1"}) as server:
        health = control(server, "GET", "health").json
        assert (health["denialText"], health["mode"]) == ("2022", "enforce")
        assert exchange(server, Request("GET", headers=[("Host", "localhost")])).text == "healthy: dynamodb.eu-north-1.amazonaws.com "


def test_a_file_named_behind_an_equals_sign(tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text("denial-text: '2022'\n")
    with Server(f"--config={file}") as server:
        assert control(server, "GET", "health").json["denialText"] == "2022"


def test_a_port_that_is_taken(server):
    refuses(command("serve", "--port", server.port), str(server.port))


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    refuses(command("serve", "--port", 0, "--data", tmp_path / "file" / "data"), str(tmp_path / "file" / "data"))


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 8192], ids=["text", "half SQLite", "noughts"])
def test_a_data_file_that_is_none(tmp_path, content):
    file = tmp_path / "portcullis.sqlite"
    file.write_bytes(content)
    refuses(command("serve", "--port", 0, "--data", tmp_path), "portcullis.sqlite")
    assert file.read_bytes() == content


def test_a_data_file_cut_short(tmp_path):
    with Server("--data", tmp_path) as server:
        assert call(server, "ListTables").status == 200
        server.stop()
    file = tmp_path / "portcullis.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:5000] + b"\xff" * 3000 + whole[8000:9000])
    refuses(command("serve", "--port", 0, "--data", tmp_path), "portcullis.sqlite")


def test_two_servers_on_the_same_data(tmp_path):
    with Server("--data", tmp_path) as server:
        refuses(command("serve", "--port", 0, "--data", tmp_path), "portcullis.sqlite")
        assert server.is_alive()
    with Server("--data", tmp_path) as server:
        assert server.is_alive()


@pytest.mark.parametrize("words", [["healthcheck"], ["explain"], ["env", "Admin"], ["reset"], ["clock"], ["mfa", "code", "phone"]], ids=str)
def test_nobody_answers(words):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    result = command(*words, "--endpoint", f"http://localhost:{port}")
    assert result.returncode == 3, result
    assert result.stdout == ""
    assert f"http://localhost:{port}" in result.stderr and len(result.stderr.splitlines()) <= 2


def test_somebody_else_answers():
    """A server that is not this one: no crash, and no success."""
    import http.server
    import threading
    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        result = command("healthcheck", "--endpoint", f"http://127.0.0.1:{other.server_address[1]}")
        assert result.returncode in (1, 2, 3) and "Fatal" not in result.stderr, result
    finally:
        other.shutdown()


@pytest.mark.parametrize("words", [["server"], ["serve", "extra"], ["mfa"], ["clock", "advance"], ["clock", "advance", "x"], ["--nothing"]], ids=str)
def test_words_nobody_knows(words):
    result = command(*words)
    if words == ["mfa"]:
        assert result.returncode in (0, 2)
    else:
        refuses(result)
        assert result.stderr
