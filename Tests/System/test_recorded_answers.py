"""Answers as they were recorded from AWS, whole, through boto3.

The requests are ours; what they must be answered with is the fact. Source: LocalStack's recordings of DynamoDB, October 2025 to January 2026, where a
story says nothing else. `...` stands for what changes from run to run.
"""

import pytest
from botocore.exceptions import ClientError

from aws import client

ACCOUNT = "111122223333"
ARN = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/"
ON_DEMAND = {"BillingMode": "PAY_PER_REQUEST"}
PROVISIONED = {"ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}
UNITS_5 = {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
UNITS_0 = {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0}


def table(name, key="id", **more):
    return {"TableName": name, "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}], **more}


def described(name, status, units=UNITS_5, **more):
    return {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "CreationDateTime": ..., "DeletionProtectionEnabled": False,
            "ItemCount": 0, "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "ProvisionedThroughput": units, "TableArn": ARN + name,
            "TableId": ..., "TableName": name, "TableSizeBytes": 0, "TableStatus": status, **more}


def warm(read, write, status):
    return {"ReadUnitsPerSecond": read, "Status": status, "WriteUnitsPerSecond": write}


def index_table(name, units, **billing):
    """A table with a global index, as a request."""
    return {
        **table(name, key="TID", **billing),
        "AttributeDefinitions": [{"AttributeName": attribute, "AttributeType": "S"} for attribute in ("TID", "TRID")],
        "GlobalSecondaryIndexes": [{
            "IndexName": "TransactionRecordID", "KeySchema": [{"AttributeName": "TRID", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}, **({"ProvisionedThroughput": units} if units else {})}]}


def described_index(name, units, status, **more):
    return {"IndexArn": f"{ARN}{name}/index/TransactionRecordID", "IndexName": "TransactionRecordID", "IndexSizeBytes": 0, "IndexStatus": status,
            "ItemCount": 0, "KeySchema": [{"AttributeName": "TRID", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, **units}, **more}


def indexed(name, status, units, index, **more):
    return {**described(name, status, units, **more), "AttributeDefinitions": [
        {"AttributeName": "TID", "AttributeType": "S"}, {"AttributeName": "TRID", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "TID", "KeyType": "HASH"}], "GlobalSecondaryIndexes": [index]}


def error(code, text, **more):
    return {"Error": {"Code": code, "Message": text}, **more}


def item(key, **more):
    return {"id": {"S": key}, **more}


STORIES = {
    "a table from its making to its end": [
        ("create_table", table("Crud", **PROVISIONED), {"TableDescription": described("Crud", "CREATING")}),
        ("describe_table", {"TableName": "Crud"}, {"Table": described("Crud", "ACTIVE", WarmThroughput=warm(5, 5, "ACTIVE"))}),
        ("create_table", table("Crud", **PROVISIONED), error("ResourceInUseException", "Table already exists: Crud")),
        ("delete_table", {"TableName": "Crud"}, {"TableDescription": {
            "DeletionProtectionEnabled": False, "ItemCount": 0, "ProvisionedThroughput": UNITS_5, "TableArn": ARN + "Crud", "TableId": ...,
            "TableName": "Crud", "TableSizeBytes": 0, "TableStatus": "DELETING"}}),
        ("delete_table", {"TableName": "non-existent"},
         error("ResourceNotFoundException", "Requested resource not found: Table: non-existent not found")),
    ],
    "warm throughput": [
        ("create_table", table("Warm", WarmThroughput={"ReadUnitsPerSecond": 1000, "WriteUnitsPerSecond": 1200}, **PROVISIONED),
         {"TableDescription": described("Warm", "CREATING", WarmThroughput=warm(1000, 1200, "UPDATING"))}),
        ("describe_table", {"TableName": "Warm"}, {"Table": described("Warm", "ACTIVE", WarmThroughput=warm(1000, 1200, "ACTIVE"))}),
    ],
    "an index of a table paid by the request": [
        ("create_table", index_table("ByRequest", None, **ON_DEMAND), {"TableDescription": indexed(
            "ByRequest", ..., UNITS_0, described_index("ByRequest", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}, ...),
            BillingModeSummary={"BillingMode": "PAY_PER_REQUEST"})}),
        ("describe_table", {"TableName": "ByRequest"}, {"Table": indexed(
            "ByRequest", ..., UNITS_0,
            described_index("ByRequest", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}, ..., WarmThroughput=warm(12000, 4000, "ACTIVE")),
            BillingModeSummary={"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": ...},
            WarmThroughput=warm(12000, 4000, "ACTIVE"))}),
    ],
    "an index of a provisioned table": [
        ("create_table", index_table("ByUnits", {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}, **PROVISIONED), {"TableDescription": indexed(
            "ByUnits", ..., UNITS_5, described_index("ByUnits", {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}, ...))}),
        ("describe_table", {"TableName": "ByUnits"}, {"Table": indexed(
            "ByUnits", ..., UNITS_5,
            described_index("ByUnits", {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}, ..., WarmThroughput=warm(1, 1, "ACTIVE")),
            WarmThroughput=warm(5, 5, "ACTIVE"))}),
    ],
    "units where there are none": [
        ("create_table", table("Units", **ON_DEMAND, **PROVISIONED), error(
            "ValidationException",
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")),
    ],
    "what a put returns": [
        ("create_table", table("Puts", **ON_DEMAND), {"TableDescription": ...}),
        ("put_item", {"TableName": "Puts", "Item": item("id1", data={"S": "foobar"})}, {}),
        ("put_item", {"TableName": "Puts", "Item": item("id1", data={"S": "foobar"}), "ReturnValues": "ALL_OLD"},
         {"Attributes": item("id1", data={"S": "foobar"})}),
        ("put_item", {"TableName": "Puts", "Item": item("id1", data={"S": "foobaz"}), "ReturnValues": "ALL_OLD"},
         {"Attributes": item("id1", data={"S": "foobar"})}),
        ("put_item", {"TableName": "Puts", "Item": item("id2", data={"S": "foobar"}), "ReturnValues": "ALL_OLD"}, {}),
        ("put_item", {"TableName": "Puts", "Item": item("id2", data={"S": "foobar"}), "ReturnValues": "NONE"}, {}),
    ],
    "empty and binary values": [
        ("create_table", table("Empty", **ON_DEMAND), {"TableDescription": ...}),
        ("put_item", {"TableName": "Empty", "Item": item("id1", data={"S": ""})}, {}),
        ("put_item", {"TableName": "Empty", "Item": item("id2", data={"B": b"\x90"})}, {}),
        ("get_item", {"TableName": "Empty", "Key": item("id2")}, {"Item": item("id2", data={"B": b"\x90"})}),
        ("batch_write_item", {"RequestItems": {"Empty": [{"PutRequest": {"Item": item("id3", data={"B": b"foobar"})}}]}}, {"UnprocessedItems": {}}),
        ("update_item", {"TableName": "Empty", "Key": item("id2"), "UpdateExpression": "SET version = :v",
                         "ExpressionAttributeValues": {":v": {"N": "2"}}}, {}),
        ("get_item", {"TableName": "Empty", "Key": item("id2")}, {"Item": item("id2", data={"B": b"\x90"}, version={"N": "2"})}),
    ],
    "batches": [
        ("create_table", table("Batches", **ON_DEMAND), {"TableDescription": ...}),
        ("batch_get_item", {"RequestItems": {"Batches": {"Keys": [item("a"), item("b")]}}}, {"Responses": {"Batches": []}, "UnprocessedKeys": {}}),
        ("batch_write_item", {"RequestItems": {"Batches": [{"PutRequest": {"Item": item("a")}}, {"DeleteRequest": {"Key": item("b")}}]}},
         {"UnprocessedItems": {}}),
        ("batch_write_item", {"RequestItems": {"Batches": [{"PutRequest": {"Item": {"other": {"S": "a"}}}}]}},
         error("ValidationException", "The provided key element does not match the schema")),
    ],
    "transactions": [
        ("create_table", table("Parts", **ON_DEMAND), {"TableDescription": ...}),
        ("transact_write_items", {"TransactItems": [{"Put": {"TableName": "Parts", "Item": item("John")}}]}, {}),
        ("transact_write_items", {"TransactItems": [{"Put": {"TableName": ARN + "Parts", "Item": item("Sarah")}}]}, {}),
        ("transact_get_items", {"TransactItems": [{"Get": {"TableName": "Parts", "Key": item("John")}}]}, {"Responses": [{"Item": item("John")}]}),
        ("transact_get_items", {"TransactItems": [{"Get": {"TableName": ARN + "Parts", "Key": item("Sarah")}}]},
         {"Responses": [{"Item": item("Sarah")}]}),
        ("transact_write_items", {"TransactItems": [
            {"ConditionCheck": {"TableName": "Parts", "Key": item("None"), "ConditionExpression": "attribute_exists(id)"}},
            {"Put": {"TableName": "Parts", "Item": item("Third")}}]},
         error("TransactionCanceledException",
               "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
               CancellationReasons=[{"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}, {"Code": "None"}])),
        ("transact_write_items", {"ClientRequestToken": "dedupe", "TransactItems": [{"Put": {"TableName": "Parts", "Item": item("Again")}}]}, {}),
        ("transact_write_items", {"ClientRequestToken": "dedupe", "TransactItems": [{"Put": {"TableName": "Parts", "Item": item("Again")}}]}, {}),
        ("transact_write_items", {"TransactItems": [{"Put": {"TableName": "non-existent", "Item": item("a")}}]},
         error("ResourceNotFoundException", "Requested resource not found")),
    ],
    "a failed condition shows the item": [
        ("create_table", table("Shown", **ON_DEMAND), {"TableDescription": ...}),
        ("put_item", {"TableName": "Shown", "Item": item("456", price={"N": "650"}, product={"S": "sporting goods"})}, {}),
        ("delete_item", {"TableName": "Shown", "Key": item("456"), "ConditionExpression": "price BETWEEN :lo AND :hi",
                         "ExpressionAttributeValues": {":lo": {"N": "500"}, ":hi": {"N": "600"}},
                         "ReturnValuesOnConditionCheckFailure": "ALL_OLD"},
         error("ConditionalCheckFailedException", "The conditional request failed",
               Item=item("456", price={"N": "650"}, product={"S": "sporting goods"}))),
    ],
    "a local index": [
        ("create_table", {
            "TableName": "Local", **ON_DEMAND,
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind} for name, kind in (("PK", "S"), ("SK", "S"), ("LSI1SK", "N"))],
            "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
            "LocalSecondaryIndexes": [{
                "IndexName": "LSI1", "Projection": {"ProjectionType": "ALL"},
                "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "LSI1SK", "KeyType": "RANGE"}]}]},
         {"TableDescription": ...}),
        ("put_item", {"TableName": "Local", "Item": {"PK": {"S": "test one"}, "SK": {"S": "hello"}, "LSI1SK": {"N": "123"}}}, {}),
        ("query", {"TableName": "Local", "IndexName": "LSI1", "KeyConditionExpression": "PK = :v", "Select": "ALL_ATTRIBUTES",
                   "ExpressionAttributeValues": {":v": {"S": "test one"}}},
         {"Count": 1, "ScannedCount": 1, "Items": [{"LSI1SK": {"N": "123"}, "PK": {"S": "test one"}, "SK": {"S": "hello"}}]}),
    ],
    "a key of AWS's for a table, and back": [
        ("create_table", table("Sealed", **ON_DEMAND, SSESpecification={"Enabled": True}), {"TableDescription": ...}),
        ("describe_table", {"TableName": "Sealed"}, {"Table": {**described(
            "Sealed", "ACTIVE", UNITS_0, WarmThroughput=warm(12000, 4000, "ACTIVE"),
            BillingModeSummary={"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": ...}),
            "SSEDescription": {"KMSMasterKeyArn": ..., "SSEType": "KMS", "Status": "ENABLED"}}}),
        ("update_table", {"TableName": "Sealed", "SSESpecification": {"Enabled": False}}, {"TableDescription": {**described(
            "Sealed", ..., UNITS_0, WarmThroughput=...,
            BillingModeSummary={"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": ...}),
            "SSEDescription": {"KMSMasterKeyArn": ..., "SSEType": "KMS", "Status": "UPDATING"}}}),
    ],
}


def is_same(found, expected):
    if expected is ...:
        return True
    if isinstance(expected, dict):
        return isinstance(found, dict) and found.keys() == expected.keys() and all(is_same(found[name], expected[name]) for name in expected)
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(is_same, found, expected))
    return found == expected


@pytest.mark.parametrize("story", STORIES)
def test_an_answer_is_as_recorded(server, story):
    dynamodb = client(server, "dynamodb")
    for operation, request, expected in STORIES[story]:
        try:
            answer = getattr(dynamodb, operation)(**request)
        except ClientError as failure:
            answer = failure.response
            # boto3 repeats the text beside the error of those faults that the model gives a message.
            answer.pop("message", None)
            answer.pop("Message", None)
        answer.pop("ResponseMetadata")
        assert is_same(answer, expected), f"{operation} {request}:\n{answer}\nis not\n{expected}"
