"""Admitting a submission: from whatever lies in its folder to a notebook that can be graded.

What had to be decided on the way stands in the notebook's metadata: why nothing could be read
(`UNREADABLE`), whether a person has to look (`WAITING`), and what learner and staff should know
(`NOTE`), which a cell on top says, too. `SUBMITTED` is the digest of the file.
"""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from autograder.grading.audit import digest
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import Unreadable, parse, read_bytes
from autograder.messages import Message

UNREADABLE = "unrolled_unreadable"
WAITING = "unrolled_waiting"
NOTE = "unrolled_note"
SUBMITTED = "unrolled_submitted"
NOTE_ID = "note"  # of the cell on top

# Browsers add an ending when they save a notebook; editors keep hidden copies.
LIKE_A_NOTEBOOK = re.compile(r"[^.].*\.ipynb(\.txt|\.json)?", re.IGNORECASE | re.DOTALL)
MOST_NAMED = 3
IMPORT = re.compile(r"^[ \t]*+(?:from|import)\b.*", re.MULTILINE)
NAME = re.compile(r"\w{1,60}")
LONGEST_NAME = 60


def admit(folder: Path, release: NotebookNode, assignment: str) -> NotebookNode:
    """Return the notebook of a submission, rebuilt from the release.

    If nothing can be read, the release is returned, with the reason in its metadata.

    Parameters
    ----------
    folder : submitted/<student>/<assignment>; it may be anything, also a file or a link.
    """
    wanted = f"{assignment}.ipynb"
    others = sorted(_notebooks(folder) - {wanted})
    submitted = ""
    try:
        name, content = content_of(folder, assignment)
        submitted = digest(content)
        notebook = rebuild(release, parse(content))
        notebook.metadata[SUBMITTED] = submitted
    except Unreadable as unreadable:
        notebook = copy.deepcopy(release)
        notebook.metadata[UNREADABLE] = str(unreadable)
        notebook.metadata[SUBMITTED] = submitted
        notebook.metadata[WAITING] = len(others) > 0
        return notebook
    if others:
        _add_note(notebook, _note(name, wanted, others))
    elif unused := _unused(folder, notebook, release):
        note = Message("note.beside", {"files": _listed([f"{each}.py" for each in unused])})
        _add_note(notebook, str(note))
    return notebook


def set_aside(folder: Path, release: NotebookNode, assignment: str) -> NotebookNode:
    """Return a notebook in the place of a submission that cannot be processed: a person has to."""
    notebook = copy.deepcopy(release)
    try:
        notebook.metadata[SUBMITTED] = digest(content_of(folder, assignment)[1])
    except Unreadable:
        notebook.metadata[SUBMITTED] = ""
    notebook.metadata[WAITING] = True
    _add_note(notebook, str(Message("open.set_aside")))
    return notebook


def content_of(folder: Path, assignment: str) -> tuple[str, bytes]:
    """Return name and content of a submission's notebook: of the right one, or of the only one.

    Raises
    ------
    Unreadable : when there is none, when nobody can tell which one is meant, or as `read_bytes`.
    """
    name = _notebook_in(folder, assignment)
    return name, read_bytes(folder / name, folder.parents[1])


def _notebook_in(folder: Path, assignment: str) -> str:
    wanted = f"{assignment}.ipynb"
    if os.path.lexists(folder / wanted):
        return wanted
    others = sorted(_notebooks(folder))
    if len(others) == 1:
        return others[0]
    if others:
        raise Unreadable(
            f"there is no {wanted}, and the staff have to say which of {_listed(others)} is meant"
        )
    if os.path.islink(folder):
        raise Unreadable("its folder is a symbolic link")
    raise Unreadable(f"there is no {wanted} in the submission")


def is_student(name: str) -> bool:
    """Say whether a folder in submitted/ can be a learner's: a gradebook has to hold its name."""
    return name.isprintable() and name == name.strip() and not name.startswith(".")


def _notebooks(folder: Path) -> set[str]:
    """Return the notebooks of a folder or, if it holds none, those in its folders."""
    found = _notebooks_in(folder)
    if found or os.path.islink(folder):
        return found
    return {f"{name}/{one}" for name in _folders_in(folder) for one in _notebooks_in(folder / name)}


def _notebooks_in(folder: Path) -> set[str]:
    try:
        return {name for name in os.listdir(folder) if LIKE_A_NOTEBOOK.fullmatch(name)}
    except OSError:
        return set()


def _unused(folder: Path, notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Return the modules beside a notebook that a learner wrote and imports."""
    imported = _imported_by(notebook) - _imported_by(release)
    return sorted(name for name in imported if os.path.lexists(folder / f"{name}.py"))


def _imported_by(notebook: NotebookNode) -> set[str]:
    lines = (match[0] for cell in notebook.cells for match in IMPORT.finditer(cell.source))
    return {name for line in lines for name in NAME.findall(line)}


def _folders_in(folder: Path) -> list[str]:
    """Return the folders that somebody made who packs a folder: no hidden ones, and no links."""
    try:
        with os.scandir(folder) as entries:
            return [
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith((".", "__"))
            ]
    except OSError:
        return []


def _note(taken: str, wanted: str, others: list[str]) -> str:
    if taken != wanted:
        return f"The notebook is called {_listed([taken])}. It was graded; its name is {wanted}."
    return f"Only {wanted} was graded. Tell the staff if {_listed(others)} should count instead."


def _listed(names: list[str]) -> str:
    """List files; whoever named them could have written anything."""
    shown = [re.sub(r"[^\w .()+/-]", "?", name)[:LONGEST_NAME] for name in names[:MOST_NAMED]]
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return " and ".join([f"“{name}”" for name in shown] + more)


def _add_note(notebook: NotebookNode, note: str) -> None:
    notebook.metadata[NOTE] = note
    text = re.sub(r"([_*])", r"\\\1", note)
    notebook.cells.insert(0, new_markdown_cell(f"**Note:** {text}", id=NOTE_ID))
