"""AWS's DynamoDB Encryption Client seals items with keys of this server's KMS: both services, and who may use the keys."""

import base64
import json
from decimal import Decimal

import botocore.exceptions
import pytest
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary
from dynamodb_encryption_sdk.delegated_keys.jce import JceNameLocalDelegatedKey
from dynamodb_encryption_sdk.encrypted.client import EncryptedClient
from dynamodb_encryption_sdk.encrypted.resource import EncryptedResource
from dynamodb_encryption_sdk.encrypted.table import EncryptedTable
from dynamodb_encryption_sdk.exceptions import SignatureVerificationError, UnwrappingError, WrappingError
from dynamodb_encryption_sdk.identifiers import CryptoAction
from dynamodb_encryption_sdk.material_providers.aws_kms import AwsKmsCryptographicMaterialsProvider
from dynamodb_encryption_sdk.material_providers.most_recent import CachingMostRecentProvider
from dynamodb_encryption_sdk.material_providers.store.meta import MetaStore
from dynamodb_encryption_sdk.material_providers.wrapped import WrappedCryptographicMaterialsProvider
from dynamodb_encryption_sdk.structures import AttributeActions

from aws import client, resource
from conftest import server  # noqa: F401
from server import ADMIN

ITEM = {
    "patient": "ann", "visit": 1, "ward": "north", "text": "äöü \U0001f600", "weight": Decimal("61.25"), "allergic": True,
    "nothing": None, "tags": {"a", "b"}, "picture": Binary(bytes(range(256))),
    "list": [1, "x", {"deep": Decimal("-0.5")}], "map": {"a": {"b": []}}}
ACTIONS = AttributeActions(
    default_action=CryptoAction.ENCRYPT_AND_SIGN, attribute_actions={"ward": CryptoAction.SIGN_ONLY, "seen": CryptoAction.DO_NOTHING})
SEALED = {"text", "weight", "allergic", "nothing", "tags", "picture", "list", "map"}


def make(server, name):
    table = resource(server, "dynamodb").create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": attribute, "AttributeType": kind} for attribute, kind in (("patient", "S"), ("visit", "N"), ("ward", "S"))],
        KeySchema=[{"AttributeName": "patient", "KeyType": "HASH"}, {"AttributeName": "visit", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{"IndexName": "ward", "KeySchema": [{"AttributeName": "ward", "KeyType": "HASH"}],
                                 "Projection": {"ProjectionType": "ALL"}}])
    table.wait_until_exists()
    return table


def new_key(server):
    return client(server, "kms").create_key(Description="items")["KeyMetadata"]["Arn"]


def with_kms(server, arn, key=ADMIN, grants=()):
    return AwsKmsCryptographicMaterialsProvider(
        arn, regional_clients={"us-east-1": client(server, "kms", key=key)}, grant_tokens=tuple(grants))


def opened(server, name, provider, key=ADMIN):
    return EncryptedTable(resource(server, "dynamodb", key=key).Table(name), provider, attribute_actions=ACTIONS)


