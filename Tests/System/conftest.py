import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(__file__))

import server as servers  # noqa: E402

pytest.register_assert_rewrite("wire", "aws")


def pytest_sessionstart(session):
    if not servers.BINARY.exists():
        pytest.exit(f"{servers.BINARY} is not there: swift build --product portcullis", returncode=2)


def running(*options, **more):
    """A fixture of one server, kept for the tests of a file."""

    @pytest.fixture(scope="module")
    def fixture():
        with servers.Server(*options, **more) as server:
            yield server

    return fixture


server = running()
layers = running("--scenario", servers.WORLDS / "layers")
layers_2022 = running("--scenario", servers.WORLDS / "layers", "--denial-text", "2022")
