"""AccessDenied from every layer of policies, as bytes: status, `__type`, `Message` with its capital, the whole text, the checksum.

Sources are sections of the authorization reference (2.2 implicit, 2.3 explicit, 2.4 the policy's ARN, 2.6 which layer is named,
2.7 and 2.8 how principals and resources are printed, 2.9 keys) and of the reference on AWS's other services (`services`).
"""

import json
import re

import pytest

from conftest import layers, layers_2022  # noqa: F401
from wire import FRAMEWORK, ask, call, check_envelope, credentials, exchange, fault, json11, keys, sign

DENIED = FRAMEWORK + "AccessDeniedException"
ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/"
TABLES = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/*"
MUSIC = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/Music"
KEY = {"Key": {"Artist": {"S": "a"}}}
POLICY = ": arn:aws:iam::111122223333:policy/"
SCP = ": arn:aws:organizations::999988887777:policy/o-exampleorg1/service_control_policy/p-…"
RCP = ": arn:aws:organizations::999988887777:policy/o-exampleorg1/resource_control_policy/p-…"
TABLE = {
    "TableName": "Secret", "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
GET_ITEM_ONLY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*"}]}'
DENY_LIST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},'
    '{"Effect":"Deny","Action":"dynamodb:ListTables","Resource":"*"}]}')


@pytest.fixture(scope="module", params=["current", "2022"])
def world(request):
    """The server with either wording of denials."""
    return request.param, request.getfixturevalue("layers" if request.param == "current" else "layers_2022")


def sentence(user, action, resource, reason):
    return f"User: {user} is not authorized to perform: {action} on resource: {resource}{reason and ' ' + reason}"


def implicit(kind, action="dynamodb:ListTables"):
    return f"because no {kind} allows the {action} action"


def explicit(kind):
    return f"with an explicit deny in {kind}"


def check(response, message):
    """The whole answer; `…` in the message stands for one word."""
    check_envelope(response)
    found = response.json["Message"]
    assert response.text == fault(DENIED, found, "Message")
    pattern = "[^ ]+".join(re.escape(piece) for piece in message.split("…"))
    assert re.fullmatch(pattern, found), f"\nfound    {found}\nexpected {message}"


LONG_TERM = [
    # name, source, caller, operation, input, port, user, action, resource, reason, ARN of the current wording
    ("identity, implicit", "2.2", "Nobody", "ListTables", {}, None, USER + "Nobody", TABLES, implicit("identity-based policy"), ""),
    ("identity, implicit, a table", "2.8", "Nobody", "GetItem", {"TableName": "Music", **KEY}, None, USER + "Nobody", MUSIC,
     implicit("identity-based policy", "dynamodb:GetItem"), ""),
    ("identity, implicit, a table that is not there", "2.8", "Nobody", "DescribeTable", {"TableName": "Nowhere"}, None, USER + "Nobody",
     MUSIC.replace("Music", "Nowhere"), implicit("identity-based policy", "dynamodb:DescribeTable"), ""),
    ("identity, implicit, a table by its ARN", "2.8", "Nobody", "DescribeTable", {"TableName": MUSIC}, None, USER + "Nobody", MUSIC,
     implicit("identity-based policy", "dynamodb:DescribeTable"), ""),
    ("identity, implicit, an index", "2.8, recorded", "Nobody", "Scan", {"TableName": "Music", "IndexName": "Genre"}, None, USER + "Nobody",
     MUSIC + "/index/Genre", implicit("identity-based policy", "dynamodb:Scan"), ""),
    ("identity, implicit, a table to be made", "2.8", "Nobody", "CreateTable", TABLE, None, USER + "Nobody",
     MUSIC.replace("Music", "Secret"), implicit("identity-based policy", "dynamodb:CreateTable"), ""),
    ("identity, explicit, managed", "2.4", "DeniedManaged", "ListTables", {}, None, USER + "DeniedManaged", TABLES,
     explicit("an identity-based policy"), POLICY + "DenyListTables"),
    ("identity, explicit, inline", "2.4: no ARN", "DeniedInline", "ListTables", {}, None, USER + "DeniedInline", TABLES,
     explicit("an identity-based policy"), ""),
    ("identity, explicit, by a group; a path", "2.7", "DeniedByGroup", "ListTables", {}, None, USER + "team/DeniedByGroup", TABLES,
     explicit("an identity-based policy"), POLICY + "DenyListTables"),
    ("boundary, implicit", "2.2, 2.6", "Bounded", "ListTables", {}, None, USER + "Bounded", TABLES, implicit("permissions boundary"), ""),
    ("boundary, explicit", "2.4", "BoundedDeny", "ListTables", {}, None, USER + "BoundedDeny", TABLES, explicit("a permissions boundary"),
     POLICY + "AllowButDenyListTables"),
    ("SCP, implicit", "2.2", "Unlisted", "ListTables", {}, None, "arn:aws:iam::222233334444:user/Unlisted",
     TABLES.replace(ACCOUNT, "222233334444"), implicit("service control policy"), ""),
    ("SCP, implicit, a root user", "2.7", "root", "ListTables", {}, None, "arn:aws:iam::222233334444:root",
     TABLES.replace(ACCOUNT, "222233334444"), implicit("service control policy"), ""),
    ("SCP, explicit", "2.4", "Member", "ListTables", {}, None, "arn:aws:iam::333344445555:user/Member",
     TABLES.replace(ACCOUNT, "333344445555"), explicit("a service control policy"), SCP),
    ("RCP, explicit", "2.4", "Member", "DescribeTable", {"TableName": "Music"}, None, "arn:aws:iam::333344445555:user/Member",
     MUSIC.replace(ACCOUNT, "333344445555"), explicit("a resource control policy"), RCP),
    ("endpoint, explicit", "2.4: no ARN", "Writer", "ListTables", {}, "vpce-0a1b2c3d4e5f60001", USER + "Writer", TABLES,
     explicit("a VPC endpoint policy"), ""),
    ("endpoint, implicit", "2.2", "Writer", "ListTables", {}, "vpce-0a1b2c3d4e5f60002", USER + "Writer", TABLES,
     implicit("VPC endpoint policy"), ""),
    ("endpoint before identity", "2.6", "Nobody", "ListTables", {}, "vpce-0a1b2c3d4e5f60002", USER + "Nobody", TABLES,
     implicit("VPC endpoint policy"), ""),
    ("an explicit deny before an implicit one", "2.6", "DeniedManaged", "ListTables", {}, "vpce-0a1b2c3d4e5f60002", USER + "DeniedManaged",
     TABLES, explicit("an identity-based policy"), POLICY + "DenyListTables"),
]


@pytest.mark.parametrize("row", LONG_TERM, ids=lambda row: f"{row[0]} [{row[1]}]")
def test_a_long_term_key_is_denied(world, row):
    wording, server = world
    _, _, caller, operation, input, endpoint, user, resource, reason, arn = row
    port = server.endpoint_port(endpoint) if endpoint else None
    response = call(server, operation, input, keys(server)[caller], port=port)
    check(response, sentence(user, f"dynamodb:{operation}", resource, reason) + (arn if wording == "current" else ""))


ITEM = {"Artist": {"S": "a"}}
PARTS = [
    ("a batch of writes", "BatchWriteItem", {"RequestItems": {"Music": [{"PutRequest": {"Item": ITEM}}]}}, "BatchWriteItem"),
    ("a batch of reads", "BatchGetItem", {"RequestItems": {"Music": {"Keys": [ITEM]}}}, "BatchGetItem"),
    ("a delete in a transaction: its own action (recorded)", "TransactWriteItems",
     {"TransactItems": [{"Delete": {"TableName": "Music", "Key": ITEM}}]}, "DeleteItem"),
    ("a check in a transaction", "TransactWriteItems",
     {"TransactItems": [{"ConditionCheck": {"TableName": "Music", "Key": ITEM, "ConditionExpression": "attribute_exists(Artist)"}}]},
     "ConditionCheckItem"),
    ("a read in a transaction", "TransactGetItems", {"TransactItems": [{"Get": {"TableName": "Music", "Key": ITEM}}]}, "GetItem"),
]


@pytest.mark.parametrize("row", PARTS, ids=lambda row: row[0])
def test_a_call_of_several_parts_names_the_part(layers, row):
    _, operation, input, action = row
    response = call(layers, operation, input, keys(layers)["Nobody"])
    check(response, sentence(USER + "Nobody", f"dynamodb:{action}", MUSIC, implicit("identity-based policy", f"dynamodb:{action}")))


WORKER = f"arn:aws:sts::{ACCOUNT}:assumed-role/Worker/story"
SESSIONS = [
    ("session, implicit", "2.2, 2.6", [("Policy", GET_ITEM_ONLY)], implicit("session policy"), ""),
    ("session, explicit, inline", "2.4: no ARN", [("Policy", DENY_LIST)], explicit("a session policy"), ""),
    ("session, explicit, managed", "2.4", [("PolicyArns.member.1.arn", f"arn:aws:iam::{ACCOUNT}:policy/AllowButDenyListTables")],
     explicit("a session policy"), POLICY + "AllowButDenyListTables"),
]


@pytest.mark.parametrize("row", SESSIONS, ids=lambda row: f"{row[0]} [{row[1]}]")
def test_a_role_session_is_denied(world, row):
    wording, server = world
    _, _, parameters, reason, arn = row
    role = [("RoleArn", f"arn:aws:iam::{ACCOUNT}:role/jobs/Worker"), ("RoleSessionName", "story")]
    key, token = credentials(ask(server, "sts", "2011-06-15", "AssumeRole", role + parameters, keys(server)["Writer"]))
    response = call(server, "ListTables", {}, key, token=token)
    check(response, sentence(WORKER, "dynamodb:ListTables", TABLES, reason) + (arn if wording == "current" else ""))


def test_a_federated_session_is_denied(world):
    _, server = world
    parameters = [("Name", "Fed"), ("Policy", GET_ITEM_ONLY)]
    key, token = credentials(ask(server, "sts", "2011-06-15", "GetFederationToken", parameters, keys(server)["Writer"]))
    check(call(server, "ListTables", {}, key, token=token),
          sentence(f"arn:aws:sts::{ACCOUNT}:federated-user/Fed", "dynamodb:ListTables", TABLES, implicit("session policy")))


def test_a_session_of_a_user_is_printed_as_the_user(world):
    """2.7: GetSessionToken."""
    _, server = world
    key, token = credentials(ask(server, "sts", "2011-06-15", "GetSessionToken", [], keys(server)["Nobody"]))
    check(call(server, "ListTables", {}, key, token=token),
          sentence(USER + "Nobody", "dynamodb:ListTables", TABLES, implicit("identity-based policy")))


def test_a_tables_own_policy_denies(world):
    """2.3: resource-based, recorded on DynamoDB; no ARN."""
    _, server = world
    policy = {"Version": "2012-10-17", "Statement": [{
        "Sid": "NotWriter", "Effect": "Deny", "Principal": {"AWS": USER + "Writer"}, "Action": "dynamodb:DeleteItem", "Resource": MUSIC}]}
    admin = keys(server)["Admin"]
    if call(server, "GetResourcePolicy", {"ResourceArn": MUSIC}, admin).status != 200:
        response = call(server, "PutResourcePolicy", {"ResourceArn": MUSIC, "Policy": json.dumps(policy)}, admin)
        assert response.status == 200, response.text
    response = call(server, "DeleteItem", {"TableName": "Music", **KEY}, keys(server)["Writer"])
    check(response, sentence(USER + "Writer", "dynamodb:DeleteItem", MUSIC, explicit("a resource-based policy")))


KMS = "KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: {} (Service: AWSKMS; Status Code: 400; "\
    "Error Code: AccessDeniedException; Request ID: …; Proxy: null)"


@pytest.mark.parametrize("alias, reason", [
    ("alias/no-grants", implicit("resource-based policy", "kms:CreateGrant")), ("alias/deny-grants", explicit("a resource-based policy"))])
def test_a_keys_policy_denies_through_dynamodb(world, alias, reason):
    """2.9, recorded."""
    _, server = world
    writer = keys(server)["Writer"]
    described = exchange(server, sign(json11("TrentService.DescribeKey", {"KeyId": alias}), writer, service="kms"))
    arn = described.json["KeyMetadata"]["Arn"]
    table = {**TABLE, "SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": alias}}
    response = call(server, "CreateTable", table, writer)
    check(response, KMS.format(sentence(USER + "Writer", "kms:CreateGrant", arn, reason)))


# MARK: The other protocols

def query_error(namespace, code, message, request_id):
    return (f'<ErrorResponse xmlns="{namespace}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>'
            f"<RequestId>{request_id}</RequestId></ErrorResponse>")


IAM = "https://iam.amazonaws.com/doc/2010-05-08/"
STS = "https://sts.amazonaws.com/doc/2011-06-15/"
QUERY = [
    ("iam", "ListUsers", [], "Nobody", IAM,
     sentence(USER + "Nobody", "iam:ListUsers", f"arn:aws:iam::{ACCOUNT}:user/", implicit("identity-based policy", "iam:ListUsers"))),
    ("iam", "CreateUser", [("UserName", "New")], "Nobody", IAM,
     sentence(USER + "Nobody", "iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/New", implicit("identity-based policy", "iam:CreateUser"))),
    ("iam", "GetUser", [("UserName", "Admin")], "Writer", IAM,
     sentence(USER + "Writer", "iam:GetUser", "user Admin", implicit("identity-based policy", "iam:GetUser"))),
    ("sts", "AssumeRole", [("RoleArn", f"arn:aws:iam::{ACCOUNT}:role/Closed"), ("RoleSessionName", "s1")], "Writer", STS,
     sentence(USER + "Writer", "sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/Closed", "")),
    ("sts", "AssumeRole", [("RoleArn", f"arn:aws:iam::{ACCOUNT}:role/Absent"), ("RoleSessionName", "s1")], "Writer", STS,
     sentence(USER + "Writer", "sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/Absent", "")),
    ("sts", "AssumeRole", [("RoleArn", "arn:aws:iam::333344445555:role/Absent"), ("RoleSessionName", "s1")], "Writer", STS,
     sentence(USER + "Writer", "sts:AssumeRole", "arn:aws:iam::333344445555:role/Absent", "")),
]


@pytest.mark.parametrize("row", QUERY, ids=lambda row: f"{row[0]} {row[1]} {dict(row[2])}")
def test_a_query_service_denies(world, row):
    """1.11; services 3.5: STS gives no reason."""
    _, server = world
    service, action, parameters, caller, namespace, message = row
    response = ask(server, service, {"iam": "2010-05-08", "sts": "2011-06-15"}[service], action, parameters, keys(server)[caller])
    assert response.status == 403
    assert response.header("Content-Type") == "text/xml"
    assert response.header("x-amz-crc32") is None
    identifier = response.header("x-amzn-RequestId")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identifier)
    assert response.text == query_error(namespace, "AccessDenied", message, identifier)


def test_ec2_denies(world):
    """services 4.1: a describing call names no resource."""
    _, server = world
    response = ask(server, "ec2", "2016-11-15", "DescribeVpcEndpoints", [], keys(server)["Nobody"])
    assert response.status == 403
    assert response.header("Content-Type") == "text/xml;charset=UTF-8"
    message = (
        f"You are not authorized to perform this operation. User: {USER}Nobody is not authorized to perform: ec2:DescribeVpcEndpoints "
        "because no identity-based policy allows the ec2:DescribeVpcEndpoints action")
    assert response.text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>UnauthorizedOperation</Code>'
        f"<Message>{message}</Message></Error></Errors><RequestID>{response.header('x-amzn-RequestId')}</RequestID></Response>")


def test_kms_denies(world):
    """services 2.5."""
    _, server = world
    response = exchange(server, sign(json11("TrentService.ListKeys"), keys(server)["Nobody"], service="kms"))
    assert response.status == 400
    body = response.json
    assert body.pop("__type") == "AccessDeniedException"
    assert list(body.values()) == [
        sentence(USER + "Nobody", "kms:ListKeys", "*", implicit("identity-based policy", "kms:ListKeys"))]


@pytest.mark.parametrize("caller", ["Nobody", "Admin"])
def test_organizations_denies(world, caller):
    """services 5.3: the short text, also for a member account's administrator."""
    _, server = world
    response = exchange(server, sign(json11("AWSOrganizationsV20161128.ListAccounts"), keys(server)[caller], service="organizations"))
    assert (response.status, response.text) == (
        400, '{"__type":"AccessDeniedException","Message":"You don\'t have permissions to access this resource."}')