def user(server, name, *actions):
    """A user with one policy; the key."""
    iam = client(server, "iam")
    iam.create_user(UserName=name)
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    iam.put_user_policy(UserName=name, PolicyName="Own", PolicyDocument=json.dumps(policy))
    made = iam.create_access_key(UserName=name)["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]


def refusal(raised):
    """What KMS had answered when the library said only that it failed."""
    cause = raised.value.__context__
    assert isinstance(cause, botocore.exceptions.ClientError)
    return cause.response["Error"]["Code"], cause.response["Error"]["Message"]


def denied(user, action, arn):
    # The library names no key to Decrypt, and the fault does not either (authorization reference, 2).
    where = "the resource associated with this ciphertext" if action == "Decrypt" else f"resource: {arn}"
    return "AccessDeniedException", (
        f"User: arn:aws:iam::111122223333:user/{user} is not authorized to perform: kms:{action} on {where} "
        f"because no identity-based policy allows the kms:{action} action")


@pytest.fixture(scope="module")
def arn(server):
    return new_key(server)


@pytest.fixture(scope="module")
def visits(server, arn):
    """A table in which the library has put one item."""
    make(server, "Visits")
    opened(server, "Visits", with_kms(server, arn)).put_item(Item=ITEM)


# Items


def test_an_item_is_sealed_and_opened(server, arn, visits):
    sealed = resource(server, "dynamodb").Table("Visits").get_item(Key={"patient": "ann", "visit": 1})["Item"]
    assert set(sealed) == set(ITEM) | {"*amzn-ddb-map-desc*", "*amzn-ddb-map-sig*"}
    assert (sealed["patient"], sealed["visit"], sealed["ward"]) == ("ann", 1, "north")
    assert {name for name, value in sealed.items() if isinstance(value, Binary)} >= SEALED
    assert "äöü".encode() not in bytes(sealed["text"])
    table = opened(server, "Visits", with_kms(server, arn))
    assert table.get_item(Key={"patient": "ann", "visit": 1}, ConsistentRead=True)["Item"] == ITEM


def test_queries_scans_batches_and_pages(server, arn, visits):
    make(server, "Many")
    table = opened(server, "Many", with_kms(server, arn))
    items = [
        {"patient": "bob", "visit": number, "ward": "south" if number % 2 else "north", "note": f"note {number}"} for number in range(30)]
    with table.batch_writer(overwrite_by_pkeys=["patient", "visit"]) as batch:
        batch.put_item(Item={**items[0], "note": "overwritten"})
        for item in items:
            batch.put_item(Item=item)
    found = table.query(KeyConditionExpression=Key("patient").eq("bob") & Key("visit").between(3, 5), ScanIndexForward=False)
    assert found["Items"] == [items[5], items[4], items[3]]
    found = table.query(IndexName="ward", KeyConditionExpression=Key("ward").eq("south"), FilterExpression=Attr("visit").lt(6))
    assert sorted(found["Items"], key=lambda item: item["visit"]) == [items[1], items[3], items[5]]
    assert sorted(table.scan()["Items"], key=lambda item: item["visit"]) == items

    provider = with_kms(server, arn)
    whole = EncryptedResource(resource(server, "dynamodb"), provider, attribute_actions=ACTIONS).batch_get_item(RequestItems={
        "Many": {"Keys": [{"patient": "bob", "visit": number} for number in (1, 2)]}, "Visits": {"Keys": [{"patient": "ann", "visit": 1}]}})
    assert sorted(whole["Responses"]["Many"], key=lambda item: item["visit"]) == items[1:3]
    assert whole["Responses"]["Visits"] == [ITEM]
    pages = EncryptedClient(client(server, "dynamodb"), provider, attribute_actions=ACTIONS).get_paginator("query").paginate(
        TableName="Many", KeyConditionExpression="patient = :p", ExpressionAttributeValues={":p": {"S": "bob"}},
        PaginationConfig={"PageSize": 7})
    assert [item["note"]["S"] for page in pages for item in page["Items"]] == [item["note"] for item in items]


def test_a_condition_on_what_is_not_sealed(server, arn):
    make(server, "Once")
    table = opened(server, "Once", with_kms(server, arn))
    table.put_item(Item=ITEM, ConditionExpression=Attr("patient").not_exists())
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        table.put_item(Item={**ITEM, "text": "again"}, ConditionExpression=Attr("patient").not_exists())
    assert raised.value.response["Error"] == {
        "Code": "ConditionalCheckFailedException", "Message": "The conditional request failed"}
    assert table.get_item(Key={"patient": "ann", "visit": 1})["Item"] == ITEM


@pytest.mark.parametrize("change", ["ward", "text", "patient"])
def test_an_item_that_was_changed_or_moved_is_not_believed(server, change):
    name = f"Changed-{change}"
    raw = make(server, name)
    signing, sealing = (JceNameLocalDelegatedKey.generate(algorithm, 256) for algorithm in ("HmacSHA512", "AES"))
    table = opened(server, name, WrappedCryptographicMaterialsProvider(signing_key=signing, wrapping_key=sealing, unwrapping_key=sealing))
    table.put_item(Item=ITEM)
    key = {"patient": "ann", "visit": 1}
    assert table.get_item(Key=key)["Item"] == ITEM
    sealed = raw.get_item(Key=key)["Item"]
    raw.put_item(Item={**sealed, change: {"ward": "south", "text": Binary(bytes(sealed["text"])[::-1]), "patient": "bob"}[change]})
    with pytest.raises(SignatureVerificationError):
        table.get_item(Key={**key, **({"patient": "bob"} if change == "patient" else {})})


# Keys


def test_kms_seals_to_the_item(server, arn, visits):
    """The data key is bound to the table and to the item's key; it opens for nobody who names another."""
    description = bytes(resource(server, "dynamodb").Table("Visits").get_item(
        Key={"patient": "ann", "visit": 1})["Item"]["*amzn-ddb-map-desc*"])
    wrapped = description[description.index(b"amzn-ddb-env-key") + len("amzn-ddb-env-key"):]
    length = int.from_bytes(wrapped[:4], "big")
    blob = base64.b64decode(wrapped[4:4 + length])
    kms = client(server, "kms")
    context = {
        "*amzn-ddb-env-alg*": "AES/256", "*amzn-ddb-sig-alg*": "HmacSHA256/256", "*aws-kms-table*": "Visits",
        "patient": "ann", "visit": "1"}
    answer = kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)
    assert (answer["KeyId"], len(answer["Plaintext"])) == (arn, 32)
    for wrong in ({**context, "patient": "bob"}, {**context, "*aws-kms-table*": "Other"}, {}):
        with pytest.raises(kms.exceptions.InvalidCiphertextException):
            kms.decrypt(CiphertextBlob=blob, EncryptionContext=wrong)


