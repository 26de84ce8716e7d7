"""An assignment of ours in a course's own folder, to be changed there."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from autograder import content
from autograder.build.error import BuildError
from autograder.build.listed import course_to_change, listed

NOTE = "adopted.toml"  # beside the text: the digests of our files, as they were taken over
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")


def adopt(name: str, directory: Path) -> list[Path]:
    """Copy an assignment of ours into the course that a directory belongs to.

    From then on the course's own is used; `course.toml` lists it, if it does not already.

    Returns
    -------
    The folder and the file that were made.

    Raises
    ------
    BuildError : when there is none of ours, the course has one already, or there is no course.
    """
    course = course_to_change(directory)
    ours = _parts(name, content.OURS)
    if not all(path.exists() for path in ours):
        known = ", ".join(content.ours())
        raise BuildError(f"There is no assignment {name!r} to adopt; there are: {known}.")
    own = _parts(name, course)
    for path in own:
        if path.exists():
            raise BuildError(f"{path} is there already, and nothing was changed.")
    file = course / content.COURSE_FILE
    text = file.read_text("utf-8") if name in content.assignments() else listed(name, file)
    for source, target in zip(ours, own, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
        else:
            shutil.copyfile(source, target)
    lines = [f"{json.dumps(path)} = {json.dumps(digest)}" for path, digest in _digests(name)]
    (own[0] / NOTE).write_text("\n".join(lines) + "\n", "utf-8")
    file.write_text(text, "utf-8")
    return list(own)


def moved_on(name: str) -> list[str] | None:
    """Return which of our files are other ones since an assignment was adopted.

    Returns
    -------
    Their paths below the course's folder; None where the assignment was not adopted.

    Raises
    ------
    BuildError : when the note of what was taken over cannot be read.
    """
    note = content.text(name).parent / NOTE
    if not note.is_file():
        return None
    try:
        then = tomllib.loads(note.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError(f"{note} cannot be read: {error}.") from None
    now = dict(_digests(name))
    return sorted(path for path in {*then, *now} if then.get(path) != now.get(path))


def _parts(name: str, course: Path) -> tuple[Path, Path]:
    return course / "assignments" / name, course / "solutions" / f"{name}.py"


def _digests(name: str) -> Iterator[tuple[str, str]]:
    """Yield each file of ours with its digest."""
    folder, reference = _parts(name, content.OURS)
    inside = (path for path in sorted(folder.rglob("*")) if not {*path.parts} & {*LEFT_OUT})
    for path in (*inside, reference):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield path.relative_to(content.OURS).as_posix(), digest
