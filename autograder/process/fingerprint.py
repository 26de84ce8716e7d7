"""A digest of a submission, cheap enough to ask it of a whole class."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from autograder.grading.admission import content_of
from autograder.grading.audit import digest
from autograder.grading.submission import Unreadable
from autograder.process.timestamp import Moment

LEFT_BEHIND = (".", "__")  # by whoever looks into the folder: .ipynb_checkpoints, __pycache__


def fingerprint(folder: Path, moment: Moment) -> str:
    """Return a digest of all in the folder that counts: names, notebook and time.

    A time that is refused counts as that: once it is not, the submission is another.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith(LEFT_BEHIND))
    except OSError:
        names = []
    parts = [digest_of_notebook(folder), str(moment.time), *names]
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def digest_of_notebook(folder: Path) -> str:
    """Return the digest of the notebook in submitted/<student>/<assignment>, empty without one."""
    try:
        return digest(content_of(folder, folder.name)[1])
    except Unreadable:
        return ""
