"""Ordinary work with the real AWS CLI and SDK in the default world: what the clients send is understood, and what they get they can read."""

import base64
import json
import subprocess
import uuid

import botocore.exceptions
import pytest
from boto3.dynamodb.conditions import Attr, Key

from aws import cli, cli_error, client, environment, resource
from conftest import server  # noqa: F401

ACCOUNT = "111122223333"


def test_a_day_with_a_table(server):
    table = "Music"
    made = cli(
        server, "dynamodb", "create-table", "--table-name", table, "--attribute-definitions", "AttributeName=Artist,AttributeType=S",
        "AttributeName=Song,AttributeType=S", "--key-schema", "AttributeName=Artist,KeyType=HASH", "AttributeName=Song,KeyType=RANGE",
        "--billing-mode", "PAY_PER_REQUEST")
    assert made["TableDescription"]["TableArn"] == f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{table}"
    cli(server, "dynamodb", "wait", "table-exists", "--table-name", table)
    assert cli(server, "dynamodb", "list-tables") == {"TableNames": [table]}
    item = {"Artist": {"S": "No One"}, "Song": {"S": "Call é"}, "Year": {"N": "1984"}, "Tags": {"SS": ["a", "b"]}, "Cover": {"B": "YWJj"}}
    # Version 1 of the CLI takes blobs as they are and shows them in base64.
    typed = json.dumps({**item, "Cover": {"B": "abc"}})
    assert cli(server, "dynamodb", "put-item", "--table-name", table, "--item", typed) is None
    key = json.dumps({name: item[name] for name in ("Artist", "Song")})
    assert cli(server, "dynamodb", "get-item", "--table-name", table, "--key", key)["Item"] == item
    updated = cli(
        server, "dynamodb", "update-item", "--table-name", table, "--key", key, "--update-expression", "SET #y = #y + :one",
        "--expression-attribute-names", '{"#y":"Year"}', "--expression-attribute-values", '{":one":{"N":"1"}}', "--return-values",
        "UPDATED_NEW")
    assert updated["Attributes"] == {"Year": {"N": "1985"}}
    puts = [{"PutRequest": {"Item": {"Artist": {"S": "No One"}, "Song": {"S": f"Song {n}"}}}} for n in range(5)]
    assert cli(server, "dynamodb", "batch-write-item", "--request-items", json.dumps({table: puts})) == {"UnprocessedItems": {}}
    found = cli(
        server, "dynamodb", "query", "--table-name", table, "--key-condition-expression", "Artist = :a AND begins_with(Song, :s)",
        "--expression-attribute-values", '{":a":{"S":"No One"},":s":{"S":"Song"}}')
    assert [entry["Song"]["S"] for entry in found["Items"]] == [f"Song {n}" for n in range(5)]
    assert (found["Count"], found["ScannedCount"]) == (5, 5)
    assert cli(server, "dynamodb", "scan", "--table-name", table, "--select", "COUNT")["Count"] == 6
    assert cli(server, "dynamodb", "scan", "--table-name", table, "--page-size", "2", "--query", "Count") == 6
    assert cli(server, "dynamodb", "delete-item", "--table-name", table, "--key", key, "--return-values", "ALL_OLD")["Attributes"]["Year"] == {
        "N": "1985"}
    error = cli_error(
        server, "dynamodb", "put-item", "--table-name", table, "--item", key, "--condition-expression", "attribute_exists(Artist)")
    assert error == "An error occurred (ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed"
    assert cli(server, "dynamodb", "delete-table", "--table-name", table)["TableDescription"]["TableName"] == table
    cli(server, "dynamodb", "wait", "table-not-exists", "--table-name", table)
    error = cli_error(server, "dynamodb", "describe-table", "--table-name", table)
    assert error == (
        "An error occurred (ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found: "
        f"Table: {table} not found")


def test_where_dynamodb_is(server):
    """changes: DescribeEndpoints names the server's own host and port, since clients then call it."""
    endpoints = cli(server, "dynamodb", "describe-endpoints")["Endpoints"]
    assert [endpoint["Address"] for endpoint in endpoints] == [server.url.split("//")[1]]


