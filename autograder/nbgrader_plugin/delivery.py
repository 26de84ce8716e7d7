"""What nbgrader needs beside a feedback page to hand it out through the exchange."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.submission import Unreadable, collected, read_bytes
from autograder.process.timestamp import TIMESTAMP

SECRET = "submission_secret.txt"
HEXADECIMAL = re.compile(rb"[0-9a-f]{1,200}")


class AddressFeedback(NbGraderPreprocessor):
    """Puts the submission's secret beside the feedback page: by it, learners find their page.

    Nothing else of a submission comes this far. nbgrader's release of feedback stops at the first
    learner who lacks the secret or the time, so there are always both.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write both files into the folder of the feedback page."""
        names = resources["nbgrader"]
        converter = self.parent.parent
        course, place = converter.coursedir, (names["student"], names["assignment"])
        submitted = Path(course.format_path(course.submitted_directory, *place))
        feedback = Path(course.format_path(course.feedback_directory, *place))
        feedback.mkdir(parents=True, exist_ok=True)
        (feedback / TIMESTAMP).touch()
        secret = secret_in(submitted)
        if secret is None:
            secret = secrets.token_hex().encode()
            self.log.warning(
                "There is no %s in %s: the feedback cannot be fetched, hand it out by hand.",
                SECRET,
                submitted,
            )
        (feedback / SECRET).write_bytes(secret)
        return nb, resources


def secret_in(submitted: Path) -> bytes | None:
    """Return the secret of a submission, unless it is missing or something else."""
    try:
        secret = read_bytes(submitted / SECRET, collected(submitted / SECRET))
    except Unreadable:
        return None
    return secret if HEXADECIMAL.fullmatch(secret) else None