def test_somebody_who_may_read_the_table_but_not_use_the_key(server, arn, visits):
    key = user(server, "Clerk", "dynamodb:*")
    assert resource(server, "dynamodb", key=key).Table("Visits").get_item(Key={"patient": "ann", "visit": 1})["Item"]["ward"] == "north"
    table = opened(server, "Visits", with_kms(server, arn, key), key)
    with pytest.raises(UnwrappingError) as raised:
        table.get_item(Key={"patient": "ann", "visit": 1})
    assert refusal(raised) == denied("Clerk", "Decrypt", arn)
    with pytest.raises(WrappingError) as raised:
        table.put_item(Item={**ITEM, "patient": "eve"})
    assert refusal(raised) == denied("Clerk", "GenerateDataKey", arn)
    assert "Item" not in resource(server, "dynamodb").Table("Visits").get_item(Key={"patient": "eve", "visit": 1})


def test_a_grant_for_one_patient(server, arn, visits):
    """A grant with an encryption context opens the items of one key and no others."""
    key = user(server, "Nurse", "dynamodb:*")
    provider = with_kms(server, arn)
    opened(server, "Visits", provider).put_item(Item={**ITEM, "patient": "bob"})
    grant = client(server, "kms").create_grant(
        KeyId=arn, GranteePrincipal="arn:aws:iam::111122223333:user/Nurse", Operations=["Decrypt"],
        Constraints={"EncryptionContextSubset": {"patient": "bob"}})
    table = opened(server, "Visits", with_kms(server, arn, key, [grant["GrantToken"]]), key)
    assert table.get_item(Key={"patient": "bob", "visit": 1})["Item"] == {**ITEM, "patient": "bob"}
    with pytest.raises(UnwrappingError) as raised:
        table.get_item(Key={"patient": "ann", "visit": 1})
    assert refusal(raised) == denied("Nurse", "Decrypt", arn)
    with pytest.raises(WrappingError):
        table.put_item(Item={**ITEM, "patient": "bob", "visit": 2})
    client(server, "kms").revoke_grant(KeyId=arn, GrantId=grant["GrantId"])
    with pytest.raises(UnwrappingError):
        table.get_item(Key={"patient": "bob", "visit": 1})


