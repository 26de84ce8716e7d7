"""The tiny course, built: what the engine's own tests grade."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from autograder import content
from autograder.build.build import build

PROJECT = Path(__file__).parents[1]
TINY = Path(__file__).with_name("tiny")
_scratch = tempfile.TemporaryDirectory(prefix="tiny-")


def use() -> None:
    """Let this process and those that it starts find the tiny course behind ours."""
    content.use(TINY)
    content.use(PROJECT)


@cache
def built() -> Path:
    """Return nbgrader's course directory of the tiny course, not to be changed."""
    folder = Path(_scratch.name) / "course"
    build("tiny", folder)
    shutil.copyfile(PROJECT / "source_release/nbgrader_config.py", folder / "nbgrader_config.py")
    return folder
