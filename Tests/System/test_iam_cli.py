"""Renaming, tags, summaries, encoded messages and the like, by the real AWS CLI.

Sources: IAM, STS, Organizations and EC2 API References; IAM User Guide, "Renaming an IAM user" and "AWS JSON policy elements: Principal".
"""

import json
import re

import pytest

from aws import cli, cli_error
from conftest import layers, server  # noqa: F401
from wire import keys

ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def new_user(server, name, document=None):
    """A user with an inline policy; its key."""
    cli(server, "iam", "create-user", "--user-name", name)
    if document:
        cli(server, "iam", "put-user-policy", "--user-name", name, "--policy-name", "own", "--policy-document", document)
    key = cli(server, "iam", "create-access-key", "--user-name", name)["AccessKey"]
    return key["AccessKeyId"], key["SecretAccessKey"]


def make_table(server, name, *words, **credentials):
    return cli(
        server, "dynamodb", "create-table", "--table-name", name, "--attribute-definitions", "AttributeName=p,AttributeType=S",
        "--key-schema", "AttributeName=p,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST", *words, **credentials)["TableDescription"]["TableArn"]


def test_a_renamed_user_is_meant_by_every_policy_and_a_deleted_one_by_its_id(server):
    key = new_user(server, "Bob")
    table = make_table(server, "Letters")
    statement = {"Effect": "Allow", "Principal": {"AWS": USER + "Bob"}, "Action": "dynamodb:GetItem", "Resource": table}
    cli(server, "dynamodb", "put-resource-policy", "--resource-arn", table, "--policy", policy(statement))
    read = ("dynamodb", "get-item", "--table-name", "Letters", "--key", '{"p":{"S":"a"}}')
    assert cli(server, *read, key=key) is None

    cli(server, "iam", "update-user", "--user-name", "Bob", "--new-user-name", "Robert", "--new-path", "/team/")
    assert cli(server, "sts", "get-caller-identity", key=key)["Arn"] == USER + "team/Robert"
    assert cli(server, *read, key=key) is None
    shown = lambda: json.loads(cli(server, "dynamodb", "get-resource-policy", "--resource-arn", table)["Policy"])  # noqa: E731
    assert shown()["Statement"][0]["Principal"]["AWS"] == USER + "team/Robert"
    assert "The user with name Bob cannot be found." in cli_error(server, "iam", "get-user", "--user-name", "Bob")

    number = cli(server, "iam", "get-user", "--user-name", "Robert")["User"]["UserId"]
    cli(server, "iam", "delete-access-key", "--user-name", "Robert", "--access-key-id", key[0])
    cli(server, "iam", "delete-user", "--user-name", "Robert")
    assert shown()["Statement"][0]["Principal"]["AWS"] == number
    cli(server, "iam", "create-user", "--user-name", "Robert", "--path", "/team/")
    again = cli(server, "iam", "create-access-key", "--user-name", "Robert")["AccessKey"]
    assert "because no identity-based policy allows" in cli_error(server, *read, key=(again["AccessKeyId"], again["SecretAccessKey"]))


def test_a_group_is_renamed_with_its_members(server):
    cli(server, "iam", "create-group", "--group-name", "Readers")
    new_user(server, "Member")
    cli(server, "iam", "add-user-to-group", "--group-name", "Readers", "--user-name", "Member")
    cli(server, "iam", "update-group", "--group-name", "Readers", "--new-group-name", "Writers", "--new-path", "/team/")
    group = cli(server, "iam", "get-group", "--group-name", "Writers")
    assert group["Group"]["Arn"] == f"arn:aws:iam::{ACCOUNT}:group/team/Writers"
    assert [user["UserName"] for user in group["Users"]] == ["Member"]


