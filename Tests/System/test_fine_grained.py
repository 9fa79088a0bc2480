"""The example policies of DynamoDB's guide on fine-grained access control, each with requests that it allows and requests that it refuses.

Sources: Developer Guide, "Using IAM policy conditions for fine-grained access control" (numbers as the authorization reference has them, 7.3), "IAM
with transactions" and "IAM with PartiQL". Names of tables and attributes are the guide's; ids of the identity provider come by the context header.
"""

import json

import pytest

from aws import client
from conftest import running
from wire import FRAMEWORK, dynamodb, exchange, sign

ACCOUNT = "111122223333"
TABLES = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/"
AMAZON = {"X_Portcullis_Context": "www.amazon.com:user_id=alice"}
FACEBOOK = {"X_Portcullis_Context": "graph.facebook.com:id=alice"}

server = running("--allow-context-header")


def s(**attributes):
    return {name: {"S": value} for name, value in attributes.items()}


def statement(effect, actions, resources, **condition):
    """A statement; `ForAllValues_StringEquals={…}` is a condition."""
    conditions = {name.replace("_", ":"): {f"dynamodb:{key}" if ":" not in key else key: value for key, value in keys.items()}
                  for name, keys in condition.items()}
    resources = [TABLES + resource for resource in resources.split()]
    return {"Effect": effect, "Action": [f"dynamodb:{action}" for action in actions.split()], "Resource": resources,
            **({"Condition": conditions} if conditions else {})}


OWN = {"UserId": {"S": "alice"}, "GameTitle": {"S": "Galaxy"}}
OTHERS = {"UserId": {"S": "bob"}, "GameTitle": {"S": "Galaxy"}}
SCORES = {"TableName": "GameScores"}
LISTED = ["UserId", "GameTitle", "Wins", "Losses", "TopScore", "TopScoreDateTime"]
READS_AND_WRITES = "GetItem BatchGetItem Query PutItem UpdateItem DeleteItem BatchWriteItem"


def query(user, **more):
    return {**SCORES, "KeyConditionExpression": "UserId = :u", "ExpressionAttributeValues": {":u": {"S": user}}, **more}


def by_time(**more):
    return {**SCORES, "IndexName": "TopScoreDateTimeIndex", "KeyConditionExpression": "UserId = :u",
            "ExpressionAttributeValues": {":u": {"S": "alice"}}, **more}


def update(key=OWN, expression="SET TopScore = :s", values=None, **more):
    return {**SCORES, "Key": key, "UpdateExpression": expression, "ExpressionAttributeValues": values or {":s": {"N": "1"}}, **more}


def names(*attributes):
    return {"ProjectionExpression": ", ".join(attributes)}


