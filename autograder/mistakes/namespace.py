"""The reference run anew, with known mistakes in it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache, lru_cache
from types import CodeType, FunctionType
from typing import Any

from autograder.content import reference_file, reference_name
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.source import edited_source, own_source

Namespace = dict[str, Any]


def fresh_namespace(assignment: str) -> Namespace:
    """Return all names of the reference; whoever replaces some leaves the imported one alone."""
    namespace: Namespace = {"__name__": reference_name(assignment)}
    exec(_reference_code(assignment), namespace)
    return namespace


def make(mistakes: tuple[Mistake, ...], namespace: Namespace) -> None:
    """Put mistakes into the reference's functions, where they call each other, too.

    Those that are no edits come last: what they call has the edits in it, also where they call
    the function that they take the place of.
    """
    edits = [known for known in mistakes if known.edits]
    for function in dict.fromkeys(known.function for known in edits):
        exec(_edited_code(tuple(k for k in edits if k.function == function)), namespace)
    for known in mistakes:
        if not known.edits:
            namespace[known.function] = _own_function(known, namespace)


def _own_function(mistake: Mistake, namespace: Namespace) -> Callable[..., Any]:
    """Return the function of a mistake that is no edit, calling what is in this namespace."""
    own: Namespace = {"__name__": mistake.name}
    exec(_own_code(mistake), own)
    reference = reference_name(mistake.assignment)
    for name, item in own.items():
        if isinstance(item, FunctionType) and item.__module__ == reference:
            own[name] = namespace[name]
    return own[mistake.name]


@cache
def _reference_code(assignment: str) -> CodeType:
    file = reference_file(assignment)
    return compile(file.read_bytes(), str(file), "exec")


@lru_cache(4096)
def _edited_code(mistakes: tuple[Mistake, ...]) -> CodeType:
    source = edited_source(mistakes)
    names = " + ".join(known.id for known in mistakes)
    try:
        with warnings.catch_warnings(action="ignore"):  # what is wrong may look it
            return compile(source, f"<{names}>", "exec")
    except SyntaxError as error:
        raise mistakes[0].error(f"what comes out is no Python: {error}") from None


@cache
def _own_code(mistake: Mistake) -> CodeType:
    own_source(mistake)  # complains if it is not there
    file = mistake.file.with_suffix(".py")
    return compile(file.read_bytes(), str(file), "exec")
