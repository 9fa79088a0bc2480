"""What an acknowledged write outlives, and what it does not."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from server import Server, clean_environment
from wire import Connection, ask, call, control, dynamodb, exchange, sign

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
    from wire import xml_text
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


def count(server, way, times):
    """A process that counts up, see `counting.py`."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "counting.py"), server.url, way, str(times)],
        env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def counted(process):
    """What a process of `count` was told, to its end."""
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    return [int(line) for line in output.split()]


def counter(server):
    answer = call(server, "GetItem", {"TableName": "Log", "Key": {"pk": {"S": "counter"}}, "ConsistentRead": True})
    return int(answer.json["Item"]["n"]["N"])


@pytest.mark.parametrize("way", ["add", "put"])
def test_two_processes_at_one_counter_lose_nothing(way):
    with Server() as server:
        assert call(server, "CreateTable", TABLE).status == 200
        told = [counted(process) for process in [count(server, way, 300) for _ in range(2)]]
        assert counter(server) == 600
        # Each value was told to one of the two, and each was told its own in order.
        assert sorted(told[0] + told[1]) == list(range(1, 601))
        assert all(values == sorted(values) for values in told)


@pytest.mark.parametrize("way", ["add", "put"])
def test_a_counter_whose_server_is_killed(tmp_path, way):
    """One increment of each process may have been done that nobody was told of; none that was told is gone."""
    told = []
    for _ in range(2):
        with Server("--data", tmp_path) as server:
            if not told:
                assert call(server, "CreateTable", TABLE).status == 200
            processes = [count(server, way, 100_000) for _ in range(2)]
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                answer = call(server, "GetItem", {"TableName": "Log", "Key": {"pk": {"S": "counter"}}}).json
                if int(answer.get("Item", {"n": {"N": "0"}})["n"]["N"]) >= len(told) + 100:
                    break
                time.sleep(0.05)
            server.kill()
            told += [value for process in processes for value in counted(process)]
            assert len(told) > 50
    with Server("--data", tmp_path) as server:
        assert len(set(told)) == len(told)
        assert max(told) <= counter(server) <= len(told) + 4
