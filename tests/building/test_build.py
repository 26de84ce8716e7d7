"""The committed course is what its sources make, and the release gives nothing away."""

from __future__ import annotations

import filecmp
import json
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from autograder.build.build import build
from autograder.build.error import BuildError
from autograder.build.source import solution_source, source_notebook
from autograder.content import assignments, reference, text
from autograder.graders.registry import assignment_named
from autograder.mistakes.catalogue import mistakes_in
from solutions import cells
from tests import warm

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("assignment", assignments())
def test_the_committed_course_has_not_drifted(assignment: str, tmp_path: Path) -> None:
    build(assignment, tmp_path)
    for kind in ("source", "release"):
        built, committed = (
            root / kind / assignment for root in (tmp_path, PROJECT / "source_release")
        )
        names = sorted(path.name for path in committed.iterdir())
        assert names == sorted(path.name for path in built.iterdir())
        names.remove("examples.npz")
        assert_same_numbers(built / "examples.npz", committed / "examples.npz")
        _, different, unreadable = filecmp.cmpfiles(built, committed, names, shallow=False)
        assert (different, unreadable) == ([], []), "run `unrolled build` and commit the result"


def assert_same_numbers(built: Path, committed: Path) -> None:
    """Let the last digits be those of another machine."""
    with np.load(built) as ours, np.load(committed) as theirs:
        assert ours.files == theirs.files
        assert rounded(ours["plan"]) == rounded(theirs["plan"])
        for name in ours.files[1:]:
            np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-9, atol=1e-12)


def rounded(plan: np.ndarray) -> Any:
    return json.loads(str(plan), parse_float=lambda digits: round(float(digits), 9))


@pytest.mark.parametrize("assignment", assignments())
def test_the_release_holds_no_solution_and_no_hidden_test(assignment: str) -> None:
    release = (PROJECT / f"source_release/release/{assignment}/{assignment}.ipynb").read_text()
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "RuntimeError", "Rubric", "1 point:"):
        assert secret not in release
    exercises = len(assignment_named(assignment).exercises)
    assert release.count("raise NotImplementedError()") >= exercises


@pytest.mark.parametrize("assignment", assignments())
def test_no_line_of_the_reference_is_released(assignment: str) -> None:
    folder = PROJECT / "source_release/release" / assignment
    release = "\n".join(
        path.read_text() for path in folder.iterdir() if path.suffix in (".ipynb", ".py")
    )
    for exercise in assignment_named(assignment).exercises:
        source = solution_source(getattr(reference(assignment), exercise.name))
        body = source[source.index("### BEGIN SOLUTION") :].splitlines()
        telling = [line.strip() for line in body if len(line.strip()) > 45]
        assert [line for line in telling if json.dumps(line)[1:-1] in release] == []


@pytest.mark.parametrize("assignment", assignments())
def test_nothing_hidden_is_released(assignment: str) -> None:
    for kind in ("source", "release"):
        folder = PROJECT / "source_release" / kind / assignment
        assert all(path.is_file() for path in folder.iterdir())
        texts = [path.read_text() for path in folder.iterdir() if path.suffix in (".ipynb", ".py")]
        assert not [known.id for known in mistakes_in(assignment) if known.hint in str(texts)]


def test_each_function_has_its_cell_and_its_test() -> None:
    release = nbformat.read(PROJECT / "source_release/release/cells/cells.ipynb", as_version=4)
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in release.cells]
    for name in (
        "softmax",
        "rnn_cell_forward",
        "rnn_forward",
        "rnn_cell_backward",
        "rnn_backward",
        "output_backward",
        "rnn_loss_and_gradients",
    ):
        assert ids[ids.index(name) + 1] == f"test_{name}"


def test_public_examples_are_plain_numbers() -> None:
    path = PROJECT / "source_release/release/cells/examples.npz"
    with np.load(path, allow_pickle=False) as examples:
        arrays = {name: examples[name] for name in examples.files if name != "plan"}
    assert all(array.dtype.kind in "fi" for array in arrays.values())


def test_exercises_of_text_and_graders_must_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "cells.md"
    right = text("cells").read_text()
    changed.write_text(right.replace('exercise="softmax"', 'exercise="sigmoid"'))
    monkeypatch.setattr("autograder.content.text", lambda _: changed)
    with pytest.raises(BuildError, match=r"has the exercises \['sigmoid', "):
        build("cells", tmp_path / "course")


def test_what_a_course_lacks_comes_from_ours(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text('assignments = ["cells"]\n')
    built = warm.run(("unrolled", "build", "--course", tmp_path), tmp_path)
    assert built.stdout.startswith(f"cells: built in {tmp_path}/source")
    assert [path.name for path in (tmp_path / "release").iterdir()] == ["cells"]


def test_an_exercise_without_reference_is_named(tmp_path: Path) -> None:
    text = tmp_path / "cells.md"
    text.write_text('```python exercise="hardmax" points=1\n```\n')
    with pytest.raises(BuildError, match="hardmax"):
        source_notebook(text, cells, {})


def test_a_function_of_the_reference_can_be_given(tmp_path: Path) -> None:
    text = tmp_path / "more.md"
    text.write_text('```python given="softmax"\n```\n')
    (cell,) = source_notebook(text, cells, {}).cells
    given = cell.metadata.nbgrader
    assert (given.grade_id, given.locked, given.solution) == ("given_softmax", True, False)
    names: dict[str, Any] = {"np": np}
    exec(cell.source, names)
    z = np.arange(6.0).reshape(3, 2)
    np.testing.assert_array_equal(names["softmax"](z), cells.softmax(z))
