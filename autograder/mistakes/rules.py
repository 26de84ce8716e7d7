"""Rules by which mistakes are made in a function: small changes that people often make.

A rule looks at one node of a function's body and yields what may go wrong there. It has the name of
its sentence, `rule.<name>` in the messages: which kind of mistake, and never what belongs there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from autograder.mistakes.body import Body
from autograder.mistakes.edit import Change

Rule = Callable[[Body, ast.AST], Iterator[Change]]

RULES: list[Rule] = []

# Functions of one argument that may be forgotten, and what is taken for them.
TAKEN_FOR = {
    "tanh": ("(1 / (1 + np.exp(-({0}))))", "np.maximum({0}, 0)"),
    "sigmoid": ("np.tanh({0})", "np.maximum({0}, 0)"),
    "log": ("np.log10({0})", "np.log2({0})"),
    "log2": ("np.log({0})", "np.log10({0})"),
    "exp": ("(2.0 ** ({0}))",),
    "sqrt": ("(({0}) ** 2)",),
    "abs": ("(({0}) ** 2)",),
    "softmax": ("(1 / (1 + np.exp(-({0}))))", "(np.exp({0}) / np.exp({0}).sum())"),
}
OTHER_COMPARISONS = {
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<="),
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">="),
}
BEFORE_OR_AFTER = re.compile(r"_(?:prev|next)$")


def rule(function: Rule) -> Rule:
    """Count a function among the rules; the first that makes a mistake names it."""
    RULES.append(function)
    return function


@rule
def accumulation_overwritten(body: Body, node: ast.AST) -> Iterator[Change]:
    """Of a sum over steps or examples only one share is kept."""
    match node:
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as op, value=value):
            sign = "-" if isinstance(op, ast.Sub) else ""
            yield body.replaced(node, f"{body.source(target)} = {sign}{_operand(body, value)}")
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=share) if name in _set_by(
            body, node
        ):
            yield body.replaced(node, _operand(body, share))
        case ast.Call(args=[ast.ListComp() as shares, *_]) if _called(node) == "sum":
            yield body.replaced(node, f"{body.source(shares)}[0]")
            yield body.replaced(node, f"{body.source(shares)}[-1]")


@rule
def piles_up(body: Body, node: ast.AST) -> Iterator[Change]:
    """What a step leaves to the next one is added to what was there instead of replacing it."""
    if isinstance(node, ast.Assign) and _in_a_loop(body, node):
        for target, value in _assigned(node):
            if isinstance(target, ast.Name) and target.id in _set_before_loops(body) - _used(value):
                yield body.replaced(value, f"({target.id} + {_operand(body, value)})")


@rule
def before_or_after(body: Body, node: ast.AST) -> Iterator[Change]:
    """What belongs to the step before is taken for what belongs to the step after."""
    if isinstance(node, ast.Name):
        stem = BEFORE_OR_AFTER.sub("", node.id)
        for name in _of_the_same_shape(body, node):
            if stem != node.id and stem == BEFORE_OR_AFTER.sub("", name):
                yield body.replaced(node, name)
    if isinstance(node, ast.For):
        for one, other in zip(node.body, node.body[1:], strict=False):
            if isinstance(one, ast.Assign | ast.Expr) and isinstance(other, ast.Assign | ast.Expr):
                first, second = body.replaced(one, ""), body.replaced(other, "")
                between = body.text[first.end : second.start]
                swapped = f"{body.source(other)}{between}{body.source(one)}"
                yield Change(first.start, second.end, swapped)


@rule
def term_dropped(body: Body, node: ast.AST) -> Iterator[Change]:
    """One term of a sum or a difference is missing."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            if _counts(body, node):
                return
            sign = "-" if isinstance(op, ast.Sub) else ""
            yield body.replaced(node, _operand(body, left))
            if not (isinstance(left, ast.Name) and left.id in _set_by(body, node)):
                yield body.replaced(
                    node, f"({sign}{_operand(body, right)})" if sign else _operand(body, right)
                )
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            yield body.replaced(node, "pass")


