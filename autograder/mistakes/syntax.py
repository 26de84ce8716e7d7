"""What rules ask of a function's body."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mistakes.body import Body


def operand(body: Body, node: ast.AST) -> str:
    """Return the text of a node, in parentheses where something beside it could break it."""
    text = body.source(node)
    atoms = ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute
    return text if isinstance(node, atoms) else f"({text})"


def called_name(node: ast.AST) -> str:
    """Return the name of the function that is called, without the module it is from."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def is_counting(body: Body, node: ast.AST) -> bool:
    """Say whether arithmetic is about steps or sizes: an index, or how often something is done."""
    inside = node
    for outer in body.above(node):
        if isinstance(outer, ast.stmt):
            return False
        if isinstance(outer, ast.Subscript) and outer.slice is inside:
            return True
        if called_name(outer) in ("range", "zeros", "empty", "ones"):
            return True
        inside = outer
    return False


def is_size(node: ast.AST) -> bool:
    """Say whether a node tells of an array's size or type, and not of its numbers."""
    return isinstance(node, ast.Attribute) and node.attr in ("shape", "size", "dtype")


def is_result(body: Body, node: ast.AST) -> bool:
    """Say whether an expression is one of those that are returned, or stored in a dictionary."""
    parent = next(body.above(node), None)
    match parent:
        case ast.Dict(values=values):
            return node in values
        case ast.DictComp(value=value):
            return value is node
        case ast.Return() | ast.Assign(targets=[ast.Subscript()]):
            return parent.value is node and not isinstance(node, ast.Tuple | ast.Dict)
        case ast.Tuple():
            return isinstance(next(body.above(parent)), ast.Return)
    return False


def assignments_in(statement: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target with its value."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            yield from zip(targets, values, strict=False)
        case ast.Assign(targets=[target], value=value):
            yield target, value


def set_here(body: Body, node: ast.AST) -> set[str]:
    """Return the names that the statement around a node assigns to."""
    statement = next((outer for outer in body.above(node) if isinstance(outer, ast.stmt)), None)
    return names_set(statement) if isinstance(statement, ast.Assign) else set()


def names_set(node: ast.AST) -> set[str]:
    """Return the names that statements inside a node assign to."""
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def names_used(node: ast.AST) -> set[str]:
    """Return all names in a node."""
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def set_in_later_loops(body: Body, statement: ast.stmt) -> set[str]:
    """Return the names that loops assign to which come after a statement in the same block."""
    _, after = body.beside(statement)
    loops = [later for later in after if isinstance(later, ast.For)]
    return {name for loop in loops for inner in loop.body for name in names_set(inner)}


def carried_along(body: Body, statement: ast.stmt) -> set[str]:
    """Return the names that are assigned to before one of the loops around a statement."""
    loops = [outer for outer in body.above(statement) if isinstance(outer, ast.For)]
    before = [earlier for loop in loops for earlier in body.beside(loop)[0]]
    assignments = [earlier for earlier in before if isinstance(earlier, ast.Assign)]
    return {name for assignment in assignments for name in names_set(assignment)}


def indices_in(place: ast.expr) -> Iterator[ast.expr]:
    """Yield what selects along each axis, bounds of slices included."""
    for part in place.elts if isinstance(place, ast.Tuple) else (place,):
        bounds = (part.lower, part.upper) if isinstance(part, ast.Slice) else (part,)
        yield from (bound for bound in bounds if bound is not None)


def neighbours_of(body: Body, index: ast.expr) -> Iterator[str]:
    """Yield the indices beside one: whole numbers, counters of loops, and a little more or less."""
    match index:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield str(number + 1)
            yield str(number - 1)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            yield str(1 - number)
            yield str(-1 - number)
        case ast.Name(id=name) if name in counters_in(body):
            yield f"{name} - 1"
            yield f"{name} + 1"
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub(), right=ast.Constant()):
            yield name


def counters_in(body: Body) -> set[str]:
    """Return the names that count rounds of loops."""
    loops = [node for node in ast.walk(body.tree) if isinstance(node, ast.For | ast.comprehension)]
    counting = [loop for loop in loops if "range(" in body.source(loop.iter)]
    return {name for loop in counting for name in names_set(loop.target)}


def other_starts(body: Body, target: ast.Name, value: ast.expr) -> Iterator[str]:
    """Yield what a loop's variable may begin with by mistake."""
    if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
        yield "1.0" if value.value == 0 else "0.0"
    elif called_name(value).startswith("zeros"):
        yield f"1 + {body.source(value)}"
    elif target.id in body.shapes:
        yield f"0 * {operand(body, value)}"
    shape = body.shapes.get(target.id)
    for name, other in body.shapes.items():
        if shape and other[:-1] == shape and name.isidentifier():
            yield f"{name}[..., -1]"
            yield f"{name}[..., 0]"


def of_the_same_shape(body: Body, node: ast.AST) -> Iterator[str]:
    """Yield names, or entries of the same dictionary, whose arrays could be taken for a node's.

    They are there already: arguments, or set by a statement before.
    """
    text = body.source(node)
    later = set_later(body, node)
    owner = body.source(node.value) + "[" if isinstance(node, ast.Subscript) else ""
    shape = body.shapes.get(text)
    for name, other in body.shapes.items():
        alike = shape and other == shape and name.rpartition("[")[0] == owner[:-1]
        if alike and name != text and name not in later:
            yield name


def set_later(body: Body, node: ast.AST) -> set[str]:
    """Return the names that are set only by the statement around a node, or after it."""
    statements = [outer for outer in body.above(node) if isinstance(outer, ast.stmt)]
    if not statements or any(isinstance(outer, ast.For) for outer in statements):
        return set()
    index = body.tree.body.index(statements[-1])
    before = {name for earlier in body.tree.body[:index] for name in names_set(earlier)}
    return {n for later in body.tree.body[index:] for n in names_set(later)} - before