def test_people_and_roles(server):
    assert cli(server, "sts", "get-caller-identity") == {
        "UserId": "AIDAIOSFODNN7EXAMPLE2", "Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/Admin"}
    name = "Reader"
    assert cli(server, "iam", "create-user", "--user-name", name)["User"]["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/{name}"
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:ListTables", "Resource": "*"}]}
    policy = cli(server, "iam", "create-policy", "--policy-name", "List", "--policy-document", json.dumps(document))["Policy"]["Arn"]
    made = cli(server, "iam", "create-access-key", "--user-name", name)["AccessKey"]
    key = (made["AccessKeyId"], made["SecretAccessKey"])
    error = cli_error(server, "dynamodb", "list-tables", key=key)
    assert error == (
        f"An error occurred (AccessDeniedException) when calling the ListTables operation: User: arn:aws:iam::{ACCOUNT}:user/{name} is not "
        f"authorized to perform: dynamodb:ListTables on resource: arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/* because no identity-based "
        "policy allows the dynamodb:ListTables action")
    cli(server, "iam", "attach-user-policy", "--user-name", name, "--policy-arn", policy)
    assert "TableNames" in cli(server, "dynamodb", "list-tables", key=key)
    version = cli(server, "iam", "get-policy-version", "--policy-arn", policy, "--version-id", "v1")["PolicyVersion"]
    assert version["Document"] == document
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}]}
    role = cli(server, "iam", "create-role", "--role-name", "Visitor", "--assume-role-policy-document", json.dumps(trust))["Role"]["Arn"]
    assumed = cli(server, "sts", "assume-role", "--role-arn", role, "--role-session-name", "s1")
    assert assumed["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Visitor/s1"
    session = assumed["Credentials"]
    identity = cli(
        server, "sts", "get-caller-identity", key=(session["AccessKeyId"], session["SecretAccessKey"]), token=session["SessionToken"])
    assert identity["Arn"] == assumed["AssumedRoleUser"]["Arn"]
    error = cli_error(server, "iam", "get-user", "--user-name", "Nobody")
    assert error == (
        "An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name Nobody cannot be found.")


def test_keys(server, tmp_path):
    metadata = cli(server, "kms", "create-key", "--description", "a key")["KeyMetadata"]
    assert metadata["KeyState"] == "Enabled"
    cli(server, "kms", "create-alias", "--alias-name", "alias/mine", "--target-key-id", metadata["KeyId"])
    assert cli(server, "kms", "describe-key", "--key-id", "alias/mine")["KeyMetadata"]["Arn"] == metadata["Arn"]
    sealed = cli(server, "kms", "encrypt", "--key-id", "alias/mine", "--plaintext", "hello")["CiphertextBlob"]
    # Version 1 of the CLI takes blobs as they are.
    (tmp_path / "sealed").write_bytes(base64.b64decode(sealed))
    assert cli(server, "kms", "decrypt", "--ciphertext-blob", f"fileb://{tmp_path}/sealed")["Plaintext"] == "aGVsbG8="
    cli(server, "kms", "disable-key", "--key-id", metadata["KeyId"])
    assert cli_error(server, "kms", "encrypt", "--key-id", "alias/mine", "--plaintext", "hello") == (
        f"An error occurred (DisabledException) when calling the Encrypt operation: {metadata['Arn']} is disabled.")


def test_endpoints(server):
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"dynamodb:ListTables","Resource":"*"}]}'
    made = cli(
        server, "ec2", "create-vpc-endpoint", "--vpc-id", "vpc-0a1b2c3d", "--service-name", "com.amazonaws.us-east-1.dynamodb",
        "--policy-document", policy)["VpcEndpoint"]
    described = cli(server, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", made["VpcEndpointId"])["VpcEndpoints"]
    assert [entry["VpcEndpointId"] for entry in described] == [made["VpcEndpointId"]]
    assert json.loads(described[0]["PolicyDocument"]) == json.loads(policy)


def test_an_organization(server):
    made = cli(server, "organizations", "create-organization", "--feature-set", "ALL")["Organization"]
    assert made["MasterAccountId"] == ACCOUNT
    root = cli(server, "organizations", "list-roots")["Roots"][0]["Id"]
    policies = cli(server, "organizations", "list-policies", "--filter", "SERVICE_CONTROL_POLICY")["Policies"]
    assert [policy["Name"] for policy in policies] == ["FullAWSAccess"]
    unit = cli(server, "organizations", "create-organizational-unit", "--parent-id", root, "--name", "Workloads")["OrganizationalUnit"]
    children = cli(server, "organizations", "list-organizational-units-for-parent", "--parent-id", root)["OrganizationalUnits"]
    assert [child["Id"] for child in children] == [unit["Id"]]


def test_the_trail(server):
    name = f"T{uuid.uuid4().hex[:8]}"
    cli_error(server, "dynamodb", "describe-table", "--table-name", name)
    events = cli(server, "cloudtrail", "lookup-events", "--lookup-attributes", "AttributeKey=EventName,AttributeValue=DescribeTable")["Events"]
    newest = json.loads(events[0]["CloudTrailEvent"])
    assert (newest["eventName"], newest["errorCode"]) == ("DescribeTable", "ResourceNotFoundException")
    assert newest["requestParameters"] == {"tableName": name}


# MARK: boto3

@pytest.fixture(scope="module")
def table(server):
    made = resource(server, "dynamodb").create_table(
        TableName="Orders", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"}, {"AttributeName": "number", "AttributeType": "N"},
            {"AttributeName": "state", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "number", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{
            "IndexName": "ByState", "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}])
    made.wait_until_exists()
    with made.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={
                "customer": "c1", "number": number, "state": "open" if number % 3 else "closed", "lines": [{"sku": "a", "count": number}]})
    return made


def test_a_resource_reads_what_it_wrote(table):
    found = table.get_item(Key={"customer": "c1", "number": 7})["Item"]
    assert (found["number"], found["lines"]) == (7, [{"sku": "a", "count": 7}])
    answer = table.query(KeyConditionExpression=Key("customer").eq("c1") & Key("number").between(5, 8), ScanIndexForward=False)
    assert [int(item["number"]) for item in answer["Items"]] == [8, 7, 6, 5]
    answer = table.query(IndexName="ByState", KeyConditionExpression=Key("state").eq("closed"))
    assert answer["Count"] == 20
    answer = table.scan(FilterExpression=Attr("number").gte(58))
    assert (answer["Count"], answer["ScannedCount"]) == (2, 60)


def test_paginators(server, table):
    pages = list(client(server, "dynamodb").get_paginator("query").paginate(
        TableName="Orders", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": "c1"}},
        PaginationConfig={"PageSize": 25}))
    assert [page["Count"] for page in pages] == [25, 25, 10]
    numbers = [int(item["number"]["N"]) for page in pages for item in page["Items"]]
    assert numbers == list(range(60))
    names = [name for page in client(server, "dynamodb").get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 1})
             for name in page["TableNames"]]
    assert "Orders" in names
    users = client(server, "iam").get_paginator("list_users").paginate(PaginationConfig={"PageSize": 1})
    assert "Admin" in [user["UserName"] for page in users for user in page["Users"]]


def test_transactions_and_their_reasons(server, table):
    dynamodb = client(server, "dynamodb")
    put = {"Put": {"TableName": "Orders", "Item": {"customer": {"S": "c2"}, "number": {"N": "1"}}}}
    dynamodb.transact_write_items(TransactItems=[put])
    once = {"Put": {**put["Put"], "ConditionExpression": "attribute_not_exists(customer)"}}
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as caught:
        dynamodb.transact_write_items(TransactItems=[once])
    reasons = caught.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["ConditionalCheckFailed"]
    got = dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": "Orders", "Key": put["Put"]["Item"]}}])
    assert got["Responses"][0]["Item"] == put["Put"]["Item"]


def test_waiters(server):
    dynamodb = client(server, "dynamodb")
    dynamodb.create_table(
        TableName="Brief", BillingMode="PAY_PER_REQUEST", AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}])
    dynamodb.get_waiter("table_exists").wait(TableName="Brief", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    dynamodb.delete_table(TableName="Brief")
    dynamodb.get_waiter("table_not_exists").wait(TableName="Brief", WaiterConfig={"Delay": 1, "MaxAttempts": 10})


def test_an_error_is_the_sdks_own_class(server):
    dynamodb = client(server, "dynamodb", key=("AKIAUNKNOWNUNKNOWN00", "x"))
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        dynamodb.list_tables()
    assert caught.value.response["Error"] == {
        "Message": "The security token included in the request is invalid.", "Code": "UnrecognizedClientException"}
    admin = client(server, "dynamodb")
    with pytest.raises(admin.exceptions.ResourceNotFoundException):
        admin.describe_table(TableName="Nowhere")


def test_a_terminal_needs_one_line(server):
    """`eval "$(portcullis env Admin)"` is all."""
    words = f'eval "$(portcullis env Admin --endpoint {server.url})" && aws sts get-caller-identity --query Arn --output text'
    variables = {name: value for name, value in environment(server).items() if not name.startswith(("AWS_ACCESS", "AWS_SECRET", "AWS_ENDPOINT"))}
    result = subprocess.run(["bash", "-c", words], env=variables, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (0, f"arn:aws:iam::{ACCOUNT}:user/Admin\n"), result.stderr