@rule
def term_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """One term of a sum counts twice."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() as op, right=right) if not _counts(body, node):
            del op
            yield body.replaced(left, f"2 * {_operand(body, left)}")
            yield body.replaced(right, f"2 * {_operand(body, right)}")


@rule
def factor_dropped(body: Body, node: ast.AST) -> Iterator[Change]:
    """A factor or a divisor is missing."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if not _counts(body, node):
            yield body.replaced(node, _operand(body, left))
            yield body.replaced(node, _operand(body, right))
        case ast.BinOp(left=left, op=ast.Div()) if not _counts(body, node):
            yield body.replaced(node, _operand(body, left))
        case ast.AugAssign(op=ast.Mult() | ast.Div()):
            yield body.replaced(node, "pass")


@rule
def factor_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """A factor or a divisor counts twice."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if not _counts(body, node):
            for factor in (left, right):
                if not isinstance(factor, ast.Constant):
                    yield body.replaced(node, f"({body.source(node)} * {_operand(body, factor)})")
        case ast.BinOp(op=ast.Div(), right=right) if not _counts(body, node):
            yield body.replaced(node, f"({body.source(node)} / {_operand(body, right)})")


@rule
def power_changed(body: Body, node: ast.AST) -> Iterator[Change]:
    """A power is missing, or another one is taken."""
    match node:
        case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
            yield body.replaced(node, _operand(body, base))
            yield body.replaced(node, f"{_operand(body, base)} ** {exponent + 1}")


@rule
def sign_flipped(body: Body, node: ast.AST) -> Iterator[Change]:
    """A sign is wrong."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            if _counts(body, node):
                return
            a, b = _operand(body, left), _operand(body, right)
            if isinstance(op, ast.Add):
                yield body.replaced(node, f"({a} - {b})")
                yield body.replaced(node, f"({b} - {a})")
            else:
                yield body.replaced(node, f"({a} + {b})")
                yield body.replaced(node, f"({b} - {a})")
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not _counts(body, node):
            yield body.replaced(node, _operand(body, operand))
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as op, value=value):
            other = "-" if isinstance(op, ast.Add) else "+"
            yield body.replaced(node, f"{body.source(target)} {other}= {body.source(value)}")
        case ast.expr() if _is_result(body, node):
            yield body.replaced(node, f"-{_operand(body, node)}")


@rule
def transposed(body: Body, node: ast.AST) -> Iterator[Change]:
    """A transpose is missing, or one too many."""
    match node:
        case ast.Attribute(value=value, attr="T"):
            yield body.replaced(node, _operand(body, value))
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            for side in (left, right):
                if not (isinstance(side, ast.Attribute) and side.attr == "T"):
                    yield body.replaced(side, f"{_operand(body, side)}.T")
            yield body.replaced(node, f"({body.source(node)}).T")


@rule
def product_reversed(body: Body, node: ast.AST) -> Iterator[Change]:
    """The two sides of a matrix product are exchanged."""
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            yield body.replaced(node, f"{_operand(body, right)} @ {_operand(body, left)}")


@rule
def index_moved(body: Body, node: ast.AST) -> Iterator[Change]:
    """An index is off by one, or counted from the other end."""
    if isinstance(node, ast.Subscript) and not _is_size(node.value):
        for index in _indices(node.slice):
            yield from (body.replaced(index, text) for text in _neighbours(body, index))


