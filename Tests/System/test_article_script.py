"""The article's own script finds both denials of its table, unchanged but for the ARN, the times and the endpoint."""

import datetime
import re
import subprocess

import pytest

from aws import cli, cli_error, environment
from server import ROOT, Server
from wire import keys

WORLD = ROOT / "Scenarios/00-two-messages"
ARTICLE = "arn:aws:iam::111122223333:user/article"
DENIED = (
    "User: arn:aws:iam::111122223333:user/article is not authorized to perform: dynamodb:ListTables on resource: "
    "arn:aws:dynamodb:us-east-1:111122223333:table/* ")

# How do I troubleshoot the error AccessDeniedException (2022-08-29), "The IAM role doesn't have the required permissions".
SCRIPT = r"""
( echo "Time,Identity ARN,Event ID,Service,Action,Error,Message";
  aws cloudtrail lookup-events --start-time "2022-08-04T13:23:00Z" --end-time "2022-08-04T13:27:00Z" --query "Events[*].CloudTrailEvent" --output text \
    | jq -r ". | select(.userIdentity.arn == \"your-ARN\" and .eventType == \"AwsApiCall\" and .errorCode != null
    and (.errorCode | ascii_downcase | (contains(\"accessdenied\") or contains(\"unauthorized\"))))
    | [.eventTime, .userIdentity.arn, .eventID, .eventSource, .eventName, .errorCode, .errorMessage] | @csv"
) | column -t -s'",'
"""


@pytest.fixture(scope="module")
def server():
    with Server("--scenario", WORLD, environment={"PORTCULLIS_DENIAL_TEXT": "2022"}) as server:
        yield server


def test_the_table_of_the_article(server):
    all_keys = keys(server)
    begun = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=2)
    error = cli_error(server, "dynamodb", "list-tables", key=all_keys["article"])
    prefix = "An error occurred (AccessDeniedException) when calling the ListTables operation: "
    assert error == prefix + DENIED + "with an explicit deny in an identity-based policy"
    cli(server, "iam", "delete-user-policy", "--user-name", "article", "--policy-name", "deny-list-tables", key=all_keys["Admin"])
    error = cli_error(server, "dynamodb", "list-tables", key=all_keys["article"])
    assert error == prefix + DENIED + "because no identity-based policy allows the dynamodb:ListTables action"
    cli(server, "dynamodb", "list-tables", key=all_keys["Admin"])
    ended = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)

    words = SCRIPT.replace("your-ARN", ARTICLE)
    for printed, moment in [("2022-08-04T13:23:00Z", begun), ("2022-08-04T13:27:00Z", ended)]:
        words = words.replace(printed, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", words], env=environment(server, key=all_keys["Admin"]), capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")
    rows = [re.split(r"\s{2,}", line.strip()) for line in result.stdout.splitlines()]
    assert rows[0] == ["Time", "Identity ARN", "Event ID", "Service", "Action", "Error", "Message"]
    assert len(rows) == 3, result.stdout
    for row, reason in zip(rows[1:], ["because no identity-based policy allows the dynamodb:ListTables action",
                                      "with an explicit deny in an identity-based policy"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[0])
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", row[2])
        assert [row[1], *row[3:]] == [ARTICLE, "dynamodb.amazonaws.com", "ListTables", "AccessDenied", DENIED + reason]


def test_times_bound_what_is_found(server):
    early = ["--start-time", "2022-08-04T13:23:00Z", "--end-time", "2022-08-04T13:27:00Z"]
    assert cli(server, "cloudtrail", "lookup-events", *early, key=keys(server)["Admin"])["Events"] == []
