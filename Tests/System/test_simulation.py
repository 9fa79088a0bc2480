"""IAM's policy simulators, by the real AWS CLI and SDK: they answer as the calls themselves are decided."""

import json

import pytest

from aws import cli, cli_error, client
from conftest import layers as server  # noqa: F401
from server import WORLDS, command
from wire import call, keys

TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"


def admin(server):
    return keys(server)["Admin"]


def simulate(server, user, *words):
    arn = f"arn:aws:iam::111122223333:user/{user}"
    return cli(
        server, "iam", "simulate-principal-policy", "--policy-source-arn", arn, *words, key=admin(server))["EvaluationResults"]


def test_a_users_policies(server):
    result, = simulate(server, "DeniedManaged", "--action-names", "dynamodb:ListTables")
    assert result["EvalDecision"] == "explicitDeny"
    assert [statement["SourcePolicyId"] for statement in result["MatchedStatements"]] == ["DenyListTables"]
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": True}
    assert "PermissionsBoundaryDecisionDetail" not in result
    result, = simulate(server, "Bounded", "--action-names", "dynamodb:PutItem", "--resource-arns", TABLE)
    assert (result["EvalDecision"], result["PermissionsBoundaryDecisionDetail"]) == (
        "implicitDeny", {"AllowedByPermissionsBoundary": False})
    assert result["EvalDecisionDetails"] == {}
    assert [entry["EvalResourceDecision"] for entry in result["ResourceSpecificResults"]] == ["implicitDeny"]


def test_positions_are_the_statements(server):
    """What stands between the positions is the statement, comma and all."""
    user = "DeniedInline"
    result, = simulate(server, user, "--action-names", "dynamodb:ListTables")
    statement, = result["MatchedStatements"]
    assert statement["SourcePolicyId"] == f"user_{user}_deny-list-tables"
    text = (WORLDS / "layers/policies/deny-list-tables.json").read_text()
    lines = text.splitlines(keepends=True)

    def offset(position):
        return sum(len(line) for line in lines[:position["Line"] - 1]) + position["Column"] - 1

    cut = text[offset(statement["StartPosition"]):offset(statement["EndPosition"])].lstrip(", \n")
    assert json.loads(cut if cut.startswith("{") else "{" + cut)["Effect"] == "Deny"


def test_a_custom_policy_from_the_cli_reference(server):
    policy = ('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":'
              '{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}')
    words = ["iam", "simulate-custom-policy", "--policy-input-list", policy, "--action-names", "dynamodb:CreateBackup", "--context-entries"]
    key = admin(server)
    entry = "ContextKeyName='aws:CurrentTime',ContextKeyValues='{}',ContextKeyType=date"
    result, = cli(server, *words, entry.format("2019-04-25T11:00:00Z"), key=key)["EvaluationResults"]
    assert result == {
        "EvalActionName": "dynamodb:CreateBackup", "EvalResourceName": "*", "EvalDecision": "allowed", "MissingContextValues": [],
        "MatchedStatements": [{
            "SourcePolicyId": "PolicyInputList.1", "SourcePolicyType": "IAM Policy", "StartPosition": {"Line": 1, "Column": 38},
            "EndPosition": {"Line": 1, "Column": 167}}]}
    result, = cli(server, *words, entry.format("2014-04-25T11:00:00Z"), key=key)["EvaluationResults"]
    assert (result["EvalDecision"], result["MatchedStatements"]) == ("implicitDeny", [])


def test_pages(server):
    iam = client(server, "iam", key=admin(server))
    actions = [f"dynamodb:Operation{number}" for number in range(7)]
    pages = iam.get_paginator("simulate_custom_policy").paginate(
        PolicyInputList=['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'], ActionNames=actions,
        PaginationConfig={"PageSize": 3})
    assert [result["EvalActionName"] for page in pages for result in page["EvaluationResults"]] == actions


@pytest.mark.parametrize("words, error", [
    (("--policy-source-arn", "arn:aws:iam::111122223333:user/No-one", "--action-names", "a:b"),
     "An error occurred (NoSuchEntity) when calling the SimulatePrincipalPolicy operation: The user with name No-one cannot be found."),
    (("--policy-source-arn", "arn:aws:iam::111122223333:user/Writer", "--action-names", "a:b", "--resource-arns", "x"),
     "An error occurred (InvalidInput) when calling the SimulatePrincipalPolicy operation: ResourceNames are not in a valid ARN format: x."),
    (("--policy-source-arn", "arn:aws:iam::111122223333:user/Writer", "--action-names", "a:b", "--policy-input-list", "{}"),
     "An error occurred (PolicyEvaluation) when calling the SimulatePrincipalPolicy operation (reached max retries: 0): "
     "PolicyInputList.1: Syntax errors in policy."),
], ids=["nobody", "no ARN", "no policy"])
def test_refusals(server, words, error):
    assert cli_error(server, "iam", "simulate-principal-policy", *words, key=admin(server)) == error


def test_the_simulators_need_leave(server):
    error = cli_error(
        server, "iam", "simulate-custom-policy", "--policy-input-list", "{}", "--action-names", "a:b", key=keys(server)["Nobody"])
    assert error == (
        "An error occurred (AccessDenied) when calling the SimulateCustomPolicy operation: User: arn:aws:iam::111122223333:user/Nobody is "
        "not authorized to perform: iam:SimulateCustomPolicy on resource: * because no identity-based policy allows the "
        "iam:SimulateCustomPolicy action")


@pytest.mark.parametrize("user", ["Admin", "Nobody", "Writer", "DeniedManaged", "DeniedInline", "DeniedByGroup", "Bounded", "BoundedDeny"])
def test_simulation_call_and_question_agree(server, user):
    names = keys(server)
    arn = f"arn:aws:iam::111122223333:user/{'team/' if user == 'DeniedByGroup' else ''}{user}"
    result, = client(server, "iam", key=names["Admin"]).simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=["dynamodb:ListTables"])["EvaluationResults"]
    isAllowed = result["EvalDecision"] == "allowed"
    assert (call(server, "ListTables", {}, names[user]).status == 200) == isAllowed
    assert (command("can", user, "dynamodb:ListTables", "--endpoint", server.url).returncode == 0) == isAllowed
