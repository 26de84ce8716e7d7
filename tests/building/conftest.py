"""A course that is nothing but its two files, and commands in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import content
from tests import tiny_course, warm

CONFIG = tiny_course.PROJECT / "source_release/nbgrader_config.py"


def unrolled(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run our command in a folder, as somebody who has named no course."""
    return run(folder, Path(sys.executable).with_name("unrolled"), *arguments)


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run any command in the same way."""
    environment = {k: v for k, v in os.environ.items() if k != content.VARIABLE}
    return warm.run(command, folder, environment)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder whose course teaches `cells`."""
    (tmp_path / "course.toml").write_text('# ours\nassignments = [\n    "cells",\n]\n')
    shutil.copy(CONFIG, tmp_path)
    return tmp_path
