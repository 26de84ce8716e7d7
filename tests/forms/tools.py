"""The real tools through which notebooks go."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbconvert.exporters import MarkdownExporter, NotebookExporter, PythonExporter
from nbformat import NotebookNode
from traitlets.config import Config

from .form import PROJECT, RELEASE


def through_jupytext(notebook: NotebookNode, form: str, metadata: bool = True) -> NotebookNode:
    """Write a notebook as text and read it again, with or without the metadata of cells."""
    notebook = nbformat.from_dict(notebook)
    if not metadata:
        notebook.metadata.jupytext = {"cell_metadata_filter": "-all"}
    return jupytext.reads(jupytext.writes(notebook, fmt=form), fmt=form)


def through_script(notebook: NotebookNode) -> NotebookNode:
    """Let nbconvert make a script of a notebook, and Jupytext a notebook of that."""
    script, _ = PythonExporter().from_notebook_node(notebook)
    return jupytext.reads(script, fmt="py")


def through_markdown(notebook: NotebookNode) -> NotebookNode:
    """Let nbconvert make Markdown of a notebook, and Jupytext a notebook of that."""
    words, _ = MarkdownExporter().from_notebook_node(notebook)
    return jupytext.reads(words, fmt="md")


def through_nbconvert(notebook: NotebookNode, **settings: Any) -> bytes:
    """Let nbconvert make a notebook of a notebook."""
    saved, _ = NotebookExporter(config=Config(settings)).from_notebook_node(notebook)
    return saved.encode()


def executed(notebook: NotebookNode) -> bytes:
    """Let nbconvert run a notebook in a real kernel, beside the files of the release."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(shutil.copytree(PROJECT / "source_release/release/cells", f"{root}/cells"))
        nbformat.write(notebook, folder / "cells.ipynb")
        command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
        subprocess.run([*command, "--inplace", "cells.ipynb"], cwd=folder, check=True)
        return (folder / "cells.ipynb").read_bytes()


def formatted(notebook: NotebookNode) -> bytes:
    """Let a formatter of code go over a notebook."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "60", "-"]
    command += ["--stdin-filename", "cells.ipynb"]
    source = nbformat.writes(notebook).encode()
    return subprocess.run(command, input=source, capture_output=True, check=True).stdout


def in_format(notebook: NotebookNode, major: int, minor: int) -> dict[str, Any]:
    """Return what nbformat saves in an older format."""
    older = nbformat.convert(nbformat.from_dict(notebook), major)
    if major == RELEASE.nbformat:
        older.nbformat_minor = minor
        if minor < 5:
            for cell in older.cells:
                del cell["id"]
    nbformat.validate(older)
    return json.loads(nbformat.writes(older, version=nbformat.NO_CONVERT))
