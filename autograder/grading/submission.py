"""A submitted notebook, read as untrusted data."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import from_dict

LARGEST_FILE = 128 << 20
LARGEST_SOURCE = 4 << 20
MOST_CELLS = 20_000
LARGEST_WEIGHT = 10_000_000  # in memory, a value takes about 60 bytes
WEIGHT_OF_CONTAINER = 5
LONGEST_INTEGER = 20
IMAGE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif"})
TOO_LARGE = f"# This cell was larger than {LARGEST_SOURCE >> 20} MB and was left out."

# Also one without an end, so that nothing is read twice.
STRING = re.compile(r'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?', re.DOTALL)
LOOKS = (
    (re.compile(rb"^<{7} ", re.MULTILINE), "it holds the marks of a merge conflict (`<<<<<<<`)"),
    (re.compile(rb"\A\xef?\xbb?\xbf?\s*<"), "it is not JSON, but a web page"),
    (re.compile(rb"\APK\x03\x04"), "it is not JSON, but a zip archive"),
    (re.compile(rb"\A\x1f\x8b"), "it is not JSON, but a gzip archive"),
)


class Unreadable(Exception):
    """A notebook that cannot be read; says what is wrong in words for learner and staff."""


@dataclass(frozen=True)
class SubmittedCell:
    """All that is taken from a learner's cell; where they are told apart, its id does not count.

    `is_as_given` says of a locked cell that it is as some release had it, perhaps an earlier one.
    """

    kind: str
    source: str
    grade_id: str | None
    attachments: dict[str, dict[str, str]]
    id: str | None = field(default=None, compare=False)
    is_as_given: bool = field(default=False, compare=False)


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
    if any(os.path.islink(parent) for parent in parents):
        raise Unreadable("its folder is a symbolic link")
    try:
        # Without O_NONBLOCK, a named pipe in the notebook's place would stop the class.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if os.path.islink(path):
            raise Unreadable("it is a symbolic link") from None
        raise Unreadable(f"it cannot be opened ({os.strerror(error.errno or 0)})") from None
    try:
        return _read_regular(descriptor)
    except OSError as error:
        raise Unreadable(f"it cannot be read ({os.strerror(error.errno or 0)})") from None
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
    notebook = _json(content)
    if not isinstance(notebook, dict):
        raise Unreadable("it is JSON, but not a notebook")
    cells = _cells(notebook)
    if cells is None:
        raise Unreadable("it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has more than {MOST_CELLS:,} cells")
    return [cell for raw in cells if (cell := _cell(raw)) is not None]


def _json(content: bytes) -> Any:
    # A file that was cut off on a full disk ends in zeros.
    text = _decoded(content).rstrip("\0")
    if not text.strip("\0 \t\r\n"):
        raise Unreadable("it is empty")
    if _weight(text) > LARGEST_WEIGHT:
        raise Unreadable("it has more parts than any notebook")
    try:
        # Not strict: some editors write control characters as they are.
        return json.loads(text, strict=False, parse_int=_integer)
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except ValueError:
        found = (words for look, words in LOOKS if look.search(content))
        raise Unreadable(next(found, "it is not JSON")) from None


def _decoded(content: bytes) -> str:
    """Decode what JSON may be in; what is in nothing of it was saved by an old Windows editor."""
    try:
        return content.decode(json.detect_encoding(content), "surrogatepass")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _weight(text: str) -> int:
    """Say how much memory JSON will take, roughly: empty lists take 20 times their characters."""
    if _separators(text) <= LARGEST_WEIGHT:
        return 0
    return _separators(STRING.sub("", text))


def _separators(text: str) -> int:
    return text.count(",") + WEIGHT_OF_CONTAINER * (text.count("[") + text.count("{"))


def _integer(digits: str) -> int:
    # Python refuses to read long ones, and none matters here.
    return int(digits) if len(digits) <= LONGEST_INTEGER else 0


def _cells(notebook: dict[str, Any]) -> list[Any] | None:
    """Return the cells; before format 4 they stand in worksheets."""
    cells = notebook.get("cells")
    sheets = notebook.get("worksheets")
    if isinstance(cells, list):
        return cells
    if not isinstance(sheets, list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _cell(raw: Any) -> SubmittedCell | None:
    if not isinstance(raw, dict):
        return None
    source = _joined(raw.get("source", raw.get("input", "")))
    if source is None:
        return None
    if len(source) > LARGEST_SOURCE:
        source = TOO_LARGE
    kind = "code" if raw.get("cell_type") == "code" else "markdown"
    identifier, fields = raw.get("id"), _fields(raw)
    grade_id = fields.get("grade_id")
    source, grade_id = _clean(source), grade_id if isinstance(grade_id, str) else None
    return SubmittedCell(
        kind,
        source,
        grade_id,
        _attachments(raw.get("attachments")),
        identifier if isinstance(identifier, str) else None,
        grade_id is not None and fields.get("checksum") == _checksum(kind, source, grade_id),
    )


def _checksum(kind: str, source: str, grade_id: str) -> str:
    """Return what nbgrader writes into a locked cell when it makes a release."""
    from nbgrader.utils import compute_checksum  # it takes a second to import

    fields = {"grade_id": grade_id, "grade": False, "solution": False, "locked": True}
    metadata = {"nbgrader": {**fields, "schema_version": 3}}
    cell = from_dict({"cell_type": kind, "source": source, "metadata": metadata})
    return str(compute_checksum(cell))


def _joined(text: Any) -> str | None:
    """Return a text that may be given as a list of lines."""
    if isinstance(text, list):
        return "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else None


def _clean(text: str) -> str:
    """Drop what no cell can hold: lone surrogates are valid JSON, but cannot be written."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fields(raw: dict[str, Any]) -> dict[str, Any]:
    """Return what nbgrader's metadata says of a cell."""
    metadata = raw.get("metadata")
    fields = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return fields if isinstance(fields, dict) else {}


def _attachments(raw: Any) -> dict[str, dict[str, str]]:
    if not isinstance(raw, dict):
        return {}
    pictures = {
        _clean(name): _pictures(bundle) for name, bundle in raw.items() if isinstance(bundle, dict)
    }
    return {name: bundle for name, bundle in pictures.items() if bundle}


def _pictures(bundle: dict[str, Any]) -> dict[str, str]:
    pictures = {}
    for kind in IMAGE_TYPES & bundle.keys():
        data = (_joined(bundle[kind]) or "").replace("\n", "")
        if is_base64(data):
            pictures[kind] = data
    return pictures


def is_base64(data: str) -> bool:
    """Say whether something is data as pages have it in an attribute, and nothing else."""
    try:
        return bool(base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        return False
