"""What an acknowledged write outlives, and what it does not."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from server import Server, command
from wire import Connection, call, control, dynamodb, exchange, sign

TABLE = {"TableName": "Log", "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}


def put(name):
    return sign(dynamodb("PutItem", {"TableName": "Log", "Item": {"pk": {"S": name}, "note": {"S": "é" * 50}}})).bytes()


def write_until(server, writer, done, acknowledged, sent):
    """Puts one item after the other until the server is gone; notes what was sent and what was acknowledged."""
    try:
        with Connection(server.port, timeout=10) as connection:
            number = 0
            while not done.is_set():
                name = f"{writer}-{number}"
                sent.add(name)
                connection.send(put(name))
                response = connection.receive()
                if response.status == 200:
                    acknowledged.add(name)
                number += 1
    except OSError:
        pass


def everything(server):
    names, start = set(), None
    while True:
        body = {"TableName": "Log", "ProjectionExpression": "pk", **({"ExclusiveStartKey": start} if start else {})}
        response = call(server, "Scan", body)
        assert response.status == 200, response.text
        names |= {item["pk"]["S"] for item in response.json["Items"]}
        start = response.json.get("LastEvaluatedKey")
        if not start:
            return names


@pytest.mark.parametrize("durability", ["normal", "full"])
@pytest.mark.parametrize("end", ["kill -9", "SIGTERM"])
def test_an_acknowledged_write_outlives_the_process(tmp_path, end, durability):
    acknowledged, sent, done = set(), set(), threading.Event()
    options = ["--data", tmp_path / "data", "--durability", durability]
    for turn in range(2):
        with Server(*options) as server:
            if turn == 0:
                assert call(server, "CreateTable", TABLE).status == 200
            else:
                assert everything(server) >= acknowledged
            done.clear()
            writers = [threading.Thread(target=write_until, args=(server, f"{turn}.{n}", done, acknowledged, sent)) for n in range(8)]
            for writer in writers:
                writer.start()
            time.sleep(1)
            if end == "SIGTERM":
                server.stop()
            else:
                server.kill()
            done.set()
            for writer in writers:
                writer.join(20)
            assert not any(writer.is_alive() for writer in writers)
    assert len(acknowledged) > 100
    with Server(*options) as server:
        kept = everything(server)
        assert acknowledged - kept == set()
        assert kept - sent == set()
        assert call(server, "PutItem", {"TableName": "Log", "Item": {"pk": {"S": "after"}}}).status == 200


def test_stopping_waits_for_nobody():
    """Connections that are open and say nothing, and half a request, hold nothing up."""
    with Server() as server:
        idle = [Connection(server.port) for _ in range(20)]
        half = Connection(server.port)
        half.send(put("x")[:100])
        assert exchange(server, sign(dynamodb("ListTables"))).status == 200
        server.stop(within=1)
        for connection in [*idle, half]:
            connection.close()


def test_stopping_as_soon_as_it_is_ready():
    """Whoever has read `Ready.` may stop the server at once."""
    for _ in range(10):
        with Server() as server:
            server.stop(within=1)


def test_without_a_folder_nothing_stays():
    for _ in range(2):
        with Server() as server:
            assert call(server, "ListTables").json == {"TableNames": []}
            assert call(server, "CreateTable", TABLE).status == 200


def test_people_and_policies_stay_too(tmp_path):
    from wire import ask, xml_text
    with Server("--data", tmp_path) as server:
        made = ask(server, "iam", "2010-05-08", "CreateUser", [("UserName", "Stayer")])
        assert made.status == 200
        answer = ask(server, "iam", "2010-05-08", "CreateAccessKey", [("UserName", "Stayer")])
        key = (xml_text(answer, "AccessKeyId"), xml_text(answer, "SecretAccessKey"))
        server.kill()
    with Server("--data", tmp_path) as server:
        response = call(server, "ListTables", key=key)
        assert "user/Stayer is not authorized" in response.json["Message"]


def test_events_stay_too(tmp_path):
    from wire import json11
    lookup = json11("com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents", {"LookupAttributes": [
        {"AttributeKey": "EventName", "AttributeValue": "DescribeTable"}]})
    with Server("--data", tmp_path) as server:
        identifier = call(server, "DescribeTable", {"TableName": "Nowhere"}).header("x-amzn-RequestId")
        server.stop()
    with Server("--data", tmp_path) as server:
        events = exchange(server, sign(lookup, service="cloudtrail")).json["Events"]
        assert [json.loads(event["CloudTrailEvent"])["requestID"] for event in events] == [identifier]


def test_reset_puts_the_world_back_on_disk(tmp_path):
    with Server("--data", tmp_path) as server:
        assert call(server, "CreateTable", TABLE).status == 200
        for number in range(300):
            assert exchange(server, put(f"r{number}")).status == 200
        assert control(server, "POST", "reset", {}).status == 200
        assert call(server, "ListTables").json == {"TableNames": []}
        assert call(server, "CreateTable", TABLE).status == 200
        assert call(server, "Scan", {"TableName": "Log"}).json["Count"] == 0
        assert exchange(server, put("second")).status == 200
        server.stop()
    with Server("--data", tmp_path) as server:
        assert everything(server) == {"second"}


def test_reset_in_the_midst_of_writes():
    acknowledged, sent, done = set(), set(), threading.Event()
    with Server() as server:
        assert call(server, "CreateTable", TABLE).status == 200
        writers = [threading.Thread(target=write_until, args=(server, str(n), done, acknowledged, sent)) for n in range(4)]
        for writer in writers:
            writer.start()
        for _ in range(5):
            time.sleep(0.1)
            assert control(server, "POST", "reset", {}).status == 200
            assert call(server, "ListTables").json == {"TableNames": []}
            assert call(server, "CreateTable", TABLE).status == 200
        done.set()
        for writer in writers:
            writer.join(20)
        assert server.is_alive()
        assert server.error_text() == ""


HAMMER = """
import sys
from wire import Connection, dynamodb, sign
request = {"TableName": "Log", "Key": {"pk": {"S": "counter"}}, "UpdateExpression": "ADD n :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}
guarded = {"TableName": "Log", "Key": {"pk": {"S": "guarded"}}, "UpdateExpression": "SET n = :next", "ConditionExpression": "n = :last"}
with Connection(int(sys.argv[1])) as connection:
    def ask(operation, body):
        connection.send(sign(dynamodb(operation, body)).bytes())
        response = connection.receive()
        assert response.status in (200, 400), response.text
        return response
    done = 0
    for _ in range(int(sys.argv[2])):
        assert ask("UpdateItem", request).status == 200
        while True:
            last = int(ask("GetItem", {"TableName": "Log", "Key": {"pk": {"S": "guarded"}}, "ConsistentRead": True}).json["Item"]["n"]["N"])
            values = {":last": {"N": str(last)}, ":next": {"N": str(last + 1)}}
            if ask("UpdateItem", {**guarded, "ExpressionAttributeValues": values}).status == 200:
                break
"""


def test_two_processes_lose_no_count():
    """ADD from two programs at once, and a read, a condition and a retry: every count is there in the end."""
    with Server() as server:
        assert call(server, "CreateTable", TABLE).status == 200
        assert call(server, "PutItem", {"TableName": "Log", "Item": {"pk": {"S": "guarded"}, "n": {"N": "0"}}}).status == 200
        hammers = [
            subprocess.Popen([sys.executable, "-c", HAMMER, str(server.port), "150"], cwd=Path(__file__).parent) for _ in range(2)]
        assert [hammer.wait(120) for hammer in hammers] == [0, 0]
        for name in ("counter", "guarded"):
            found = call(server, "GetItem", {"TableName": "Log", "Key": {"pk": {"S": name}}, "ConsistentRead": True}).json["Item"]
            assert found["n"] == {"N": "300"}


def data_file(folder):
    return next(path for path in Path(folder).iterdir() if path.suffix not in (".lock",) and not path.name.endswith(("-wal", "-shm")))


@pytest.mark.parametrize("damage", ["not a database", "another program's", "newer"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, damage):
    """The server says what is wrong and where, does not start, and leaves the file alone."""
    with Server("--data", tmp_path) as server:
        assert call(server, "CreateTable", TABLE).status == 200
        server.stop()
    path = data_file(tmp_path)
    if damage == "not a database":
        path.write_bytes(b"\x00" * 4096 + path.read_bytes()[4096:])
    else:
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA application_id = 1" if damage == "another program's" else "PRAGMA user_version = 99")
        file.close()
    before = path.read_bytes()
    result = command("serve", "--port", 0, "--data", tmp_path)
    assert result.returncode != 0
    assert str(path) in result.stderr and "Fatal" not in result.stderr, result.stderr
    assert path.read_bytes() == before


def test_a_full_disk_is_an_internal_error_and_passes(tmp_path):
    """Writes fail while there is no room, reads go on, and with room again so do writes."""
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", tmp_path], capture_output=True).returncode:
        pytest.skip("no leave to mount a small disk")
    try:
        filler = tmp_path / "filler"
        with Server("--data", tmp_path / "data") as server:
            assert call(server, "CreateTable", TABLE).status == 200
            assert exchange(server, put("first")).status == 200
            with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
                while file.write(b"x" * 4096):
                    pass
            item = {"pk": {"S": "long"}, "note": {"S": "x" * 300_000}}
            refused = call(server, "PutItem", {"TableName": "Log", "Item": item})
            assert refused.status == 500 and refused.json["__type"].endswith("#InternalServerError"), refused.text
            assert everything(server) == {"first"}
            filler.unlink()
            assert call(server, "PutItem", {"TableName": "Log", "Item": item}).status == 200
            assert everything(server) == {"first", "long"}
    finally:
        subprocess.run(["umount", "-l", tmp_path], capture_output=True)
