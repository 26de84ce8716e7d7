"""The formgrader's buttons: the same marks as the command line, from a real Jupyter server."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from .conftest import SCRIPTS, CourseOnDisk, cell

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
TOKEN = "only-for-this-test"
UNUSED = ["jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "jupytext", "notebook"]


class Formgrader:
    """The REST calls behind the formgrader's buttons."""

    def __init__(self, course: CourseOnDisk, port: int) -> None:
        self.course = course
        self._root = f"http://127.0.0.1:{port}/formgrader"
        self._url = f"{self._root}/api"

    def get(self, path: str) -> Any:
        """Ask for something."""
        return self._request("GET", path)

    def page(self, student: str) -> str:
        """Return the page that a submission is marked on."""
        with self.course.submission(student) as notebook:
            url = f"{self._root}/submissions/{notebook.id}/"
        request = urllib.request.Request(url, headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return str(response.read().decode())

    def press(self, path: str) -> str:
        """Press a button; what it does must succeed. Return its log."""
        answer = self._request("POST", path)
        assert answer["success"], answer["log"]
        return str(answer["log"])

    def _request(self, method: str, path: str) -> Any:
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(f"{self._url}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)


@pytest.fixture(scope="module")
def formgrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    """nbgrader's own, in a course with our configuration."""
    with running(tmp_path_factory.mktemp("formgrader")) as formgrader:
        yield formgrader


@pytest.fixture
def our_formgrader(tmp_path: Path) -> Iterator[Formgrader]:
    """The same with our extension in the place of nbgrader's, as `unrolled formgrader` opens it."""
    where = environment(tmp_path)
    config = Path(where["JUPYTER_CONFIG_DIR"]) / "jupyter_server_config.json"
    config.parent.mkdir()
    config.write_text(
        json.dumps({"ServerApp": {"allow_root": True}, "IdentityProvider": {"token": TOKEN}})
    )
    port = free_port()
    command = ["unrolled", "formgrader", "--course", ".", "--no-browser", f"--port={port}"]
    with serving(tmp_path, port, command, where) as formgrader:
        yield formgrader


@contextmanager
def running(folder: Path) -> Iterator[Formgrader]:
    """A server with nbgrader's own."""
    port = free_port()
    with serving(folder, port, command(port), environment(folder)) as formgrader:
        yield formgrader


@contextmanager
def serving(
    folder: Path, port: int, command: list[str], environment: dict[str, str]
) -> Iterator[Formgrader]:
    """A server with a course of two learners."""
    course = CourseOnDisk(folder / "course")
    course.submit("correct", course.solved)
    course.submit("wrong", with_a_mistake(course))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=course.root, env=environment, stdout=log, stderr=log)
    try:
        yield waited_for(Formgrader(course, port), server, folder / "log")
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_the_buttons_give_the_marks_of_the_command_line(
    formgrader: Formgrader, tmp_path: Path
) -> None:
    formgrader.press("assignment/cells/assign")
    for name in ("correct", "wrong"):
        assert "WARNING" not in formgrader.press(autograde(name))
    twin = CourseOnDisk(tmp_path / "course")
    for name in ("submitted", "release"):
        shutil.copytree(formgrader.course.root / name, twin.root / name, dirs_exist_ok=True)
    shutil.copy(formgrader.course.root / "course_secret", twin.root)
    result = twin.unrolled("grade", "cells", "--course", ".")
    assert result.returncode == 0, result.stderr
    marks = {name: formgrader.course.score(name) for name in ("correct", "wrong")}
    assert marks == {name: twin.score(name) for name in ("correct", "wrong")}
    assert 0 < marks["wrong"] < marks["correct"]

    # Grading copies nothing from submissions; the same server must still copy from the source.
    release = formgrader.course.root / "release/cells"
    shutil.rmtree(release)
    formgrader.press("assignment/cells/assign")
    names = {path.name for path in release.iterdir()}
    assert names == {"cells.ipynb", "examples.npz", "figures.py", "workbook.py"}


def test_a_changed_cell_is_still_warned_of(formgrader: Formgrader) -> None:
    """The release and the gradebook may have come apart."""
    formgrader.press("assignment/cells/assign")
    path = formgrader.course.root / "release/cells/cells.ipynb"
    whole = path.read_text()
    path.write_text(whole.replace('"check(softmax)"', '"check(softmax) "'))
    log = formgrader.press(autograde("correct"))
    path.write_text(whole)
    warned = [line for line in log.splitlines() if "has changed" in line]
    assert len(warned) == 1 and "'checksum' for cell test_softmax" in warned[0]


def test_the_marking_page_comes_from_a_process_that_can_be_killed(
    our_formgrader: Formgrader,
) -> None:
    formgrader = our_formgrader
    assert "/formgrader?token=" in (formgrader.course.root.parent / "log").read_text()
    formgrader.press("assignment/cells/assign")
    formgrader.press(autograde("correct"))
    page = formgrader.page("correct")
    assert "The learner’s answer" in page
    assert formgrader.page("correct") == page
    path = formgrader.course.root / "autograded/correct/cells/cells.ipynb"
    whole = path.read_bytes()
    path.write_bytes(b"no notebook")
    with pytest.raises(urllib.error.HTTPError, match="500"):
        formgrader.page("correct")
    path.write_bytes(whole)
    assert formgrader.page("correct") == page


def test_a_time_that_nobody_can_read_breaks_no_list(formgrader: Formgrader) -> None:
    path = formgrader.course.root / "submitted/wrong/cells/timestamp.txt"
    for unusable in (b"\xff", b"soon", b"2999-01-01 12:00:00 UTC"):
        path.write_bytes(unusable)
        listed = {row["student"]: row["timestamp"] for row in formgrader.get("submissions/cells")}
        assert listed == {"correct": "2026-01-01T12:00:00", "wrong": None}
    formgrader.press(autograde("wrong"))
    status = {row["student"]: row["autograded"] for row in formgrader.get("submissions/cells")}
    assert status == {"correct": True, "wrong": True}


def autograde(student: str) -> str:
    return f"submission/cells/{student}/autograde"


def with_a_mistake(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    cell(notebook, "softmax").source = "def softmax(z):\n    return np.exp(z) / np.exp(z).sum()"
    return notebook


def command(port: int) -> list[str]:
    return [
        *(str(Path(SCRIPTS) / "jupyter"), "server", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.jpserver_extensions={dict.fromkeys(UNUSED, False)}",
    ]


def environment(folder: Path) -> dict[str, str]:
    """Keep the server away from the settings of whoever runs this test."""
    kinds = ("CONFIG", "DATA", "RUNTIME")
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in kinds}
    return {**os.environ, **own}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def waited_for(formgrader: Formgrader, server: subprocess.Popen[bytes], log: Path) -> Formgrader:
    """Return the formgrader once it answers."""
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            assert formgrader.get("status") == {"status": True}
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return formgrader
    pytest.fail(f"the server does not answer:\n{log.read_text()}")
