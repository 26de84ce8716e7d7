"""Mistakes that nobody wrote down: made by rule in a function of the reference."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from autograder.content import reference_file
from autograder.mistakes.body import Body, Shapes
from autograder.mistakes.edit import Change
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.rules import RULES
from autograder.mistakes.untyped import untyped


def made_by_rule(assignment: str, exercise: str, shapes: Mapping[str, Shapes]) -> Iterator[Mistake]:
    """Yield what rules make of an exercise's function, then of the functions that it calls.

    Parameters
    ----------
    exercise : whose checks fail because of them.
    shapes : of the names of each function, measured when it ran.
    """
    for function in (exercise, *called_by(assignment, exercise)):
        yield from _made_in(function, assignment, exercise, shapes.get(function, {}))


def _made_in(function: str, assignment: str, exercise: str, shapes: Shapes) -> Iterator[Mistake]:
    """Yield the mistakes in one function, each once, those of the first rule first.

    There are none where a loop might never end: it would be ours that hangs.
    """
    file = reference_file(assignment)
    body = Body(untyped(file)[function].body, shapes)
    if body.loops_without_end:
        return
    seen: set[Change] = set()
    numbers: Counter[str] = Counter()
    for rule, node, change in _changes(body):
        if change not in seen:
            seen.add(change)
            numbers[rule] += 1
            name = f"{function}/{rule}_{numbers[rule]}"
            yield Mistake(
                assignment,
                file,
                name,
                exercise,
                function,
                edits=(change,),
                rule=rule,
                inside=_inside(body, node),
            )


def _changes(body: Body) -> Iterator[tuple[str, ast.AST, Change]]:
    for rule in RULES:
        for node in body.nodes:
            yield from ((rule.__name__, node, change) for change in rule(body, node))


@cache
def called_by(assignment: str, function: str) -> tuple[str, ...]:
    """Return the functions of the reference that one of them calls, however indirectly."""
    functions = untyped(reference_file(assignment))
    found: dict[str, None] = {}
    waiting = [function]
    while waiting:
        calls = _names_in(functions[waiting.pop(0)].body)
        new = [name for name in functions if name in calls and name not in (function, *found)]
        found.update(dict.fromkeys(new))
        waiting += new
    return tuple(found)


def _names_in(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def _inside(body: Body, node: ast.AST) -> tuple[str, ...]:
    """Return the names of what is computed where a node stands, the narrowest first."""
    names = []
    for outer in (node, *body.above(node)):
        match outer:
            case ast.Dict(keys=keys, values=values):
                names += [
                    str(key.value)
                    for key, value in zip(keys, values, strict=True)
                    if isinstance(key, ast.Constant) and _contains(value, node)
                ]
            case ast.Assign(targets=targets):
                names += [name for target in targets for name in _named(target)]
            case ast.AugAssign(target=target):
                names += _named(target)
    return tuple(dict.fromkeys(names))


def _named(target: ast.expr) -> list[str]:
    match target:
        case ast.Name(id=name):
            return [name]
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return [name]
    return []


def _contains(tree: ast.AST, node: ast.AST) -> bool:
    return any(inner is node for inner in ast.walk(tree))
