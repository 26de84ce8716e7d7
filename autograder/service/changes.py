"""Whether what grading depends on is still as it was when the service started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder import content
from autograder.grading.course import SECRET_FILE, Course
from autograder.process.configured import CONFIG_FILE

Stamp = tuple[int, int]  # time of the last change, and size


class Changes:
    """Compares files with what they were, by their times and sizes; of `course.toml`, the content.

    Raises
    ------
    ContentError : by `happened`, when somebody is writing `course.toml`, or has made a mistake.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._before = self._stamps()

    def happened(self) -> bool:
        """Say whether anything has changed."""
        return self._stamps() != self._before or content.has_changed()

    def _stamps(self) -> dict[Path, Stamp]:
        stamps = {}
        for path in self._files():
            try:
                status = path.stat()
            except OSError:
                continue
            stamps[path] = (status.st_mtime_ns, status.st_size)
        return stamps

    def _files(self) -> Iterator[Path]:
        root = self._course.root
        yield from (root / CONFIG_FILE, root / SECRET_FILE)
        messages = content.messages_file()
        if messages is not None:
            yield messages
        for assignment in content.assignments():
            yield content.reference_file(assignment)
            inside = content.hidden(assignment).rglob("*")
            yield from (path for path in inside if path.suffix in (".py", ".toml"))
            yield from self._course.released(assignment).glob("*")
            yield from (root / "source" / assignment).glob("*")