@rule
def loop_too_short(body: Body, node: ast.AST) -> Iterator[Change]:
    """A loop leaves out its first or its last step."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[end]):
            yield body.replaced(end, f"{_operand(body, end)} - 1")
            yield body.replaced(end, f"1, {body.source(end)}")
        case ast.Call(func=ast.Name(id="range"), args=[start, end, *_]):
            yield body.replaced(start, f"{_operand(body, start)} + 1")
            yield body.replaced(end, f"{_operand(body, end)} - 1")
        case ast.For(iter=ast.Name() as items):
            yield body.replaced(items, f"{items.id}[1:]")
            yield body.replaced(items, f"{items.id}[:-1]")


@rule
def order_reversed(body: Body, node: ast.AST) -> Iterator[Change]:
    """Steps are gone through, or put together, in the wrong order."""
    match node:
        case ast.Call(func=ast.Name(id="reversed"), args=[items]):
            yield body.replaced(node, body.source(items))
        case ast.For(iter=ast.Call(func=ast.Name(id="range")) as steps):
            yield body.replaced(steps, f"reversed({body.source(steps)})")


@rule
def initial_value(body: Body, node: ast.AST) -> Iterator[Change]:
    """What a loop carries along starts from something else."""
    if isinstance(node, ast.Assign) and not _in_a_loop(body, node):
        for target, value in _assigned(node):
            if isinstance(target, ast.Name) and target.id in _set_in_loops(body):
                yield from (body.replaced(value, t) for t in _other_starts(body, target, value))


@rule
def returns_inside_the_loop(body: Body, node: ast.AST) -> Iterator[Change]:
    """The function returns in the first round of a loop."""
    last = body.tree.body[-1]
    if isinstance(node, ast.For) and node in body.tree.body and isinstance(last, ast.Return):
        end = body.replaced(node, "").end
        yield Change(end, end, f"\n{body.margin(node.body[-1])}{body.source(last)}")


@rule
def wrong_axis(body: Body, node: ast.AST) -> Iterator[Change]:
    """Something is done along another axis, or along all of them."""
    match node:
        case ast.Call(keywords=keywords):
            axes = [keyword.value for keyword in keywords if keyword.arg == "axis"]
        case ast.Subscript(value=ast.Attribute(attr="shape"), slice=axis):
            axes = [axis]
        case _:
            axes = []
    for axis in axes:
        for other in ("0", "1", "2", "None"):
            if other != body.source(axis):
                yield body.replaced(axis, other)


@rule
def sum_or_mean(body: Body, node: ast.AST) -> Iterator[Change]:
    """A sum stands for a mean, or the other way round."""
    match node:
        case ast.Attribute(value=value, attr="sum"):
            yield body.replaced(node, f"{_operand(body, value)}.mean")
        case ast.Attribute(value=value, attr="mean"):
            yield body.replaced(node, f"{_operand(body, value)}.sum")


@rule
def function_forgotten(body: Body, node: ast.AST) -> Iterator[Change]:
    """A function is not applied."""
    match node:
        case ast.Call(args=[argument], keywords=[]) if _called(node) in TAKEN_FOR:
            yield body.replaced(node, _operand(body, argument))


@rule
def function_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """A function is applied twice."""
    match node:
        case ast.Call(func=function, args=[_], keywords=[]) if _called(node) in TAKEN_FOR:
            yield body.replaced(node, f"{body.source(function)}({body.source(node)})")


@rule
def function_mistaken(body: Body, node: ast.AST) -> Iterator[Change]:
    """Another function is applied."""
    match node:
        case ast.Call(args=[argument], keywords=[]):
            for text in TAKEN_FOR.get(_called(node), ()):
                yield body.replaced(node, text.format(body.source(argument)))


@rule
def comparison_moved(body: Body, node: ast.AST) -> Iterator[Change]:
    """A comparison goes the other way, or differs where both sides are equal."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            for other in OTHER_COMPARISONS.get(type(op), ()):
                yield body.replaced(node, f"{body.source(left)} {other} {body.source(right)}")


@rule
def left_at_zero(body: Body, node: ast.AST) -> Iterator[Change]:
    """What is computed never reaches what is returned."""
    if isinstance(node, ast.expr) and _is_result(body, node):
        yield body.replaced(node, f"0 * {_operand(body, node)}")


@rule
def name_exchanged(body: Body, node: ast.AST) -> Iterator[Change]:
    """A quantity of the same shape stands in another's place."""
    is_used = isinstance(node, ast.Name | ast.Subscript) and isinstance(node.ctx, ast.Load)
    if is_used and not _is_size(next(body.above(node))):
        yield from (body.replaced(node, name) for name in _of_the_same_shape(body, node))


def _operand(body: Body, node: ast.AST) -> str:
    """Return the text of a node, in parentheses where something beside it could break it."""
    text = body.source(node)
    atoms = ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute
    return text if isinstance(node, atoms) else f"({text})"


