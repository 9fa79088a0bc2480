"""A process of its own that counts one counter up with boto3: python counting.py URL add|put TIMES

It writes each value that the server acknowledged on a line, and ends early when the server is gone.
"""

import sys

import boto3
import botocore.config
import botocore.exceptions

from server import ADMIN

KEY = {"pk": {"S": "counter"}}


def add(database):
    """One more in the server: UpdateItem with ADD."""
    answer = database.update_item(
        TableName="Log", Key=KEY, UpdateExpression="ADD n :one", ExpressionAttributeValues={":one": {"N": "1"}},
        ReturnValues="UPDATED_NEW")
    return answer["Attributes"]["n"]["N"]


def put(database):
    """One more in the client: read, then put on condition that nobody was faster; again until it is so."""
    while True:
        item = database.get_item(TableName="Log", Key=KEY, ConsistentRead=True).get("Item", {"n": {"N": "0"}})
        more = str(int(item["n"]["N"]) + 1)
        try:
            database.put_item(
                TableName="Log", Item={**KEY, "n": {"N": more}}, ConditionExpression="attribute_not_exists(n) OR n = :n",
                ExpressionAttributeValues={":n": item["n"]})
            return more
        except database.exceptions.ConditionalCheckFailedException:
            pass


def main(url, way, times):
    database = boto3.client(
        "dynamodb", endpoint_url=url, region_name="us-east-1", aws_access_key_id=ADMIN[0], aws_secret_access_key=ADMIN[1],
        config=botocore.config.Config(retries={"total_max_attempts": 1}))
    try:
        for _ in range(int(times)):
            print({"add": add, "put": put}[way](database), flush=True)
    except (botocore.exceptions.HTTPClientError, botocore.exceptions.EndpointConnectionError):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