# Each: name, statements, header of every request, requests allowed, requests refused.
EXAMPLES = [
    ("1: own items, listed attributes, a projection",
     [statement("Allow", READS_AND_WRITES, "GameScores",
                ForAllValues_StringEquals={"LeadingKeys": ["${www.amazon.com:user_id}"], "Attributes": LISTED},
                StringEqualsIfExists={"Select": "SPECIFIC_ATTRIBUTES"})], AMAZON,
     [("GetItem", {**SCORES, "Key": OWN, **names("Wins", "Losses")}),
      ("Query", query("alice", **names("TopScore"))),
      ("PutItem", {**SCORES, "Item": {**OWN, "Wins": {"N": "1"}}}),
      ("UpdateItem", update()),
      ("BatchWriteItem", {"RequestItems": {"GameScores": [{"PutRequest": {"Item": OWN}}, {"DeleteRequest": {"Key": {**OWN, **s(GameTitle="X")}}}]}})],
     [("GetItem", {**SCORES, "Key": OWN}),
      ("GetItem", {**SCORES, "Key": OTHERS, **names("Wins")}),
      ("GetItem", {**SCORES, "Key": OWN, **names("Wins", "Secret")}),
      ("Query", query("bob", **names("TopScore"))),
      ("PutItem", {**SCORES, "Item": {**OWN, "Secret": {"N": "1"}}}),
      ("UpdateItem", update(expression="SET Secret = :s")),
      ("UpdateItem", update(ConditionExpression="attribute_not_exists(Secret)")),
      ("BatchWriteItem", {"RequestItems": {"GameScores": [{"PutRequest": {"Item": OWN}}, {"PutRequest": {"Item": OTHERS}}]}}),
      ("Scan", SCORES)]),
    ("1: nobody's id", [statement("Allow", READS_AND_WRITES, "GameScores",
                                 ForAllValues_StringEquals={"LeadingKeys": ["${www.amazon.com:user_id}"]})], {}, [],
     [("GetItem", {**SCORES, "Key": OWN})]),
    ("2: own items, to read and write",
     [statement("Allow", READS_AND_WRITES, "GameScores", ForAllValues_StringEquals={"LeadingKeys": ["${www.amazon.com:user_id}"]})], AMAZON,
     [("Query", query("alice")), ("GetItem", {**SCORES, "Key": OWN}), ("PutItem", {**SCORES, "Item": OWN}),
      ("BatchGetItem", {"RequestItems": {"GameScores": {"Keys": [OWN]}}})],
     [("Query", query("bob")), ("PutItem", {**SCORES, "Item": OTHERS}), ("DeleteItem", {**SCORES, "Key": OTHERS}),
      ("BatchGetItem", {"RequestItems": {"GameScores": {"Keys": [OWN, OTHERS]}}})]),
    ("2: own items, to read",
     [statement("Allow", "GetItem BatchGetItem Query", "GameScores",
                ForAllValues_StringEquals={"LeadingKeys": ["${www.amazon.com:user_id}"]})], AMAZON,
     [("Query", query("alice"))], [("Query", query("bob")), ("PutItem", {**SCORES, "Item": OWN})]),
    ("3: listed attributes, and nothing else that comes back",
     [statement("Allow", "UpdateItem GetItem Query BatchGetItem Scan", "GameScores",
                ForAllValues_StringEquals={"Attributes": ["UserId", "GameTitle", "TopScore"]},
                StringEqualsIfExists={"Select": "SPECIFIC_ATTRIBUTES", "ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"]})], {},
     [("UpdateItem", update()), ("UpdateItem", update(ReturnValues="UPDATED_NEW")), ("Scan", {**SCORES, **names("TopScore")}),
      ("Query", query("bob", **names("UserId")))],
     [("UpdateItem", update(ReturnValues="ALL_OLD")), ("UpdateItem", update(ReturnValues="ALL_NEW")), ("Scan", SCORES),
      ("Scan", {**SCORES, **names("TopScore", "Wins")}), ("Query", query("bob", Select="COUNT"))]),
    ("4: all attributes but two",
     [statement("Allow", "UpdateItem", "GameScores",
                ForAllValues_StringNotLike={"Attributes": ["FreeGamesAvailable", "BossLevelUnlocked"]},
                StringEquals={"ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"]})], {},
     [("UpdateItem", update()), ("UpdateItem", update(expression="SET Wins = :s, Losses = :s"))],
     [("UpdateItem", update(expression="SET FreeGamesAvailable = :s")),
      ("UpdateItem", update(expression="SET TopScore = :s REMOVE BossLevelUnlocked")),
      ("UpdateItem", update(expression="SET #b = :s", ExpressionAttributeNames={"#b": "BossLevelUnlocked"})),
      ("UpdateItem", update(ConditionExpression="attribute_exists(FreeGamesAvailable)")),
      ("UpdateItem", update(ReturnValues="ALL_NEW"))]),
    ("5: one index, listed attributes",
     [statement("Allow", "Query", "GameScores/index/TopScoreDateTimeIndex",
                ForAllValues_StringEquals={"Attributes": ["TopScoreDateTime", "GameTitle", "UserId"]},
                StringEquals={"Select": "SPECIFIC_ATTRIBUTES"})], {},
     [("Query", by_time(**names("TopScoreDateTime", "GameTitle")))],
     [("Query", by_time()), ("Query", by_time(**names("Wins"))), ("Query", query("alice", **names("GameTitle"))),
      ("Scan", {**SCORES, "IndexName": "TopScoreDateTimeIndex", **names("GameTitle")})]),
    ("5: one index, what is projected into it",
     [statement("Allow", "Query", "GameScores/index/TopScoreDateTimeIndex", StringEquals={"Select": "ALL_PROJECTED_ATTRIBUTES"})], {},
     [("Query", by_time()), ("Query", by_time(Select="ALL_PROJECTED_ATTRIBUTES"))],
     [("Query", by_time(**names("GameTitle"))), ("Query", by_time(Select="COUNT")), ("Query", query("alice"))]),
    ("6: a table and its index, listed attributes, a conditional write",
     [statement("Allow", READS_AND_WRITES, "GameScores GameScores/index/TopScoreDateTimeIndex",
                ForAllValues_StringEquals={"LeadingKeys": ["${graph.facebook.com:id}"],
                                           "Attributes": ["UserId", "GameTitle", "attribute-A", "attribute-B"]},
                StringEqualsIfExists={"Select": "SPECIFIC_ATTRIBUTES", "ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"]})], FACEBOOK,
     [("PutItem", {**SCORES, "Item": {**OWN, **s(**{"attribute-A": "1"})}}),
      ("PutItem", {**SCORES, "Item": OWN, "ConditionExpression": "attribute_not_exists(#b)", "ExpressionAttributeNames": {"#b": "attribute-B"}}),
      ("Query", by_time(**names("UserId")))],
     [("PutItem", {**SCORES, "Item": OWN, "ConditionExpression": "attribute_not_exists(Wins)"}),
      ("PutItem", {**SCORES, "Item": {**OWN, **s(Wins="1")}}),
      ("PutItem", {**SCORES, "Item": OWN, "ReturnValues": "ALL_OLD"}),
      ("PutItem", {**SCORES, "Item": {**OTHERS, **s(**{"attribute-A": "1"})}})]),
    ("7: everything but two attributes, by denying",
     [statement("Allow", "GetItem Query Scan", "CustomerData"),
      statement("Deny", "GetItem Query Scan", "CustomerData", ForAnyValue_StringEquals={"Attributes": ["SSN", "CreditCardNumber"]}),
      statement("Deny", "GetItem Query Scan", "CustomerData", StringNotEqualsIfExists={"Select": "SPECIFIC_ATTRIBUTES"})], {},
     [("GetItem", {"TableName": "CustomerData", "Key": s(Id="1"), **names("Name1")}),
      ("Scan", {"TableName": "CustomerData", **names("Name1")})],
     [("GetItem", {"TableName": "CustomerData", "Key": s(Id="1")}),
      ("GetItem", {"TableName": "CustomerData", "Key": s(Id="1"), **names("Name1", "SSN")}),
      ("GetItem", {"TableName": "CustomerData", "Key": s(Id="1"), **names("CreditCardNumber.Last4")}),
      ("Scan", {"TableName": "CustomerData", "FilterExpression": "SSN = :n", "ExpressionAttributeValues": {":n": {"S": "1"}}, **names("Name1")}),
      ("Scan", {"TableName": "CustomerData", "Select": "COUNT"})]),
    ("T: in transactions only",
     [statement("Allow", "PutItem UpdateItem DeleteItem GetItem ConditionCheckItem", "GameScores",
                ForAnyValue_StringEquals={"EnclosingOperation": ["TransactWriteItems", "TransactGetItems"]})], {},
     [("TransactWriteItems", {"TransactItems": [
         {"Put": {**SCORES, "Item": OWN}},
         {"ConditionCheck": {**SCORES, "Key": OTHERS, "ConditionExpression": "attribute_not_exists(UserId)"}}]}),
      ("TransactGetItems", {"TransactItems": [{"Get": {**SCORES, "Key": OWN}}]})],
     [("PutItem", {**SCORES, "Item": OWN}), ("GetItem", {**SCORES, "Key": OWN})]),
    ("T: not in transactions",
     [statement("Allow", "PutItem UpdateItem DeleteItem GetItem ConditionCheckItem", "GameScores"),
      statement("Deny", "PutItem UpdateItem DeleteItem GetItem ConditionCheckItem", "GameScores",
                ForAnyValue_StringEquals={"EnclosingOperation": ["TransactWriteItems", "TransactGetItems"]})], {},
     [("PutItem", {**SCORES, "Item": OWN}), ("GetItem", {**SCORES, "Key": OWN})],
     [("TransactWriteItems", {"TransactItems": [{"Put": {**SCORES, "Item": OWN}}]}),
      ("TransactGetItems", {"TransactItems": [{"Get": {**SCORES, "Key": OWN}}]})]),
    ("ListTables is matched by the ARN that its denial names",
     [statement("Allow", "ListTables", "*")], {}, [("ListTables", {})], [("Scan", SCORES)]),
    ("ListTables is not matched by one table's ARN",
     [statement("Allow", "ListTables Scan", "GameScores")], {}, [("Scan", SCORES)], [("ListTables", {})]),
    ("consumed capacity is not to be seen",
     [statement("Allow", "GetItem", "GameScores", StringEquals={"ReturnConsumedCapacity": "NONE"})], {},
     [("GetItem", {**SCORES, "Key": OWN}), ("GetItem", {**SCORES, "Key": OWN, "ReturnConsumedCapacity": "NONE"})],
     [("GetItem", {**SCORES, "Key": OWN, "ReturnConsumedCapacity": "TOTAL"})]),
    ("the first part of the partition key is the leading key",
     [statement("Allow", "GetItem", "GameScores", ForAllValues_StringEquals={"FirstPartitionKeyValues": ["${aws:username}"]})], {},
     [("GetItem", {**SCORES, "Key": {**OWN, **s(UserId="example-16")}})], [("GetItem", {**SCORES, "Key": OWN})]),
]