def _called(node: ast.AST) -> str:
    """Return the name of the function that is called, without the module it is from."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def _counts(body: Body, node: ast.AST) -> bool:
    """Say whether arithmetic is about steps or sizes: an index, or how often something is done."""
    inside = node
    for outer in body.above(node):
        if isinstance(outer, ast.stmt):
            return False
        if isinstance(outer, ast.Subscript) and outer.slice is inside:
            return True
        if _called(outer) in ("range", "zeros", "empty", "ones"):
            return True
        inside = outer
    return False


def _is_size(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("shape", "size", "dtype")


def _is_result(body: Body, node: ast.AST) -> bool:
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


def _assigned(statement: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target with its value."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            yield from zip(targets, values, strict=False)
        case ast.Assign(targets=[target], value=value):
            yield target, value


def _set_by(body: Body, node: ast.AST) -> set[str]:
    """Return the names that the statement around a node assigns to."""
    statement = next((outer for outer in body.above(node) if isinstance(outer, ast.stmt)), None)
    return _names_set(statement) if isinstance(statement, ast.Assign) else set()


def _names_set(node: ast.AST) -> set[str]:
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _used(node: ast.AST) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def _in_a_loop(body: Body, node: ast.AST) -> bool:
    return any(isinstance(outer, ast.For) for outer in body.above(node))


def _set_in_loops(body: Body) -> set[str]:
    loops = [node for node in ast.walk(body.tree) if isinstance(node, ast.For)]
    return {name for loop in loops for statement in loop.body for name in _names_set(statement)}


def _set_before_loops(body: Body) -> set[str]:
    before = [node for node in body.tree.body if isinstance(node, ast.Assign)]
    return {name for statement in before for name in _names_set(statement)}


def _indices(place: ast.expr) -> Iterator[ast.expr]:
    """Yield what selects along each axis, bounds of slices included."""
    for part in place.elts if isinstance(place, ast.Tuple) else (place,):
        bounds = (part.lower, part.upper) if isinstance(part, ast.Slice) else (part,)
        yield from (bound for bound in bounds if bound is not None)


def _neighbours(body: Body, index: ast.expr) -> Iterator[str]:
    """Yield the indices beside one: whole numbers, counters of loops, and a little more or less."""
    match index:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield str(number + 1)
            yield str(number - 1)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            yield str(1 - number)
            yield str(-1 - number)
        case ast.Name(id=name) if name in _counters(body):
            yield f"{name} - 1"
            yield f"{name} + 1"
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub(), right=ast.Constant()):
            yield name


def _counters(body: Body) -> set[str]:
    loops = [node for node in ast.walk(body.tree) if isinstance(node, ast.For | ast.comprehension)]
    counting = [loop for loop in loops if "range(" in body.source(loop.iter)]
    return {name for loop in counting for name in _names_set(loop.target)}


def _other_starts(body: Body, target: ast.Name, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
        yield "1.0" if value.value == 0 else "0.0"
    elif _called(value).startswith("zeros"):
        yield f"1 + {body.source(value)}"
    elif target.id in body.shapes:
        yield f"0 * {_operand(body, value)}"
    shape = body.shapes.get(target.id)
    for name, other in body.shapes.items():
        if shape and other[:-1] == shape and name.isidentifier():
            yield f"{name}[..., -1]"
            yield f"{name}[..., 0]"


def _of_the_same_shape(body: Body, node: ast.AST) -> Iterator[str]:
    """Yield names, or entries of the same dictionary, whose arrays could be taken for a node's.

    They are there already: arguments, or set by a statement before.
    """
    text = body.source(node)
    later = _set_from(body, node)
    owner = body.source(node.value) + "[" if isinstance(node, ast.Subscript) else ""
    shape = body.shapes.get(text)
    for name, other in body.shapes.items():
        alike = shape and other == shape and name.rpartition("[")[0] == owner[:-1]
        if alike and name != text and name not in later:
            yield name


def _set_from(body: Body, node: ast.AST) -> set[str]:
    """Return the names that are set only by the statement around a node, or after it."""
    statements = [outer for outer in body.above(node) if isinstance(outer, ast.stmt)]
    if not statements or any(isinstance(outer, ast.For) for outer in statements):
        return set()
    index = body.tree.body.index(statements[-1])
    before = {name for earlier in body.tree.body[:index] for name in _names_set(earlier)}
    return {n for later in body.tree.body[index:] for n in _names_set(later)} - before
