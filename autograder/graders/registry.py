"""Which assignments there are graders for."""

from __future__ import annotations

import importlib
from types import ModuleType

from autograder.graders.exercise import Assignment

ASSIGNMENTS = ("graphs", "cells", "bptt", "stability", "gates", "stacks", "memory")


class UnknownAssignment(Exception):
    """There are no graders for an assignment of that name."""

    def __init__(self, name: str) -> None:
        known = ", ".join(ASSIGNMENTS)
        super().__init__(f"There is no assignment {name!r}; there are: {known}.")


def grader_module(name: str) -> ModuleType:
    """Import the module with the checks of an assignment."""
    return _module(name, "checks")


def assignment_named(name: str) -> Assignment:
    """Return what the graders know of an assignment."""
    assignment: Assignment = getattr(_module(name, "exercises"), name.upper())
    return assignment


def _module(assignment: str, part: str) -> ModuleType:
    if assignment not in ASSIGNMENTS:
        raise UnknownAssignment(assignment)
    return importlib.import_module(f"autograder.graders.{assignment}.{part}")
