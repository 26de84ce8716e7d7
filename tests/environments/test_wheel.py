"""What a new teacher has: the wheel in an environment of its own, and an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from autograder import content
from autograder.demo.sample import solved

from .installing import install

PROJECT = Path(__file__).parents[2]

# Reads what is hidden, in a worker; then imports what nobody has imported before.
LOOK = """
from autograder.content import hidden, reference_file
from autograder.host import Sandbox
files = reference_file("cells"), hidden("cells") / "checks.py"
assert all(file.is_file() for file in files)
with Sandbox() as sandbox, sandbox.worker() as worker:
    for cell in (*(f"open({str(file)!r})" for file in files), "import matplotlib.animation"):
        result = worker.run_cell(cell)
        print("fine" if result.succeeded else result.outputs[0]["ename"])
"""

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with the wheel, and what the lock names."""
    return install(PROJECT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def course(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course directory from `unrolled quickstart`, with a right submission."""
    folder = tmp_path_factory.mktemp("empty")
    run(folder, installed / "unrolled", "quickstart", "dl", "--assignments", "cells")
    assert [path.name for path in folder.iterdir()] == ["dl"]
    made = folder / "dl"
    release = nbformat.read(made / "release/cells/cells.ipynb", as_version=4)
    place = made / "submitted/ada/cells"
    place.mkdir(parents=True)
    nbformat.write(solved(release, "cells"), place / "cells.ipynb")
    return made


def run(folder: Path, *command: str | Path) -> str:
    """Run a command in a folder, as somebody who has named no course."""
    environment = {**os.environ, "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}"}
    environment.pop(content.VARIABLE)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_goes_from_an_empty_folder_to_grades(installed: Path, course: Path) -> None:
    (row,) = json.loads(run(course, installed / "unrolled", "grade", "cells", "--json"))
    assert (row["student"], row["score"]) == ("ada", 34)
    run(course, installed / "unrolled", "report", "cells")
    run(course, installed / "nbgrader", "release_assignment", "cells")
    run(course, installed / "nbgrader", "export")
    assert "ada" in (course / "grades.csv").read_text()
    assert (course / "exchange/dl/outbound/cells/cells.ipynb").is_file()


def test_its_sandbox_holds_no_reference_and_has_all_of_the_libraries(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "look.py").write_text(LOOK)
    seen = run(tmp_path, installed / "python", "look.py").split()
    assert seen == ["FileNotFoundError", "FileNotFoundError", "fine"]


def test_nothing_in_the_course_stands_for_what_is_installed(
    installed: Path, course: Path, tmp_path: Path
) -> None:
    """nbgrader puts the working directory first among the places that Python imports from."""
    shadowed = tmp_path / "dl"
    shutil.copytree(course, shadowed)
    for name in ("autograder", "solutions", "assignments", "deploy"):
        (shadowed / name).mkdir()
        (shadowed / name / "__init__.py").write_text("raise OSError('shadowed')\n")
    run(shadowed, installed / "nbgrader", "autograde", "cells", "--create", "--force")
    notebook = nbformat.read(shadowed / "autograded/ada/cells/cells.ipynb", as_version=4)
    assert notebook.metadata["unrolled"]["score"] == 34
