"""A socket in the notebook's place."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from nbformat import NotebookNode

SCORE = 0
SAYS = "it cannot be opened"


def submit(folder: Path, notebook: NotebookNode) -> None:
    folder.mkdir()
    here = os.getcwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("cells.ipynb")
    finally:
        os.chdir(here)
