"""Opening nbgrader's formgrader on a machine of one's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from autograder.process.configured import configuration
from autograder.process.database import put_scripts_on_the_path

EXTENSIONS = {
    "nbgrader.server_extensions.formgrader": False,
    "autograder.nbgrader_plugin.formgrader": True,  # in its place
}


def open_formgrader(course: Path, port: int, browser: bool) -> NoReturn:
    """Become a Jupyter server for the course, on this machine only, that opens the formgrader.

    Raises
    ------
    CourseError : when the folder is no course directory.
    """
    configuration(course)
    put_scripts_on_the_path()
    os.chdir(course)
    arguments = [
        *(
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--LabApp.default_url=/formgrader",
        ),
        f"--ServerApp.jpserver_extensions={EXTENSIONS}",
        *([] if browser else ["--no-browser"]),
    ]
    # -P: what lies in the course directory stands for nothing that is installed.
    os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterlab", *arguments])
