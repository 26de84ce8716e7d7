"""A submitted notebook, read as untrusted data."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

LARGEST_FILE = 128 << 20
LARGEST_SOURCE = 1 << 20
MOST_CELLS = 2000
IMAGE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif"})


class Unreadable(Exception):
    """A notebook that cannot be read; says what is wrong in words for learner and staff."""


@dataclass(frozen=True)
class SubmittedCell:
    """All that is taken from a learner's cell."""

    kind: str
    source: str
    grade_id: str | None
    attachments: dict[str, dict[str, str]]


def read_bytes(path: Path, root: Path | None = None) -> bytes:
    """Read a regular file without following a symbolic link, at most `LARGEST_FILE` bytes.

    Parameters
    ----------
    path : the file.
    root : folder below which no part of the path may be a link; by default just the file.

    Raises
    ------
    Unreadable : when it is missing, a link, not a regular file, too large or not permitted.
    """
    parents = [] if root is None else [p for p in path.parents if root in p.parents]
    if any(parent.is_symlink() for parent in parents):
        raise Unreadable("its folder is a symbolic link")
    try:
        # Without O_NONBLOCK, a named pipe in the notebook's place would stop the class.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise Unreadable("it is a symbolic link") from None
        raise Unreadable(f"it cannot be opened ({os.strerror(error.errno or 0)})") from None
    try:
        return _read_regular(descriptor)
    finally:
        os.close(descriptor)


def _read_regular(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("it is not a regular file")
    if status.st_size > LARGEST_FILE:
        raise Unreadable(f"it is larger than {LARGEST_FILE >> 20} MB")
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(LARGEST_FILE)


def collected(path: Path) -> Path:
    """Return the folder of all submissions, for a file in submitted/<student>/<assignment>/."""
    return path.parents[2]


def parse(content: bytes) -> list[SubmittedCell]:
    """Parse a notebook, trusting nothing in it.

    Raises
    ------
    Unreadable : when it is not a notebook.
    """
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("it is not JSON") from None
    if not isinstance(notebook, dict):
        raise Unreadable("it is JSON, but not a notebook")
    if notebook.get("nbformat") == 3:
        notebook = _upgraded(notebook)
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has more than {MOST_CELLS} cells")
    return [cell for raw in cells if (cell := _cell(raw)) is not None]


def _upgraded(notebook: dict[str, Any]) -> Any:
    try:
        return nbformat.convert(nbformat.from_dict(notebook), 4)
    except Exception:
        raise Unreadable("it is in the format of 2013 and cannot be converted") from None


def _cell(raw: Any) -> SubmittedCell | None:
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str) or len(source) > LARGEST_SOURCE:
        return None
    # Lone surrogates are valid JSON, but neither code nor something that can be written.
    source = source.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    kind = "code" if raw.get("cell_type") == "code" else "markdown"
    return SubmittedCell(kind, source, _grade_id(raw), _attachments(raw.get("attachments")))


def _grade_id(raw: dict[str, Any]) -> str | None:
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _attachments(raw: Any) -> dict[str, dict[str, str]]:
    if not isinstance(raw, dict):
        return {}
    return {
        name: images
        for name, bundle in raw.items()
        if isinstance(bundle, dict)
        and (
            images := {
                kind: data
                for kind, data in bundle.items()
                if kind in IMAGE_TYPES and isinstance(data, str)
            }
        )
    }
