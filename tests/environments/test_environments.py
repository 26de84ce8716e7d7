"""The same promises hold for an ordinary user and in a container, or grading refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import content
from autograder.sandbox.names import LAYERS, OPTIONAL
from tests.tiny_course import TINY

PROJECT = Path(__file__).parents[2]
UNROLLED = Path(sys.executable).with_name("unrolled")
PROMISES = (
    "tests/attacks/test_worker.py",
    "tests/sandbox/test_layers.py",
    "tests/sandbox/test_failures.py",
)
# Not also the courses of tests that ran in this process before: these belong to its user.
CONTENT = {content.VARIABLE: os.pathsep.join(map(str, (PROJECT, TINY)))}
PLACES = [
    "ordinary",
    pytest.param(
        "container",
        marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can imitate a container"),
    ),
]

pytestmark = pytest.mark.sandbox


@pytest.fixture
def course() -> Iterator[Path]:
    """A course directory that belongs to nobody in particular."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        others = shutil.ignore_patterns("course_secret")
        shutil.copytree(PROJECT / "source_release", folder, dirs_exist_ok=True, ignore=others)
        Path(folder).chmod(0o777)
        yield Path(folder)


def elsewhere(where: str, *command: str | Path, **environment: str) -> tuple[int, str]:
    with tempfile.TemporaryDirectory(prefix="elsewhere-", dir="/tmp") as own:
        result = subprocess.run(
            [sys.executable, "-m", "tests.environments.elsewhere", where, own, *command],
            cwd=PROJECT,
            env=os.environ | CONTENT | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    return result.returncode, result.stdout


@pytest.mark.parametrize("where", PLACES)
def test_every_attack_fails_there(where: str) -> None:
    # What single layers do is seen once, by test_worker.py itself: there, each attack meets all.
    options = ("-n0", "-q", "-p", "no:cacheprovider", "-k", "defences or layers or failures")
    code, said = elsewhere(where, sys.executable, "-m", "pytest", *options, *PROMISES)
    assert code == 0, said


@pytest.mark.parametrize("where", PLACES)
def test_grading_works_there(where: str, course: Path) -> None:
    solved = course / "source/cells/cells.ipynb"
    arguments = ("mark", solved, "--assignment", "cells", "--course", course, "--json")
    code, said = elsewhere(where, UNROLLED, *arguments)
    assert code == 0, said
    verdict = json.loads(said)
    assert verdict["score"] == 34
    assert set(LAYERS) - OPTIONAL <= set(verdict["sandbox"]["layers"])


@pytest.mark.parametrize("where", PLACES[1:])
def test_what_a_worker_cannot_reach_is_said(where: str) -> None:
    with tempfile.TemporaryDirectory() as closed:
        code, said = elsewhere(where, "env", f"TMPDIR={closed}", UNROLLED, "doctor", "--json")
    assert code == 3
    (user,) = (layer for layer in json.loads(said) if layer["name"] == "user")
    assert not user["holds"]
    assert "set TMPDIR to where everybody may" in user["detail"]


def test_a_secret_of_somebody_else_is_one_sentence(course: Path) -> None:
    secret = course / "course_secret"
    secret.write_bytes(bytes(32))
    secret.chmod(0)
    arguments = ("mark", course / "source/cells/cells.ipynb", "--assignment", "cells")
    code, said = elsewhere("ordinary", UNROLLED, *arguments, "--course", course)
    assert code == 2
    assert "course_secret cannot be read (Permission denied)" in said
    assert len(said.strip().splitlines()) == 1
