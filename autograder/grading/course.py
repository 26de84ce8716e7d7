"""A course directory, as nbgrader lays it out, with the secret that hidden cases come from."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.grading.rebuild import grade_id, is_solution

SECRET_FILE = "course_secret"
SECRET_BYTES = 32
NOTES = ".unrolled"


class CourseError(Exception):
    """A course directory that cannot be used; says what is missing and what to do."""


@dataclass(frozen=True)
class Course:
    """The course directory."""

    root: Path

    def notes(self, assignment: str, ending: str) -> Path:
        """Return the file, with this ending, of what runs have to know of an assignment."""
        return self.root / NOTES / f"{assignment}{ending}"

    def released(self, assignment: str) -> Path:
        """Return the folder of an assignment's release."""
        return self.root / "release" / assignment

    def release(self, assignment: str) -> NotebookNode:
        """Read the released notebook, which every submission is rebuilt from.

        Raises
        ------
        CourseError : when the assignment has not been released.
        """
        path = self.released(assignment) / f"{assignment}.ipynb"
        if not path.is_file():
            raise CourseError(
                f"There is no release of {assignment!r} in {self.root}: run `unrolled build`, "
                "or name the course directory with --course."
            )
        return nbformat.read(path, as_version=4)

    def rubrics(self, assignment: str) -> dict[str | None, str]:
        """Read the model answers of written questions with their rubrics, by cell id."""
        path = self.root / "source" / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            return {}
        return {
            grade_id(cell): cell.source
            for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "markdown" and is_solution(cell)
        }

    def support_files(self, assignment: str) -> dict[str, bytes]:
        """Read what lies beside the released notebook."""
        return {
            path.name: path.read_bytes()
            for path in sorted(self.released(assignment).iterdir())
            if path.is_file() and path.suffix != ".ipynb"
        }

    @cached_property
    def secret(self) -> bytes:
        """The course's secret, made at its first use: the hidden cases are drawn from it.

        Keep the file: a new secret means new hidden cases.
        """
        path = self.root / SECRET_FILE
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _whole_secret(path)
        except OSError as error:
            raise CourseError(
                f"{path} cannot be made ({os.strerror(error.errno or 0)}): grade as the user whom "
                "the course directory belongs to."
            ) from None
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        return _whole_secret(path)

    @property
    def secret_id(self) -> str:
        """A name for the secret that does not give it away."""
        return hashlib.sha256(b"id\0" + self.secret).hexdigest()[:12]

    def keyed_digest(self, purpose: str, content: bytes) -> str:
        """Return a digest with which only those who have the secret can confirm a guess."""
        return hmac.new(self.secret, purpose.encode() + b"\0" + content, "sha256").hexdigest()


def _whole_secret(path: Path) -> bytes:
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read ({os.strerror(error.errno or 0)}): grade as the user whom it "
            "belongs to."
        ) from None
    if len(secret) != SECRET_BYTES:
        raise CourseError(
            f"{path} should hold {SECRET_BYTES} bytes, but holds {len(secret)}: restore it from a "
            "backup, or remove it to draw new hidden cases."
        )
    return secret
