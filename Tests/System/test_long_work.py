"""What takes long holds nobody up, and what the end of the server interrupts is whole or gone afterwards."""

import json
import threading
import time

import botocore.exceptions
import pytest

from aws import client
from server import Server
from wire import Connection, call, control, dynamodb, sign

MANY = 60_000
KEY = dict(
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}], KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST")
INDEX = dict(
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "g", "AttributeType": "S"}],
    GlobalSecondaryIndexUpdates=[{"Create": {
        "IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}}])
# A call of a few milliseconds shares two cores with the work and with whatever else runs there.
SHORT = 0.3


def lines(folder, count=MANY):
    """An object of a bucket, with so many items."""
    bucket = folder / "in"
    bucket.mkdir(parents=True)
    with open(bucket / "items.json", "w") as file:
        for n in range(count):
            file.write(json.dumps({"Item": {"pk": {"S": f"item-{n}"}, "g": {"S": str(n % 1000)}, "text": {"S": "x" * 100}}}) + "\n")


def begin_import(sdk, name="Many"):
    return sdk.import_table(
        S3BucketSource={"S3Bucket": "in"}, InputFormat="DYNAMODB_JSON", TableCreationParameters={"TableName": name, **KEY},
        ClientToken=f"token-{name}")["ImportTableDescription"]["ImportArn"]


def until(condition, within=120):
    deadline = time.monotonic() + within
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def ask_in_vain(server, operation, body):
    """Calls an operation of a server that may be gone before it answers."""
    try:
        call(server, operation, body)
    except OSError:
        pass


def imported(sdk, arn):
    return until(lambda: (job := sdk.describe_import(ImportArn=arn)["ImportTableDescription"])["ImportStatus"] != "IN_PROGRESS" and job)


def status(sdk, name="Many"):
    return sdk.describe_table(TableName=name)["Table"]["TableStatus"]


def index(sdk, name="Many"):
    return sdk.describe_table(TableName=name)["Table"]["GlobalSecondaryIndexes"][0]


class Meanwhile:
    """Puts and gets an item over two connections while the block runs, and knows how long each call took."""

    def __init__(self, server):
        self.done = threading.Event()
        self.took = {"PutItem": [], "GetItem": []}
        self.threads = [threading.Thread(target=self.ask, args=(server, name)) for name in self.took for _ in range(2)]

    def ask(self, server, name):
        item = {"pk": {"S": name}}
        with Connection(server.port, timeout=100) as connection:
            while not self.done.is_set():
                body = {"TableName": "Small", **({"Item": item} if name == "PutItem" else {"Key": item})}
                request = sign(dynamodb(name, body)).bytes()
                begun = time.monotonic()
                connection.send(request)
                assert connection.receive().status == 200
                self.took[name].append(time.monotonic() - begun)
                time.sleep(0.005)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        self.begun = time.monotonic()
        return self

    def __exit__(self, kind, error, trace):
        self.seconds = time.monotonic() - self.begun
        self.done.set()
        for thread in self.threads:
            thread.join(100)

    def require_short(self):
        for name, took in self.took.items():
            took.sort()
            shown = f"{name}: {len(took)} calls in {self.seconds:.1f} s, median {took[len(took) // 2]:.3f} s, longest {took[-1]:.3f} s"
            print(shown)
            assert took[len(took) // 2] < SHORT / 6, shown
            assert took[-1] < SHORT, shown


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("s3")
    lines(folder)
    (folder / "out").mkdir()
    with Server("--s3-folder", folder) as server:
        client(server, "dynamodb").create_table(TableName="Small", **KEY)
        yield server


def test_everybody_goes_on_during_long_work(server):
    sdk = client(server, "dynamodb")
    with Meanwhile(server) as importing:
        arn = begin_import(sdk)
        job = imported(sdk, arn)
    assert (job["ImportStatus"], job["ImportedItemCount"]) == ("COMPLETED", MANY)
    importing.require_short()

    with Meanwhile(server) as indexing:
        sdk.update_table(TableName="Many", **INDEX)
        until(lambda: index(sdk)["IndexStatus"] == "ACTIVE")
    indexing.require_short()
    assert index(sdk)["ItemCount"] == MANY

    with Meanwhile(server) as keeping:
        backup = sdk.create_backup(TableName="Many", BackupName="Friday")["BackupDetails"]["BackupArn"]
        until(lambda: sdk.describe_backup(BackupArn=backup)["BackupDescription"]["BackupDetails"]["BackupStatus"] == "AVAILABLE")
    keeping.require_short()

    with Meanwhile(server) as restoring:
        sdk.restore_table_from_backup(TargetTableName="Again", BackupArn=backup)
        sdk.get_waiter("table_exists").wait(TableName="Again", WaiterConfig={"Delay": 1, "MaxAttempts": 100})
    restoring.require_short()
    assert sdk.describe_table(TableName="Again")["Table"]["ItemCount"] == MANY
    assert index(sdk, "Again")["ItemCount"] == MANY

    enabled = {"PointInTimeRecoveryEnabled": True}
    sdk.update_continuous_backups(TableName="Again", PointInTimeRecoverySpecification=enabled)
    with Meanwhile(server) as exporting:
        table = sdk.describe_table(TableName="Again")["Table"]["TableArn"]
        export = sdk.export_table_to_point_in_time(TableArn=table, S3Bucket="out")["ExportDescription"]["ExportArn"]
        until(lambda: sdk.describe_export(ExportArn=export)["ExportDescription"]["ExportStatus"] != "IN_PROGRESS")
    exporting.require_short()
    assert sdk.describe_export(ExportArn=export)["ExportDescription"]["ItemCount"] == MANY

    with Meanwhile(server) as returning:
        sdk.restore_table_to_point_in_time(SourceTableName="Again", TargetTableName="Then", UseLatestRestorableTime=True)
        sdk.get_waiter("table_exists").wait(TableName="Then", WaiterConfig={"Delay": 1, "MaxAttempts": 100})
    returning.require_short()
    assert sdk.describe_table(TableName="Then")["Table"]["ItemCount"] == MANY
    assert server.error_text() == ""


def test_a_reset_in_the_midst_of_an_import(server):
    sdk = client(server, "dynamodb")
    arn = begin_import(sdk, "Reset")
    if sdk.describe_import(ImportArn=arn)["ImportTableDescription"]["ImportStatus"] == "IN_PROGRESS":
        assert status(sdk, "Reset") == "CREATING"
        with pytest.raises(botocore.exceptions.ClientError, match="Table is being created: Reset"):
            sdk.delete_table(TableName="Reset")
        with pytest.raises(sdk.exceptions.ResourceNotFoundException):
            sdk.put_item(TableName="Reset", Item={"pk": {"S": "a"}})
    assert control(server, "POST", "reset", {}).status == 200
    assert sdk.list_tables()["TableNames"] == []
    sdk.create_table(TableName="Small", **KEY)
    time.sleep(0.5)
    assert sdk.list_tables()["TableNames"] == ["Small"]
    assert server.is_alive()
    assert server.error_text() == ""


def test_a_kill_in_the_midst(tmp_path):
    """An index is filled after all; a table or a backup that was half made is gone, and its import has failed."""
    options = ["--data", tmp_path / "data"]
    lines(tmp_path / "data" / "s3")
    with Server(*options) as server:
        sdk = client(server, "dynamodb")
        assert imported(sdk, begin_import(sdk))["ImportStatus"] == "COMPLETED"
        second = begin_import(sdk, "Second")
        indexing = threading.Thread(target=ask_in_vain, args=(server, "UpdateTable", {"TableName": "Many", **INDEX}))
        indexing.start()
        until(lambda: "GlobalSecondaryIndexes" in sdk.describe_table(TableName="Many")["Table"])
        keeping = threading.Thread(target=ask_in_vain, args=(server, "CreateBackup", {"TableName": "Many", "BackupName": "Friday"}))
        keeping.start()
        backup = until(lambda: sdk.list_backups()["BackupSummaries"])[0]
        assert call(server, "PutItem", {"TableName": "Many", "Item": {"pk": {"S": "late"}, "g": {"S": "late"}}}).status == 200
        before = (status(sdk, "Second"), index(sdk)["IndexStatus"], backup["BackupStatus"])
        server.kill()
        for thread in (indexing, keeping):
            thread.join(20)
    assert before == ("CREATING", "CREATING", "CREATING")
    with Server(*options) as server:
        sdk = client(server, "dynamodb")
        assert sdk.list_tables()["TableNames"] == ["Many"]
        assert sdk.list_backups()["BackupSummaries"] == []
        job = sdk.describe_import(ImportArn=second)["ImportTableDescription"]
        assert (job["ImportStatus"], job["FailureMessage"]) == ("FAILED", "The server ended before it was done")
        until(lambda: index(sdk)["IndexStatus"] == "ACTIVE")
        assert index(sdk)["ItemCount"] == MANY + 1
        # The end of the server interrupts it again; it ends soon all the same.
        begin_import(sdk, "Third")
        server.stop()
    with Server(*options) as server:
        assert "Third" not in client(server, "dynamodb").list_tables()["TableNames"]
