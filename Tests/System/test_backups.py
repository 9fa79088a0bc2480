"""Backups, recovery, exports and imports with the real AWS CLI and SDK, and what of them outlives the server."""

import base64
import gzip
import hashlib
import json
import time

import botocore.exceptions
import pytest

from aws import cli, cli_error, client
from server import Server
from wire import control

TABLE = dict(
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}], KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    buckets = tmp_path_factory.mktemp("s3")
    (buckets / "exports").mkdir()
    with Server("--s3-folder", buckets) as server:
        server.buckets = buckets
        yield server


def make(dynamodb, name, items=()):
    dynamodb.create_table(TableName=name, **TABLE)
    dynamodb.get_waiter("table_exists").wait(TableName=name)
    for item in items:
        dynamodb.put_item(TableName=name, Item=item)


def items(dynamodb, name):
    found = dynamodb.get_paginator("scan").paginate(TableName=name).search("Items[]")
    return sorted(found, key=lambda item: item["pk"]["S"])


def advance(server, seconds):
    response = control(server, "POST", "clock", {"advanceSeconds": seconds})
    assert response.status == 200, response.text


def test_a_backup_with_the_cli(server):
    cli(server, "dynamodb", "create-table", "--cli-input-json", json.dumps({"TableName": "Kept", **TABLE}))
    cli(server, "dynamodb", "put-item", "--table-name", "Kept", "--item", '{"pk": {"S": "a"}}')
    made = cli(server, "dynamodb", "create-backup", "--table-name", "Kept", "--backup-name", "Friday")["BackupDetails"]
    assert (made["BackupStatus"], made["BackupType"]) == ("CREATING", "USER")
    arn = made["BackupArn"]
    described = cli(server, "dynamodb", "describe-backup", "--backup-arn", arn)["BackupDescription"]
    assert described["BackupDetails"]["BackupStatus"] == "AVAILABLE"
    assert described["SourceTableDetails"]["ItemCount"] == 1
    cli(server, "dynamodb", "delete-table", "--table-name", "Kept")
    assert [backup["BackupArn"] for backup in cli(server, "dynamodb", "list-backups", "--table-name", "Kept")["BackupSummaries"]] == [arn]
    restored = cli(server, "dynamodb", "restore-table-from-backup", "--target-table-name", "Again", "--backup-arn", arn)
    assert restored["TableDescription"]["RestoreSummary"]["SourceBackupArn"] == arn
    cli(server, "dynamodb", "wait", "table-exists", "--table-name", "Again")
    assert cli(server, "dynamodb", "scan", "--table-name", "Again")["Items"] == [{"pk": {"S": "a"}}]
    cli(server, "dynamodb", "delete-backup", "--backup-arn", arn)
    assert cli_error(server, "dynamodb", "describe-backup", "--backup-arn", arn) == (
        f"An error occurred (BackupNotFoundException) when calling the DescribeBackup operation: Backup not found: {arn}")


def test_backups_are_paged(server):
    dynamodb = client(server, "dynamodb")
    make(dynamodb, "Paged")
    made = [dynamodb.create_backup(TableName="Paged", BackupName="same-name")["BackupDetails"]["BackupArn"] for _ in range(5)]
    pages = list(dynamodb.get_paginator("list_backups").paginate(TableName="Paged", PaginationConfig={"PageSize": 2}))
    assert [len(page["BackupSummaries"]) for page in pages] == [2, 2, 1]
    assert {backup["BackupArn"] for page in pages for backup in page["BackupSummaries"]} == set(made)


