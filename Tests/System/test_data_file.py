"""The data file: one that is not ours to open is refused and left alone, and a disk that is full is told and got over."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from server import Server, command
from test_durability import TABLE, everything, put
from wire import MODEL, Connection, call, dynamodb, exchange, fault, sign


def state(folder):
    """What stands in a folder, but for the lock, which is nobody's data."""
    files = [path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def spoil(sql):
    def change(path):
        connection = sqlite3.connect(path)
        with connection:
            connection.execute(sql)
        connection.close()
    return change


def overwrite(offset, content):
    def change(path):
        with open(path, "r+b") as file:
            file.seek(offset)
            file.write(content)
    return change


@pytest.mark.parametrize("change, words", [
    (lambda path: path.write_text("this is a letter"), "{} is not a SQLite database."),
    (lambda path: path.write_bytes(os.urandom(65536)), "{} is not a SQLite database."),
    (overwrite(0, bytes(4096)), "{} is not a SQLite database."),
    (lambda path: os.truncate(path, 9000), "{} is damaged: database disk image is malformed."),
    (overwrite(8192, b"\xa5" * 4096), "{} is damaged: "),
    (spoil("PRAGMA user_version = 99"), "{} was written by a later version of Portcullis: layout 99 is not known to this one."),
    (spoil("INSERT INTO store_migrations (id, sql) VALUES ('dynamodb-99', 'SELECT 1')"),
     "{} was written by a later version of Portcullis: the migration dynamodb-99 is not known to this one."),
    (spoil("UPDATE store_migrations SET sql = 'SELECT 1' WHERE id = 'dynamodb-1'"),
     "{} was made by another build of Portcullis: its migration dynamodb-1 reads otherwise there."),
    (spoil("PRAGMA application_id = 77"), "{} is the database of another application (application_id 77). Choose another data folder."),
], ids=["a letter", "noise", "no header", "cut off", "a spoiled page", "a later layout", "a later migration", "another build", "another application"])
def test_a_file_that_is_not_ours_to_open_is_refused_and_left_alone(tmp_path, change, words):
    with Server("--data", tmp_path) as server:
        assert call(server, "CreateTable", TABLE).status == 200
        for number in range(50):
            assert exchange(server, put(str(number))).status == 200
    path = tmp_path / "portcullis.sqlite"
    assert set(state(tmp_path)) == {path.name}
    change(path)
    before = state(tmp_path)
    for _ in range(2):
        result = command("serve", "--port", "0", "--data", tmp_path)
        assert (result.returncode, result.stdout) == (2, "")
        # What the page's damage is, SQLite says in its own words.
        told = result.stderr[:len(words.format(path))] if words.endswith(" ") else result.stderr.removesuffix("\n")
        assert told == words.format(path)
        assert state(tmp_path) == before


def test_a_folder_in_use_is_refused(tmp_path):
    with Server("--data", tmp_path) as server:
        result = command("serve", "--port", "0", "--data", tmp_path)
        assert (result.returncode, result.stderr) == (
            2, f"{tmp_path}/portcullis.sqlite is in use by another process. Stop it, or choose another data folder.\n")
        assert call(server, "CreateTable", TABLE).status == 200


FAILURE = "The request processing has failed because of an unknown error, exception or failure."


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 16 MB of which a file that can be removed takes eight."""
    mount = tmp_path / "disk"
    mount.mkdir()
    if not shutil.which("mount"):
        pytest.skip("no disk can be mounted here: there is no mount")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(mount)], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    try:
        (mount / "ballast").write_bytes(bytes(8 << 20))
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)


def fill(server, acknowledged):
    """Puts items until one is refused; the refusal."""
    for number in range(1000):
        response = call(server, "PutItem", {"TableName": "Log", "Item": {"pk": {"S": f"f{number}"}, "filling": {"S": "x" * 100_000}}})
        if response.status != 200:
            return response
        acknowledged.add(f"f{number}")
    raise AssertionError("the disk is never full")


@pytest.mark.parametrize("durability", ["normal", "full"])
def test_a_full_disk_is_told_and_got_over(small_disk, durability):
    acknowledged, options = set(), ["--data", small_disk / "data", "--durability", durability]
    with Server(*options) as server:
        assert call(server, "CreateTable", TABLE).status == 200
        refused = fill(server, acknowledged)
        assert (refused.status, refused.text) == (500, fault(MODEL + "InternalServerError", FAILURE))
        wide = {"S": "x" * 100_000}
        for operation, body in {
                "PutItem": {"TableName": "Log", "Item": {"pk": {"S": "none"}, "wide": wide}},
                "UpdateItem": {"TableName": "Log", "Key": {"pk": {"S": "f0"}}, "UpdateExpression": "SET wide = :w",
                               "ExpressionAttributeValues": {":w": wide}},
                "BatchWriteItem": {"RequestItems": {"Log": [
                    {"PutRequest": {"Item": {"pk": {"S": f"none{n}"}, "wide": wide}}} for n in range(3)]}},
                "TransactWriteItems": {"TransactItems": [
                    {"Put": {"TableName": "Log", "Item": {"pk": {"S": f"none{n}"}, "wide": wide}}} for n in range(3)]}}.items():
            response = call(server, operation, body)
            assert (response.status, response.text) == (500, fault(MODEL + "InternalServerError", FAILURE)), operation
        # Who only reads, and who is refused, notices nothing.
        item = call(server, "GetItem", {"TableName": "Log", "Key": {"pk": {"S": "f0"}}})
        assert (item.status, set(item.json["Item"])) == (200, {"pk", "filling"})
        assert call(server, "DescribeTable", {"TableName": "Log"}).status == 200
        missing = call(server, "GetItem", {"TableName": "Nowhere", "Key": {"pk": {"S": "f0"}}})
        assert (missing.status, missing.json["__type"]) == (400, MODEL + "ResourceNotFoundException")
        assert everything(server) == acknowledged
        assert server.is_alive()
        second = command("serve", "--port", "0", "--data", small_disk / "second")
        assert (second.returncode, second.stderr) == (2, f"The disk that holds {small_disk}/second/portcullis.sqlite is full.\n")

        (small_disk / "ballast").unlink()
        for number in range(20):
            assert exchange(server, put(f"after{number}")).status == 200
            acknowledged.add(f"after{number}")
        assert call(server, "UpdateItem", {
            "TableName": "Log", "Key": {"pk": {"S": "f0"}}, "UpdateExpression": "SET wide = :w",
            "ExpressionAttributeValues": {":w": wide}}).status == 200
        assert "The disk that holds" in server.error_text()
        assert everything(server) == acknowledged
        server.kill()
    with Server(*options) as server:
        assert everything(server) == acknowledged
        item = call(server, "GetItem", {"TableName": "Log", "Key": {"pk": {"S": "f0"}}}).json["Item"]
        assert len(item["wide"]["S"]) == 100_000


def test_a_disk_that_fills_under_many_writers(small_disk):
    """Eight connections write while the disk fills and is emptied: what was acknowledged is there, what was refused is not."""
    told, done = {200: set(), 500: set()}, threading.Event()

    def write(server, writer):
        with Connection(server.port) as connection:
            number = 0
            while not done.is_set():
                name = f"{writer}-{number}"
                item = {"pk": {"S": name}, "filling": {"S": "x" * 20_000}}
                connection.send(sign(dynamodb("PutItem", {"TableName": "Log", "Item": item})).bytes())
                told[connection.receive().status].add(name)
                number += 1

    with Server("--data", small_disk / "data") as server:
        assert call(server, "CreateTable", TABLE).status == 200
        writers = [threading.Thread(target=write, args=(server, writer)) for writer in range(8)]
        for writer in writers:
            writer.start()
        try:
            wait_until(lambda: len(told[500]) > 100)
            before = len(told[200])
            (small_disk / "ballast").unlink()
            wait_until(lambda: len(told[200]) > before + 50)
        finally:
            done.set()
            for writer in writers:
                writer.join(30)
        assert not told[200] & told[500]
        assert everything(server) == told[200]
        server.kill()
    with Server("--data", small_disk / "data") as server:
        assert everything(server) == told[200]


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to it"
        time.sleep(0.01)