def test_the_last_use_of_a_key(server):
    key = new_user(server, "Used", policy(*EVERYTHING["Statement"]))
    last = lambda: cli(server, "iam", "get-access-key-last-used", "--access-key-id", key[0])  # noqa: E731
    assert last() == {"UserName": "Used", "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}
    cli(server, "dynamodb", "list-tables", key=key)
    used = last()["AccessKeyLastUsed"]
    assert (used["ServiceName"], used["Region"]) == ("dynamodb", "us-east-1")
    assert re.match(r"20\d\d-\d\d-\d\dT", used["LastUsedDate"])


def test_the_account_at_a_glance(server):
    trust = policy({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
    cli(server, "iam", "create-role", "--role-name", "Glance", "--assume-role-policy-document", trust, "--tags", "Key=team,Value=blue")
    cli(server, "iam", "put-role-policy", "--role-name", "Glance", "--policy-name", "own", "--policy-document", json.dumps(EVERYTHING))
    assert cli(server, "iam", "update-role-description", "--role-name", "Glance", "--description", "new")["Role"]["Description"] == "new"
    assert cli(server, "iam", "list-instance-profiles-for-role", "--role-name", "Glance") == {"InstanceProfiles": []}
    summary = cli(server, "iam", "get-account-summary")["SummaryMap"]
    roles = cli(server, "iam", "list-roles")["Roles"]
    assert (summary["Roles"], summary["AccessKeysPerUserQuota"]) == (len(roles), 2)

    details = cli(server, "iam", "get-account-authorization-details")
    admin = next(user for user in details["UserDetailList"] if user["UserName"] == "Admin")
    assert admin["AttachedManagedPolicies"] == [
        {"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]
    role = next(role for role in details["RoleDetailList"] if role["RoleName"] == "Glance")
    assert role["RolePolicyList"] == [{"PolicyName": "own", "PolicyDocument": EVERYTHING}]
    assert (role["AssumeRolePolicyDocument"], role["Tags"]) == (json.loads(trust), [{"Key": "team", "Value": "blue"}])
    assert [entry["PolicyName"] for entry in details["Policies"]] == ["AdministratorAccess"]
    assert details["Policies"][0]["PolicyVersionList"][0]["Document"]["Statement"][0]["Effect"] == "Allow"
    only = cli(server, "iam", "get-account-authorization-details", "--filter", "Role", "--max-items", "1")
    assert len(only["RoleDetailList"]) == 1 and only["UserDetailList"] == []

    assert cli(server, "iam", "list-account-aliases") == {"AccountAliases": []}
    cli(server, "iam", "create-account-alias", "--account-alias", "glance")
    assert cli(server, "iam", "list-account-aliases") == {"AccountAliases": ["glance"]}
    cli(server, "iam", "delete-account-alias", "--account-alias", "glance")


def test_context_keys_of_policies(server):
    asked = policy({
        "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:*:table/${aws:username}",
        "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:PrincipalTag/team}"]}}})
    found = cli(server, "iam", "get-context-keys-for-custom-policy", "--policy-input-list", asked)["ContextKeyNames"]
    assert sorted(found) == ["aws:PrincipalTag/team", "aws:username", "dynamodb:LeadingKeys"]
    new_user(server, "Asking", asked)
    again = cli(server, "iam", "get-context-keys-for-principal-policy", "--policy-source-arn", USER + "Asking")["ContextKeyNames"]
    assert sorted(again) == sorted(found)


def test_an_encoded_message_is_decoded(server):
    key = new_user(server, "Locked", policy({"Sid": "Looking", "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}))
    error = cli_error(server, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", "vpce-0123456789abcdef0", key=key)
    assert "ec2:DeleteVpcEndpoints on resource: arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0123456789abcdef0 because" in error
    blob = error.split("Encoded authorization failure message: ")[1].split()[0]
    assert "is not authorized to perform: sts:DecodeAuthorizationMessage" in cli_error(
        server, "sts", "decode-authorization-message", "--encoded-message", blob, key=key)
    message = json.loads(cli(server, "sts", "decode-authorization-message", "--encoded-message", blob)["DecodedMessage"])
    assert (message["allowed"], message["explicitDeny"]) == (False, False)
    assert message["context"]["principal"]["arn"] == USER + "Locked"
    assert message["context"]["action"] == "ec2:DeleteVpcEndpoints"
    assert {"key": "ec2:Region", "values": {"items": [{"value": "us-east-1"}]}} in message["context"]["conditions"]["items"]


def test_tags_of_policies_and_devices(server):
    arn = cli(server, "iam", "create-policy", "--policy-name", "Tagged", "--policy-document", json.dumps(EVERYTHING))["Policy"]["Arn"]
    serial = cli(
        server, "iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", "tagged", "--outfile", f"{server.folder.name}/seed",
        "--bootstrap-method", "Base32StringSeed")["VirtualMFADevice"]["SerialNumber"]
    for kind, words in (("policy", ("--policy-arn", arn)), ("mfa-device", ("--serial-number", serial))):
        cli(server, "iam", f"tag-{kind}", *words, "--tags", "Key=team,Value=blue", "Key=stage,Value=test")
        cli(server, "iam", f"untag-{kind}", *words, "--tag-keys", "stage")
        assert cli(server, "iam", f"list-{kind}-tags", *words)["Tags"] == [{"Key": "team", "Value": "blue"}]


def test_tags_of_an_organization(layers):
    admin = keys(layers)["OrgAdmin"]
    root = cli(layers, "organizations", "list-roots", key=admin)["Roots"][0]["Id"]
    unit = cli(
        layers, "organizations", "create-organizational-unit", "--parent-id", root, "--name", "New", "--tags", "Key=team,Value=blue",
        key=admin)["OrganizationalUnit"]["Id"]
    tags = lambda: cli(layers, "organizations", "list-tags-for-resource", "--resource-id", unit, key=admin)["Tags"]  # noqa: E731
    assert tags() == [{"Key": "team", "Value": "blue"}]
    cli(layers, "organizations", "tag-resource", "--resource-id", unit, "--tags", "Key=stage,Value=test", key=admin)
    cli(layers, "organizations", "untag-resource", "--resource-id", unit, "--tag-keys", "team", key=admin)
    assert tags() == [{"Key": "stage", "Value": "test"}]
    error = cli_error(layers, "organizations", "describe-effective-policy", "--policy-type", "TAG_POLICY", key=admin)
    assert "(EffectivePolicyNotFoundException)" in error
    assert "(ResourcePolicyNotFoundException)" in cli_error(layers, "organizations", "describe-resource-policy", key=admin)


# MARK: Tags in conditions

MADE_WITH_TAGS = [
    # What makes something, with the tags at the end, and the second action that tags need.
    ("iam:CreateUser", "iam:TagUser", ("iam", "create-user", "--user-name", "Tagged"), "Key=team,Value={}"),
    ("iam:CreateRole", "iam:TagRole", (
        "iam", "create-role", "--role-name", "Tagged", "--assume-role-policy-document",
        policy({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})), "Key=team,Value={}"),
    ("iam:CreatePolicy", "iam:TagPolicy", (
        "iam", "create-policy", "--policy-name", "MadeTagged", "--policy-document", json.dumps(EVERYTHING)), "Key=team,Value={}"),
    ("kms:CreateKey", "kms:TagResource", ("kms", "create-key"), "TagKey=team,TagValue={}"),
    ("dynamodb:CreateTable", "dynamodb:TagResource", (
        "dynamodb", "create-table", "--table-name", "Tagged", "--attribute-definitions", "AttributeName=p,AttributeType=S", "--key-schema",
        "AttributeName=p,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST"), "Key=team,Value={}"),
    ("ec2:CreateVpcEndpoint", "ec2:CreateTags", (
        "ec2", "create-vpc-endpoint", "--vpc-id", "vpc-0a1b2c3d", "--service-name", "com.amazonaws.us-east-1.dynamodb"),
     "ResourceType=vpc-endpoint,Tags=[{{Key=team,Value={}}}]"),
]


@pytest.mark.parametrize("row", MADE_WITH_TAGS, ids=lambda row: row[0])
def test_what_is_made_must_have_the_callers_tag(server, row):
    """IAM User Guide, "Controlling access with tags": aws:RequestTag against aws:PrincipalTag, and aws:TagKeys."""
    make, tag, words, value = row
    name = "maker-" + make.split(":")[1]
    condition = {"StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}
    actions = [make, tag]
    # CreateVpcEndpoint is asked about the VPC too, which brings no tags.
    others = [{"Effect": "Allow", "Action": make, "Resource": "arn:aws:ec2:*:*:vpc/*"}] if make.startswith("ec2:") else []
    key = new_user(server, name, policy({"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}, *others))
    option = "--tag-specifications" if make.startswith("ec2:") else "--tags"
    assert "not authorized to perform" in cli_error(server, *words, option, value.format("blue"), key=key)
    cli(server, "iam", "tag-user", "--user-name", name, "--tags", "Key=team,Value=blue")
    assert "not authorized to perform" in cli_error(server, *words, option, value.format("red"), key=key)
    assert "not authorized to perform" in cli_error(server, *words, key=key)
    assert cli(server, *words, option, value.format("blue"), key=key) is not None

    without = new_user(server, name + "-2", policy({"Effect": "Allow", "Action": make, "Resource": "*"}))
    assert f"not authorized to perform: {tag} " in cli_error(server, *words, option, value.format("blue"), key=without)


def test_what_is_there_must_have_the_callers_tag(server):
    """aws:ResourceTag of a table, a user, a role and a key; the tags of a session over its role's, and passed on in a chain."""
    condition = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    document = policy(
        {"Effect": "Allow", "Action": ["dynamodb:DescribeTable", "iam:GetUser", "iam:GetRole", "kms:DescribeKey"], "Resource": "*",
         "Condition": condition},
        {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "*"})
    trust = policy({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["sts:AssumeRole", "sts:TagSession"]})
    for role in ("First", "Second"):
        cli(server, "iam", "create-role", "--role-name", role, "--assume-role-policy-document", trust, "--tags", "Key=team,Value=red")
        cli(server, "iam", "put-role-policy", "--role-name", role, "--policy-name", "own", "--policy-document", document)
    make_table(server, "Blue", "--tags", "Key=team,Value=blue")
    make_table(server, "Red", "--tags", "Key=team,Value=red")
    cli(server, "iam", "create-user", "--user-name", "BlueUser", "--tags", "Key=team,Value=blue")
    blue_key = cli(server, "kms", "create-key", "--tags", "TagKey=team,TagValue=blue")["KeyMetadata"]["KeyId"]

    def assume(role, *words, **credentials):
        session = cli(
            server, "sts", "assume-role", "--role-arn", f"arn:aws:iam::{ACCOUNT}:role/{role}", "--role-session-name", "s1", *words,
            **credentials)["Credentials"]
        return {"key": (session["AccessKeyId"], session["SecretAccessKey"]), "token": session["SessionToken"]}

    def may(session, *words):
        try:
            cli(server, *words, **session)
        except AssertionError as error:
            assert "not authorized to perform" in str(error)
            return False
        return True

    caller = dict(key=new_user(server, "Chaining", document))
    plain = assume("First", **caller)
    tagged = assume("First", "--tags", "Key=team,Value=blue", "--transitive-tag-keys", "team", **caller)
    chained = assume("Second", **tagged)
    for session, is_blue in ((plain, False), (tagged, True), (chained, True)):
        assert may(session, "dynamodb", "describe-table", "--table-name", "Blue") is is_blue
        assert may(session, "dynamodb", "describe-table", "--table-name", "Red") is not is_blue
        assert may(session, "iam", "get-user", "--user-name", "BlueUser") is is_blue
        assert may(session, "kms", "describe-key", "--key-id", blue_key) is is_blue
    conflict = cli_error(
        server, "sts", "assume-role", "--role-arn", f"arn:aws:iam::{ACCOUNT}:role/Second", "--role-session-name", "s2", "--tags",
        "Key=team,Value=red", **tagged)
    assert "conflicts with a transitive tag key from the calling session" in conflict