def test_a_table_goes_back_in_time(server):
    dynamodb = client(server, "dynamodb")
    make(dynamodb, "Timed", [{"pk": {"S": "a"}, "n": {"N": "1"}}])
    enabled = dynamodb.update_continuous_backups(
        TableName="Timed", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    earliest = enabled["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["EarliestRestorableDateTime"]
    advance(server, 60)
    moment = dynamodb.describe_continuous_backups(TableName="Timed")["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"][
        "LatestRestorableDateTime"]
    advance(server, 60)
    dynamodb.put_item(TableName="Timed", Item={"pk": {"S": "a"}, "n": {"N": "2"}})
    dynamodb.put_item(TableName="Timed", Item={"pk": {"S": "b"}})
    for name, when in (("Then", moment), ("First", earliest)):
        dynamodb.restore_table_to_point_in_time(SourceTableName="Timed", TargetTableName=name, RestoreDateTime=when)
        assert items(dynamodb, name) == [{"pk": {"S": "a"}, "n": {"N": "1"}}]
    dynamodb.restore_table_to_point_in_time(SourceTableName="Timed", TargetTableName="Now", UseLatestRestorableTime=True)
    assert items(dynamodb, "Now") == items(dynamodb, "Timed")
    dynamodb.delete_table(TableName="Timed")
    system = dynamodb.list_backups(TableName="Timed", BackupType="SYSTEM")["BackupSummaries"]
    assert [backup["BackupName"] for backup in system] == ["Timed$DeletedTableBackup"]
    with pytest.raises(botocore.exceptions.ClientError, match="User is not allowed to delete the system backup"):
        dynamodb.delete_backup(BackupArn=system[0]["BackupArn"])


def test_an_export_is_imported(server):
    dynamodb = client(server, "dynamodb")
    rows = [{"pk": {"S": f"é{n}"}, "b": {"B": bytes([n])}, "s": {"SS": ["a", "b"]}} for n in range(30)]
    make(dynamodb, "Exported", rows)
    dynamodb.update_continuous_backups(TableName="Exported", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    arn = dynamodb.describe_table(TableName="Exported")["Table"]["TableArn"]
    started = dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="exports", S3Prefix="a/b")["ExportDescription"]
    assert started["ExportStatus"] == "IN_PROGRESS"
    dynamodb.get_waiter("export_completed").wait(ExportArn=started["ExportArn"])
    done = dynamodb.describe_export(ExportArn=started["ExportArn"])["ExportDescription"]
    assert done["ItemCount"] == 30
    bucket = server.buckets / "exports"
    summary = json.loads((bucket / done["ExportManifest"]).read_text())
    assert summary["itemCount"] == 30
    lines = []
    for line in (bucket / summary["manifestFilesS3Key"]).read_text().splitlines():
        entry = json.loads(line)
        packed = (bucket / entry["dataFileS3Key"]).read_bytes()
        assert base64.b64encode(hashlib.md5(packed).digest()).decode() == entry["md5Checksum"]
        found = [json.loads(text) for text in gzip.decompress(packed).decode().splitlines()]
        assert len(found) == entry["itemCount"]
        lines += found
    assert {line["Item"]["pk"]["S"] for line in lines} == {row["pk"]["S"] for row in rows}
    prefix = done["ExportManifest"].rsplit("/", 1)[0] + "/data/"
    imported = dynamodb.import_table(
        S3BucketSource={"S3Bucket": "exports", "S3KeyPrefix": prefix}, InputFormat="DYNAMODB_JSON", InputCompressionType="GZIP",
        TableCreationParameters={"TableName": "Imported", **TABLE})["ImportTableDescription"]
    dynamodb.get_waiter("import_completed").wait(ImportArn=imported["ImportArn"])
    assert items(dynamodb, "Imported") == items(dynamodb, "Exported")
    assert [entry["ExportStatus"] for entry in dynamodb.list_exports(TableArn=arn)["ExportSummaries"]] == ["COMPLETED"]
    assert dynamodb.list_imports(TableArn=imported["TableArn"])["ImportSummaryList"][0]["ImportStatus"] == "COMPLETED"


def test_nothing_leaves_the_folder(server, tmp_path):
    dynamodb = client(server, "dynamodb")
    make(dynamodb, "Bound")
    dynamodb.update_continuous_backups(TableName="Bound", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    arn = dynamodb.describe_table(TableName="Bound")["Table"]["TableArn"]
    (server.buckets / "linked").symlink_to(tmp_path)
    for prefix in ("../../out", "a/../../../out", "."):
        with pytest.raises(botocore.exceptions.ClientError, match="ValidationException"):
            dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="exports", S3Prefix=prefix)
    started = dynamodb.export_table_to_point_in_time(TableArn=arn, S3Bucket="linked")["ExportDescription"]
    assert dynamodb.describe_export(ExportArn=started["ExportArn"])["ExportDescription"]["FailureCode"] == "S3NoSuchBucket"
    assert list(tmp_path.iterdir()) == []


def test_backups_and_the_past_outlive_kill(tmp_path):
    options = ["--data", tmp_path / "data"]
    with Server(*options) as server:
        dynamodb = client(server, "dynamodb")
        make(dynamodb, "Log", [{"pk": {"S": "a"}}])
        dynamodb.update_continuous_backups(TableName="Log", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        backup = dynamodb.create_backup(TableName="Log", BackupName="Friday")["BackupDetails"]["BackupArn"]
        time.sleep(1.1)
        moment = int(time.time())
        time.sleep(1.1)
        dynamodb.put_item(TableName="Log", Item={"pk": {"S": "b"}})
        server.kill()
    with Server(*options) as server:
        assert (tmp_path / "data" / "s3").is_dir()
        dynamodb = client(server, "dynamodb")
        dynamodb.restore_table_to_point_in_time(SourceTableName="Log", TargetTableName="Then", RestoreDateTime=moment)
        dynamodb.restore_table_from_backup(TargetTableName="Back", BackupArn=backup)
        assert items(dynamodb, "Then") == items(dynamodb, "Back") == [{"pk": {"S": "a"}}]
        assert len(items(dynamodb, "Log")) == 2


def test_what_aws_says_of_global_tables(server):
    dynamodb = client(server, "dynamodb")
    make(dynamodb, "Global")
    assert dynamodb.list_global_tables()["GlobalTables"] == []
    with pytest.raises(dynamodb.exceptions.GlobalTableNotFoundException):
        dynamodb.describe_global_table(GlobalTableName="Global")
    dynamodb.update_table(TableName="Global", ReplicaUpdates=[{"Create": {"RegionName": "eu-west-1"}}])
    replicas = dynamodb.describe_table(TableName="Global")["Table"]["Replicas"]
    assert [(replica["RegionName"], replica["ReplicaStatus"]) for replica in replicas] == [("eu-west-1", "ACTIVE")]
    scaling = dynamodb.describe_table_replica_auto_scaling(TableName="Global")["TableAutoScalingDescription"]
    assert [replica["RegionName"] for replica in scaling["Replicas"]] == ["eu-west-1", "us-east-1"]
    dynamodb.update_contributor_insights(TableName="Global", ContributorInsightsAction="ENABLE")
    assert dynamodb.describe_contributor_insights(TableName="Global")["ContributorInsightsStatus"] == "ENABLED"


def test_the_gaps_are_told(server):
    body = control(server, "GET", "health").json
    assert any(gap.startswith("replicas of global tables: ") for gap in body["gaps"])
    assert any(line.startswith("S3: ") for line in body["notEnforced"])
