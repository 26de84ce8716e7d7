"""Functions of the reference that end by overwriting an argument with a result."""

from __future__ import annotations

import ast

from autograder.content import reference_file
from autograder.mistakes.body import Body
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.untyped import untyped


def overwriting(assignment: str, exercise: str, function: str) -> tuple[Mistake, ...]:
    """Return a mistake for each argument of a function and each result that may overwrite it.

    What is returned stays right, but a cache that holds the argument then holds the result in its
    place: so it goes with `c_next = c_prev; c_next *= f`.

    Parameters
    ----------
    exercise : whose checks fail because of them.
    """
    file = reference_file(assignment)
    source = untyped(file)[function]
    body = Body(source.body, {})
    return tuple(
        Mistake(
            assignment,
            file,
            f"{function}/{argument}_is_{result}",
            exercise,
            function,
            edits=(body.replaced(node, f"{argument}[...] = {result}\n{body.source(node)}"),),
        )
        for node in body.tree.body
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple)
        for argument in source.arguments
        for result in [each.id for each in node.value.elts if isinstance(each, ast.Name)]
    )
