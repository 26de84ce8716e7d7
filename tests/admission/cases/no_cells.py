"""A notebook without a list of cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "no list of cells"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b'{"nbformat": 4, "cells": 3}')