@pytest.fixture(scope="module")
def tables(server):
    database = client(server, "dynamodb")
    database.create_table(
        TableName="GameScores", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("UserId", "GameTitle", "TopScoreDateTime")],
        KeySchema=[{"AttributeName": "UserId", "KeyType": "HASH"}, {"AttributeName": "GameTitle", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{
            "IndexName": "TopScoreDateTimeIndex", "Projection": {"ProjectionType": "KEYS_ONLY"},
            "KeySchema": [{"AttributeName": "UserId", "KeyType": "HASH"}, {"AttributeName": "TopScoreDateTime", "KeyType": "RANGE"}]}])
    database.create_table(
        TableName="CustomerData", BillingMode="PAY_PER_REQUEST", AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}])
    return server


@pytest.fixture(scope="module")
def users(tables):
    """A user for each example, with its policy inline."""
    iam = client(tables, "iam")
    found = {}
    for number, (name, statements, *_) in enumerate(EXAMPLES, 1):
        user = f"example-{number}"
        iam.create_user(UserName=user)
        iam.put_user_policy(
            UserName=user, PolicyName="Example", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}))
        key = iam.create_access_key(UserName=user)["AccessKey"]
        found[name] = (key["AccessKeyId"], key["SecretAccessKey"])
    return found


CASES = [(name, header, operation, input, allowed)
         for name, _, header, allows, refuses in EXAMPLES
         for allowed, requests in ((True, allows), (False, refuses)) for operation, input in requests]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}: {'allows' if case[4] else 'refuses'} {case[2]} {json.dumps(case[3])[:80]}")
def test_a_policy_of_the_guide(tables, users, case):
    name, header, operation, input, allowed = case
    request = sign(dynamodb(operation, input), users[name]).having(**header)
    response = exchange(tables, request)
    denied = response.status == 400 and response.json["__type"] == FRAMEWORK + "AccessDeniedException"
    assert denied is not allowed, response.text
    if allowed:
        assert response.status == 200, response.text


def test_every_example_allows_and_refuses():
    for name, _, _, allows, refuses in EXAMPLES:
        assert refuses and (allows or name == "1: nobody's id"), name
