"""`portcullis can`: asking without calling."""

import json

import pytest

from aws import client
from conftest import layers as server  # noqa: F401
from server import command
from wire import control, keys

TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"


def can(server, *words, **more):
    return command("can", *words, "--endpoint", server.url, **more)


@pytest.mark.parametrize("words, code, first", [
    (("Writer", "dynamodb:GetItem", "Music"), 0, f"Allowed: arn:aws:iam::111122223333:user/Writer asked for dynamodb:GetItem on {TABLE}"),
    (("111122223333/Nobody", "dynamodb:GetItem", TABLE), 1,
     f"Denied, since not allowed: arn:aws:iam::111122223333:user/Nobody asked for dynamodb:GetItem on {TABLE}"),
    (("Member", "dynamodb:ListTables", "*"), 1,
     "Denied explicitly: arn:aws:iam::333344445555:user/Member asked for dynamodb:ListTables on *"),
    (("Worker", "dynamodb:GetItem", "Music"), 0,
     f"Allowed: arn:aws:sts::111122223333:assumed-role/Worker/session asked for dynamodb:GetItem on {TABLE}"),
    (("Writer", "dynamodb:GetItem", "Music", "--via", "vpce-0a1b2c3d4e5f60002"), 0, None),
    (("Writer", "dynamodb:PutItem", "Music", "--via", "vpce-0a1b2c3d4e5f60002"), 1, None),
], ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_the_exit_code_is_the_answer(server, words, code, first):
    before = control(server, "GET", "decisions").json
    result = can(server, *words)
    assert (result.returncode, result.stderr) == (code, "")
    if first:
        assert result.stdout.splitlines()[0] == first
    assert control(server, "GET", "decisions").json == before


def test_a_denial_has_the_words_and_the_advice(server):
    lines = can(server, "Nobody", "dynamodb:GetItem", "Music").stdout.splitlines()
    assert lines[-1] == (
        f"User: arn:aws:iam::111122223333:user/Nobody is not authorized to perform: dynamodb:GetItem on resource: {TABLE} because no "
        "identity-based policy allows the dynamodb:GetItem action")
    assert any('"Action":"dynamodb:GetItem"' in line for line in lines)


def test_as_json(server):
    answer = json.loads(can(server, "Nobody", "dynamodb:GetItem", "Music", "--json").stdout)
    assert (answer["allowed"], answer["evidence"]["deniedBy"]) == (False, "identity")


def test_a_misspelt_action_is_noticed(server):
    result = can(server, "Writer", "dynamodb:GetItme", "Music")
    assert result.stderr == "warning: no operation here is called dynamodb:GetItme; did you mean 'dynamodb:GetItem'?\n"


@pytest.mark.parametrize("words, message", [
    (("Wirter", "dynamodb:GetItem"), "there is no principal 'Wirter'; did you mean 'Writer'?"),
    (("Writer", "GetItem"), "'GetItem' is no action; one is written service:Operation"),
    (("Writer", "dynamodb:GetItem", "--via", "vpce-1"), "there is no VPC endpoint 'vpce-1'"),
    (("Writer", "dynamodb:GetItem", "--context", "SourceIp"), "--context 'SourceIp' is not of the form aws:Key=value"),
    (("Writer",), None),
], ids=str)
def test_what_cannot_be_asked(server, words, message):
    result = can(server, *words)
    assert (result.returncode, result.stdout) == (2, "")
    if message:
        assert result.stderr == message + "\n"


def test_nobody_there():
    result = command("can", "Writer", "dynamodb:GetItem", "--endpoint", "http://localhost:1")
    assert (result.returncode, result.stderr) == (3, "no Portcullis answers at http://localhost:1\n")


# MARK: Advice that is followed

class Follower:
    """Makes the changes that advice says, with the services' own operations."""

    def __init__(self, server, user):
        self.user = user
        names = keys(server)
        self.iam = client(server, "iam", key=names["Admin"])
        self.organizations = client(server, "organizations", key=names["OrgAdmin"])
        self.ec2 = client(server, "ec2", key=names["Admin"])

    def follow(self, change):
        edit = getattr(self, change["layer"].replace("-", "_"))
        edit(change)

    @staticmethod
    def edited(document, change):
        if change["change"] == "addPolicy":
            return change["fragment"]
        statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
        if change["change"] == "addStatement":
            statements.append(change["fragment"])
        else:
            statements[change["statement"]] = change["fragment"]
        return {**document, "Statement": statements}

    def identity(self, change):
        if "arn" in change:
            self.managed(change)
        elif change["change"] == "addPolicy":
            self.iam.put_user_policy(UserName=self.user, PolicyName="Advised", PolicyDocument=json.dumps(change["fragment"]))
        else:
            document = self.iam.get_user_policy(UserName=self.user, PolicyName=change["policy"])["PolicyDocument"]
            self.iam.put_user_policy(
                UserName=self.user, PolicyName=change["policy"], PolicyDocument=json.dumps(self.edited(document, change)))

    def managed(self, change):
        version = self.iam.get_policy(PolicyArn=change["arn"])["Policy"]["DefaultVersionId"]
        document = self.iam.get_policy_version(PolicyArn=change["arn"], VersionId=version)["PolicyVersion"]["Document"]
        self.iam.create_policy_version(
            PolicyArn=change["arn"], PolicyDocument=json.dumps(self.edited(document, change)), SetAsDefault=True)

    boundary = managed

    def scp(self, change):
        if change["change"] == "addPolicy":
            made = self.organizations.create_policy(
                Content=json.dumps(change["fragment"]), Name="Advised", Description="", Type="SERVICE_CONTROL_POLICY")
            self.organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=change["level"])
            return
        policy = change["arn"].rsplit("/", 1)[1]
        document = json.loads(self.organizations.describe_policy(PolicyId=policy)["Policy"]["Content"])
        self.organizations.update_policy(PolicyId=policy, Content=json.dumps(self.edited(document, change)))

    rcp = scp

    def vpc_endpoint(self, change):
        endpoint = change["policy"]
        document = json.loads(self.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]["PolicyDocument"])
        self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PolicyDocument=json.dumps(self.edited(document, change)))


