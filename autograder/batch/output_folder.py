"""The folders that one of nbgrader's steps fills, each put in place whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class OutputFolder:
    """The learners' folders of an assignment, as nbgrader's converter of a step would have them.

    Parameters
    ----------
    converter : nbgrader's own, which knows the folders' names and permissions.
    """

    def __init__(self, converter: Any, assignment: str) -> None:
        self._converter = converter
        self._assignment = assignment
        everybody = self._folder("*")
        for left in (_new(everybody), _old(everybody)):  # by a killed run
            for path in Path("/").glob(str(left.relative_to("/"))):
                shutil.rmtree(path, ignore_errors=True)

    def holds(self, student: str, name: str) -> bool:
        """Say whether a learner's file is there."""
        return (self._folder(student) / name).is_file()

    def read(self, student: str, name: str) -> bytes:
        """Read a learner's file; nothing if there is none."""
        path = self._folder(student) / name
        return path.read_bytes() if path.is_file() else b""

    def prepare(self, student: str, files: Mapping[str, bytes]) -> None:
        """Write a learner's files beside their place."""
        new = _new(self._folder(student))
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
            (new / name).chmod(int(str(self._converter.permissions), 8))

    def put(self, student: str) -> None:
        """Move what was prepared to its place, and remove what was there."""
        folder = self._folder(student)
        old = _old(folder)
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        _new(folder).rename(folder)
        shutil.rmtree(old, ignore_errors=True)
        if self._converter.coursedir.groupshared:
            self._converter.set_permissions(self._assignment, student)

    def _folder(self, student: str) -> Path:
        return Path(self._converter._format_dest(self._assignment, student))


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
