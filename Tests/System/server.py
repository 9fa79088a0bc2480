"""Starts, watches and stops the built server."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("SYSTEM_TEST_BINARY", ROOT / ".build/debug/portcullis"))
WORLDS = Path(__file__).parent / "worlds"
ADMIN = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
START_SECONDS = 30


def clean_environment(**more):
    """An environment without anybody's AWS or Portcullis settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def command(*words, environment=None, timeout=30, cwd=None, input=None):
    """Runs `portcullis` with some words to its end."""
    return subprocess.run(
        [str(BINARY), *map(str, words)], env=clean_environment(**(environment or {})), capture_output=True, text=True, timeout=timeout,
        cwd=cwd or ROOT, input=input)


class Server:
    """A running server; use it as a context, which stops it and checks how it ended."""

    def __init__(self, *options, environment=None, port=0):
        self.options = [str(option) for option in options]
        self.folder = tempfile.TemporaryDirectory(prefix="portcullis-test-")
        self.errors = open(Path(self.folder.name) / "stderr", "w+")
        self.lines = []
        self._is_told_to_end = False
        self._ready = threading.Event()
        self.process = subprocess.Popen(
            [str(BINARY), "serve", "--port", str(port), *self.options],
            # Its temporary data is in that folder too, so that nothing is left of a server that is killed.
            env=clean_environment(**{"HOME": self.folder.name, "TMPDIR": self.folder.name, **(environment or {})}), cwd=ROOT,
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._ready.wait(START_SECONDS)
        if "Ready." not in self.lines:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"no 'Ready.' from {self.options}: {self.lines} {self.error_text()}")
        self.url = self._find(r"^endpoint\s+(http://\S+)")[0]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.endpoints = dict(self._find_all(r"^VPC endpoint (vpce-\S+)\s+(http://\S+)"))

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if self.lines[-1] == "Ready.":
                self._ready.set()
        self._ready.set()

    def _find_all(self, pattern):
        return [match.groups() for line in self.lines if (match := re.search(pattern, line))]

    def _find(self, pattern):
        return self._find_all(pattern)[0]

    def error_text(self):
        self.errors.flush()
        return Path(self.errors.name).read_text()

    def endpoint_port(self, endpoint):
        return int(self.endpoints[endpoint].rsplit(":", 1)[1])

    def is_alive(self):
        """Whether the server still answers DynamoDB's health check."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200 OK\r\n")

    def kill(self):
        self._is_told_to_end = True
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self, within=5):
        """Stops the server as an operating system would: exit code 0, and soon.

        A second is what the server promises; the tests of that say so, the others leave room for a busy machine.
        """
        self._is_told_to_end = True
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop within 15 seconds of SIGTERM")
        seconds = time.monotonic() - begun
        text = self.error_text()
        self.close()
        assert code == 0, f"exit code {code}: {text}"
        assert seconds < within, f"stopping took {seconds:.2f} seconds"
        return text

    def close(self):
        self._reader.join(5)
        self.process.stdout.close()
        self.errors.close()
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self.process.poll() is None and kind is None:
            self.stop()
            return
        if self.errors.closed:
            return
        code = self.process.poll()
        if code is None:
            self.kill()
        text = self.error_text()
        self.close()
        if code is not None and not self._is_told_to_end:
            raise AssertionError(f"the server ended by itself with {code}:\n{text[-6000:]}") from error
