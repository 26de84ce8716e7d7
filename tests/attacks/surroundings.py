"""What attacks aim at: files of a grader, sockets that listen, processes that are not theirs."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import nbgrader
import numpy

import solutions.cells
from autograder.content import hidden

Target = dict[str, Any]


@contextmanager
def surroundings() -> Iterator[Target]:
    """A course folder that other users may enter, sockets that listen, and where the code is."""
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    folder.chmod(0o777)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        yield {
            "folder": str(folder),
            **_files(folder),
            **_sockets(folder, stack),
            "host": os.getpid(),
            "reference": str(solutions.cells.__file__),
            "checks": str(hidden("cells") / "checks.py"),
            "nbgrader": str(nbgrader.__file__),
            "numpy": str(Path(str(numpy.__file__)).parent),
        }


def state(folder: str) -> dict[str, tuple[Any, ...]]:
    """What must be the same after an attack that was stopped."""
    return {str(path): _state(path) for path in [Path(folder), *sorted(Path(folder).rglob("*"))]}


def _state(path: Path) -> tuple[Any, ...]:
    status = path.lstat()
    content = path.read_bytes() if path.is_file() else b""
    return status.st_mode, status.st_uid, status.st_nlink, status.st_mtime_ns, content


def _files(folder: Path) -> dict[str, str]:
    """The gradebook can be read by everybody, its secret by its owner, and one file be written."""
    gradebook = folder / "gradebook.db"
    with sqlite3.connect(gradebook) as database:
        database.execute("create table grade (student text, score real)")
    database.close()
    secret, submission, shared = (
        folder / name for name in ("course_secret", "submitted.ipynb", "shared.txt")
    )
    secret.write_bytes(bytes(32))
    submission.write_text("somebody else's answers")
    shared.write_text("shared")
    link = folder / "latest"
    link.symlink_to("submitted.ipynb")
    for path, mode in ((gradebook, 0o644), (secret, 0o600), (submission, 0o644), (shared, 0o666)):
        path.chmod(mode)
    return {
        "gradebook": str(gradebook),
        "course_secret": str(secret),
        "submission": str(submission),
        "shared": str(shared),
        "link": str(link),
    }


def _sockets(folder: Path, stack: ExitStack) -> dict[str, Any]:
    tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    udp.bind(("127.0.0.1", 0))
    named = {
        "unix_stream": (socket.SOCK_STREAM, str(folder / "stream")),
        "unix_datagram": (socket.SOCK_DGRAM, str(folder / "datagram")),
        "abstract": (socket.SOCK_STREAM, f"\0{folder}"),
    }
    for kind, address in named.values():
        server = stack.enter_context(socket.socket(socket.AF_UNIX, kind))
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
    for name in ("stream", "datagram"):
        (folder / name).chmod(0o777)
    addresses = {name: address for name, (_, address) in named.items()}
    return {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1], **addresses}