def test_a_policy_of_the_key_by_table(server):
    """kms:EncryptionContext:… in the key's own policy keeps a key to one table."""
    key = user(server, "Writer", "dynamodb:*")
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
        {"Sid": "OneTable", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/Writer"},
         "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*",
         "Condition": {"StringEquals": {"kms:EncryptionContext:*aws-kms-table*": "Allowed"}}}]}
    arn = client(server, "kms").create_key(Policy=json.dumps(policy))["KeyMetadata"]["Arn"]
    for name in ("Allowed", "Other"):
        make(server, name)
    table = opened(server, "Allowed", with_kms(server, arn, key), key)
    table.put_item(Item=ITEM)
    assert table.get_item(Key={"patient": "ann", "visit": 1})["Item"] == ITEM
    with pytest.raises(WrappingError) as raised:
        opened(server, "Other", with_kms(server, arn, key), key).put_item(Item=ITEM)
    assert refusal(raised) == denied("Writer", "GenerateDataKey", arn)


def test_a_key_that_is_switched_off(server):
    arn = new_key(server)
    make(server, "Off")
    table, kms = opened(server, "Off", with_kms(server, arn)), client(server, "kms")
    table.put_item(Item=ITEM)
    kms.disable_key(KeyId=arn)
    for kind, work in (
            (UnwrappingError, lambda: table.get_item(Key={"patient": "ann", "visit": 1})),
            (WrappingError, lambda: table.put_item(Item=ITEM))):
        with pytest.raises(kind) as raised:
            work()
        assert refusal(raised) == ("DisabledException", f"{arn} is disabled.")
    kms.enable_key(KeyId=arn)
    assert table.get_item(Key={"patient": "ann", "visit": 1})["Item"] == ITEM
    kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    with pytest.raises(UnwrappingError) as raised:
        table.get_item(Key={"patient": "ann", "visit": 1})
    assert refusal(raised) == ("KMSInvalidStateException", f"{arn} is pending deletion.")


def test_a_store_of_keys_in_a_table_of_its_own(server, arn):
    """The library's provider store: versions of wrapped keys, added with a condition and found by a backward query."""
    MetaStore.create_table(client(server, "dynamodb"), "Keys", 5, 5)
    client(server, "dynamodb").get_waiter("table_exists").wait(TableName="Keys")
    make(server, "Stored")

    def provider():
        store = MetaStore(table=resource(server, "dynamodb").Table("Keys"), materials_provider=with_kms(server, arn))
        return store, CachingMostRecentProvider(provider_store=store, material_name="visits", version_ttl=600.0)

    store, first = provider()
    opened(server, "Stored", first).put_item(Item=ITEM)
    assert store.max_version("visits") == 0
    store.new_provider("visits")
    assert store.max_version("visits") == 1
    _, second = provider()
    table = opened(server, "Stored", second)
    table.put_item(Item={**ITEM, "visit": 2})
    assert [item["visit"] for item in table.query(KeyConditionExpression=Key("patient").eq("ann"))["Items"]] == [1, 2]
    assert table.get_item(Key={"patient": "ann", "visit": 1})["Item"] == ITEM
    kept = client(server, "dynamodb").query(
        TableName="Keys", KeyConditionExpression="N = :n", ExpressionAttributeValues={":n": {"S": "visits"}})["Items"]
    assert [item["V"]["N"] for item in kept] == ["0", "1"]
    assert all(set(item["enc"]) == {"B"} for item in kept)
