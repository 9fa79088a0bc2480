"""The real AWS CLI and SDK, with nobody's settings but ours."""

import json
import subprocess
import sys
from pathlib import Path

import boto3
import botocore.config

from server import ADMIN, BINARY, clean_environment

BIN = Path(sys.executable).parent


def environment(server, key=ADMIN, token=None, url=None):
    """What a terminal would have exported."""
    path = f"{BIN}:{BINARY.parent}:" + clean_environment()["PATH"]
    values = clean_environment(
        PATH=path, HOME=server.folder.name, AWS_ACCESS_KEY_ID=key[0], AWS_SECRET_ACCESS_KEY=key[1], AWS_REGION="us-east-1",
        AWS_DEFAULT_REGION="us-east-1", AWS_ENDPOINT_URL=url or server.url, AWS_PAGER="", AWS_EC2_METADATA_DISABLED="true",
        AWS_MAX_ATTEMPTS="1", AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null",
        PORTCULLIS_ENDPOINT=server.url)
    return {**values, **({"AWS_SESSION_TOKEN": token} if token else {})}


def cli(server, *words, **credentials):
    """Runs `aws` with some words; the JSON it prints, None for nothing."""
    result = subprocess.run(
        [str(BIN / "aws"), *words], env=environment(server, **credentials), capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, f"aws {' '.join(words)}: {result.stderr}"
    return json.loads(result.stdout) if result.stdout.strip() else None


def cli_error(server, *words, **credentials):
    """Runs `aws` with some words that must fail with a fault of the service (exit code 255, or 254 from version 2 on)."""
    result = subprocess.run(
        [str(BIN / "aws"), *words], env=environment(server, **credentials), capture_output=True, text=True, timeout=60)
    assert result.returncode in (254, 255), result
    return result.stderr.strip()


def client(server, service, key=ADMIN, token=None, url=None):
    return boto3.session.Session().client(service, **_arguments(server, key, token, url))


def resource(server, service, key=ADMIN):
    return boto3.session.Session().resource(service, **_arguments(server, key, None, None))


def _arguments(server, key, token, url):
    config = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=60)
    return dict(
        endpoint_url=url or server.url, region_name="us-east-1", aws_access_key_id=key[0], aws_secret_access_key=key[1],
        aws_session_token=token, config=config)
