"""A file that grows by one entry a line, and may be read while somebody else writes it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class JsonLines:
    """Entries of a file, made with the first one. Half a line, of a killed writer, is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def new(self) -> Iterator[dict[str, Any]]:
        """Yield the entries that were not read yet, whoever wrote them."""
        if not self._path.is_file():
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):  # somebody is writing it
                    return
                self._read += len(line)
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def append(self, entry: dict[str, Any]) -> None:
        """Write an entry; once this returns, it outlives its writer."""
        with self._path.open("ab+") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
            begun = file.read() not in (b"", b"\n")  # by somebody who was killed
            file.write(b"\n" * begun + json.dumps(entry).encode() + b"\n")
