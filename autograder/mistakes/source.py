"""The source of functions with known mistakes in them."""

from __future__ import annotations

import ast
import textwrap
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from autograder.content import reference_file
from autograder.mistakes.edit import Change, changed, changes
from autograder.mistakes.mistake import Mistake, MistakeError
from autograder.mistakes.untyped import Untyped, untyped


def edited_source(mistakes: tuple[Mistake, ...]) -> str:
    """Return one function of the reference with the edits of all these mistakes in it.

    Raises
    ------
    MistakeError : when the function does not hold what is replaced just once, or edits overlap.
    """
    right = _reference_function(mistakes[0])
    made = [(change, known) for known in mistakes for change in _changes(known, right.body)]
    made.sort(key=lambda pair: pair[0].start)
    for (change, known), (later, other) in pairwise(made):
        if later.start < change.end:
            raise known.error(f"it changes the same words of {known.function} as {other.id}")
    return replace(right, body=changed(right.body, [change for change, _ in made])).text


@lru_cache(1 << 16)
def fit_together(mistakes: tuple[Mistake, ...]) -> bool:
    """Say whether mistakes can be made at once: in one function only as edits of other words."""
    functions = {known.function for known in mistakes}
    if len(functions) == len(mistakes):
        return True
    try:
        return all(known.edits for known in mistakes) and bool(edited_source(mistakes))
    except MistakeError:
        return False


def own_source(mistake: Mistake) -> str:
    """Return the function of a mistake that is no edit.

    Raises
    ------
    MistakeError : when there is no such function beside the mistake's file.
    """
    file = mistake.file.with_suffix(".py")
    functions = untyped(file)
    if mistake.name not in functions:
        raise mistake.error(f"{file.name} has no function of this name")
    return functions[mistake.name].text


def learners_source(mistake: Mistake, right: str) -> str:
    """Return the code of a notebook cell that makes the mistake.

    Parameters
    ----------
    right : source of the function without it, which a mistake that is no edit may call.
    """
    if mistake.edits:
        return edited_source((mistake,))
    return (
        f"{right.rstrip()}\n\n\n"
        f"def _mistaken({mistake.function}):\n"
        f"{textwrap.indent(own_source(mistake), '    ')}"
        f"    return {mistake.name}\n\n\n"
        f"{mistake.function} = _mistaken({mistake.function})\n"
    )


def names_in(mistake: Mistake) -> set[str]:
    """Return the names that the function with the mistake in it uses."""
    source = edited_source((mistake,)) if mistake.edits else own_source(mistake)
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _reference_function(mistake: Mistake) -> Untyped:
    functions = untyped(reference_file(mistake.assignment))
    if mistake.function not in functions:
        raise mistake.error(f"the reference has no function {mistake.function!r}")
    return functions[mistake.function]


def _changes(mistake: Mistake, body: str) -> list[Change]:
    made = []
    for edit in mistake.edits:
        if isinstance(edit, Change):
            made.append(edit)
            continue
        found = changes(body, edit)
        if not found:
            raise mistake.error(f"{edit.replace!r} does not occur in {mistake.function}")
        if len(found) > 1:
            often = f"{len(found)} times in {mistake.function}, not once"
            raise mistake.error(f"{edit.replace!r} occurs {often}")
        made += found
    return made
