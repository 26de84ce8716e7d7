"""A PostgreSQL server of a test's own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOT_ROOT = "nobody"  # PostgreSQL refuses to run as root


@contextmanager
def server() -> Iterator[str]:
    """Start a server on this machine's own network; yield the address of its databases."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(NOT_ROOT).pw_uid, -1)
        data = str(folder / "data")
        port = _free_port()
        _run("initdb", "--pgdata", data, "--username", "staff", "--auth", "trust", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {folder} -c fsync=off"
        log = str(folder / "log")
        _run("pg_ctl", "--pgdata", data, "--wait", "--log", log, "--options", options, "start")
        try:
            yield f"postgresql+psycopg://staff@127.0.0.1:{port}"
        finally:
            _run("pg_ctl", "--pgdata", data, "--wait", "--mode", "immediate", "stop")


def _run(program: str, *arguments: str) -> None:
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), os.environ["PATH"]]
    found = shutil.which(program, path=os.pathsep.join(map(str, folders)))
    if found is None:
        pytest.skip("there is no PostgreSQL server on this machine (Debian: postgresql)")
    user = NOT_ROOT if os.geteuid() == 0 else None
    subprocess.run(
        [found, *arguments], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=60
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
