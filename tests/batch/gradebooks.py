"""Gradebooks in a PostgreSQL server."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text


@dataclass(frozen=True)
class Gradebooks:
    """Gives each course a gradebook of its own in the server of this address."""

    server: str

    def give(self, course: Path) -> None:
        """Let a course that was not graded yet have an empty gradebook."""
        self._make(course)

    def copy(self, course: Path, target: Path) -> None:
        """Copy a course with its gradebook."""
        shutil.copytree(course, target)
        self._make(target, f"TEMPLATE {_name(course)}")

    def _make(self, course: Path, template: str = "") -> None:
        staff = create_engine(f"{self.server}/postgres", isolation_level="AUTOCOMMIT")
        with staff.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {_name(course)} {template}"))
        staff.dispose()
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.CourseDirectory.db_url = '{self.server}/{_name(course)}'\n")


def _name(course: Path) -> str:
    return f"course_{hashlib.sha256(str(course).encode()).hexdigest()[:16]}"