@pytest.mark.parametrize("user, action, more", [
    ("Nobody", "dynamodb:PutItem", ()), ("DeniedManaged", "dynamodb:ListTables", ()), ("DeniedInline", "dynamodb:ListTables", ()),
    ("DeniedByGroup", "dynamodb:ListTables", ()), ("Bounded", "dynamodb:PutItem", ()), ("BoundedDeny", "dynamodb:ListTables", ()),
    ("Unlisted", "dynamodb:ListTables", ()), ("Member", "dynamodb:ListTables", ()), ("Member", "dynamodb:DescribeTable", ()),
    ("Writer", "dynamodb:PutItem", ("--via", "vpce-0a1b2c3d4e5f60002")), ("Nobody", "dynamodb:ListTables", ("--via", "vpce-0a1b2c3d4e5f60001")),
], ids=str)
def test_what_is_advised_turns_the_answer(server, user, action, more):
    command("reset", "--endpoint", server.url)
    resource = "*" if action == "dynamodb:ListTables" else "Music"
    before = can(server, user, action, resource, "--json", *more)
    assert before.returncode == 1
    changes = json.loads(before.stdout)["evidence"]["changes"]
    assert changes and "thenDeniedBy" not in changes[-1]
    follower = Follower(server, user)
    for change in changes:
        follower.follow(change)
        answer = json.loads(can(server, user, action, resource, "--json", *more).stdout)
        assert answer["evidence"].get("deniedBy") == change.get("thenDeniedBy")
    assert can(server, user, action, resource, *more).returncode == 0
