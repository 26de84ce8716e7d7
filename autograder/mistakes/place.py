"""Where an assignment's reference and its known mistakes lie; nothing else has to know."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib import resources
from pathlib import Path


def mistakes_folder(assignment: str) -> Path:
    """Return the folder with a file of known mistakes for each exercise."""
    return Path(str(resources.files("assignments"))) / assignment / "hidden" / "mistakes"


def reference_name(assignment: str) -> str:
    """Return the name that the reference is imported by."""
    return f"solutions.{assignment}"


@cache
def reference_file(assignment: str) -> Path:
    """Return the file that holds the reference."""
    name = reference_name(assignment)
    specification = importlib.util.find_spec(name)
    if specification is None or specification.origin is None:
        raise ModuleNotFoundError(name)
    return Path(specification.origin)
