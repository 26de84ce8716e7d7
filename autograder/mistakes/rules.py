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
from autograder.mistakes.syntax import (
    assignments_in,
    called_name,
    carried_along,
    indices_in,
    is_counting,
    is_result,
    is_size,
    names_used,
    neighbours_of,
    of_the_same_shape,
    operand,
    other_starts,
    set_here,
    set_in_later_loops,
)

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
            yield body.replaced(node, f"{body.source(target)} = {sign}{operand(body, value)}")
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=share) if name in set_here(
            body, node
        ):
            yield body.replaced(node, operand(body, share))
        case ast.Call(args=[ast.ListComp() as shares, *_]) if called_name(node) == "sum":
            yield body.replaced(node, f"{body.source(shares)}[0]")
            yield body.replaced(node, f"{body.source(shares)}[-1]")


@rule
def piles_up(body: Body, node: ast.AST) -> Iterator[Change]:
    """What a step leaves to the next one is added to what was there instead of replacing it."""
    if isinstance(node, ast.Assign):
        carried = carried_along(body, node)
        for target, value in assignments_in(node):
            if isinstance(target, ast.Name) and target.id in carried - names_used(value):
                yield body.replaced(value, f"({target.id} + {operand(body, value)})")


@rule
def before_or_after(body: Body, node: ast.AST) -> Iterator[Change]:
    """What belongs to the step before is taken for what belongs to the step after."""
    if isinstance(node, ast.Name):
        stem = BEFORE_OR_AFTER.sub("", node.id)
        for name in of_the_same_shape(body, node):
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
            if is_counting(body, node):
                return
            sign = "-" if isinstance(op, ast.Sub) else ""
            yield body.replaced(node, operand(body, left))
            if not (isinstance(left, ast.Name) and left.id in set_here(body, node)):
                yield body.replaced(
                    node, f"({sign}{operand(body, right)})" if sign else operand(body, right)
                )
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            yield body.replaced(node, "pass")


@rule
def term_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """One term of a sum counts twice."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() as op, right=right) if not is_counting(body, node):
            del op
            yield body.replaced(left, f"2 * {operand(body, left)}")
            yield body.replaced(right, f"2 * {operand(body, right)}")


@rule
def factor_dropped(body: Body, node: ast.AST) -> Iterator[Change]:
    """A factor or a divisor is missing."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if not is_counting(body, node):
            yield body.replaced(node, operand(body, left))
            yield body.replaced(node, operand(body, right))
        case ast.BinOp(left=left, op=ast.Div()) if not is_counting(body, node):
            yield body.replaced(node, operand(body, left))
        case ast.AugAssign(op=ast.Mult() | ast.Div()):
            yield body.replaced(node, "pass")


@rule
def factor_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """A factor or a divisor counts twice."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if not is_counting(body, node):
            for factor in (left, right):
                if not isinstance(factor, ast.Constant):
                    yield body.replaced(node, f"({body.source(node)} * {operand(body, factor)})")
        case ast.BinOp(op=ast.Div(), right=right) if not is_counting(body, node):
            yield body.replaced(node, f"({body.source(node)} / {operand(body, right)})")


@rule
def power_changed(body: Body, node: ast.AST) -> Iterator[Change]:
    """A power is missing, or another one is taken."""
    match node:
        case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
            yield body.replaced(node, operand(body, base))
            yield body.replaced(node, f"{operand(body, base)} ** {exponent + 1}")


@rule
def sign_flipped(body: Body, node: ast.AST) -> Iterator[Change]:
    """A sign is wrong."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            if is_counting(body, node):
                return
            a, b = operand(body, left), operand(body, right)
            if isinstance(op, ast.Add):
                yield body.replaced(node, f"({a} - {b})")
                yield body.replaced(node, f"({b} - {a})")
            else:
                yield body.replaced(node, f"({a} + {b})")
                yield body.replaced(node, f"({b} - {a})")
        case ast.UnaryOp(op=ast.USub(), operand=negated) if not is_counting(body, node):
            yield body.replaced(node, operand(body, negated))
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub() as op, value=value):
            other = "-" if isinstance(op, ast.Add) else "+"
            yield body.replaced(node, f"{body.source(target)} {other}= {body.source(value)}")
        case ast.expr() if is_result(body, node):
            yield body.replaced(node, f"-{operand(body, node)}")


@rule
def transposed(body: Body, node: ast.AST) -> Iterator[Change]:
    """A transpose is missing, or one too many."""
    match node:
        case ast.Attribute(value=value, attr="T"):
            yield body.replaced(node, operand(body, value))
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            for side in (left, right):
                if not (isinstance(side, ast.Attribute) and side.attr == "T"):
                    yield body.replaced(side, f"{operand(body, side)}.T")
            yield body.replaced(node, f"({body.source(node)}).T")


@rule
def product_reversed(body: Body, node: ast.AST) -> Iterator[Change]:
    """The two sides of a matrix product are exchanged."""
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            yield body.replaced(node, f"{operand(body, right)} @ {operand(body, left)}")


@rule
def index_moved(body: Body, node: ast.AST) -> Iterator[Change]:
    """An index is off by one, or counted from the other end."""
    if isinstance(node, ast.Subscript) and not is_size(node.value):
        for index in indices_in(node.slice):
            yield from (body.replaced(index, text) for text in neighbours_of(body, index))


@rule
def loop_too_short(body: Body, node: ast.AST) -> Iterator[Change]:
    """A loop leaves out its first or its last step."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[end]):
            yield body.replaced(end, f"{operand(body, end)} - 1")
            yield body.replaced(end, f"1, {body.source(end)}")
        case ast.Call(func=ast.Name(id="range"), args=[start, end, *_]):
            yield body.replaced(start, f"{operand(body, start)} + 1")
            yield body.replaced(end, f"{operand(body, end)} - 1")
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
    if isinstance(node, ast.Assign):
        changing = set_in_later_loops(body, node)
        for target, value in assignments_in(node):
            if isinstance(target, ast.Name) and target.id in changing:
                yield from (body.replaced(value, t) for t in other_starts(body, target, value))


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
            yield body.replaced(node, f"{operand(body, value)}.mean")
        case ast.Attribute(value=value, attr="mean"):
            yield body.replaced(node, f"{operand(body, value)}.sum")


@rule
def function_forgotten(body: Body, node: ast.AST) -> Iterator[Change]:
    """A function is not applied."""
    match node:
        case ast.Call(args=[argument], keywords=[]) if called_name(node) in TAKEN_FOR:
            yield body.replaced(node, operand(body, argument))


@rule
def function_repeated(body: Body, node: ast.AST) -> Iterator[Change]:
    """A function is applied twice."""
    match node:
        case ast.Call(func=function, args=[_], keywords=[]) if called_name(node) in TAKEN_FOR:
            yield body.replaced(node, f"{body.source(function)}({body.source(node)})")


@rule
def function_mistaken(body: Body, node: ast.AST) -> Iterator[Change]:
    """Another function is applied."""
    match node:
        case ast.Call(args=[argument], keywords=[]):
            for text in TAKEN_FOR.get(called_name(node), ()):
                yield body.replaced(node, text.format(body.source(argument)))


@rule
def special_case_forgotten(body: Body, node: ast.AST) -> Iterator[Change]:
    """What is different in a special case, as before the first step, is treated like the rest."""
    match node:
        case ast.IfExp(body=one, orelse=other):
            yield body.replaced(node, operand(body, one))
            yield body.replaced(node, operand(body, other))


@rule
def comparison_moved(body: Body, node: ast.AST) -> Iterator[Change]:
    """A comparison goes the other way, or differs where both sides are equal."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if not isinstance(
            next(body.above(node)), ast.IfExp
        ):
            for other in OTHER_COMPARISONS.get(type(op), ()):
                yield body.replaced(node, f"{body.source(left)} {other} {body.source(right)}")


@rule
def left_at_zero(body: Body, node: ast.AST) -> Iterator[Change]:
    """What is computed never reaches what is returned."""
    if isinstance(node, ast.expr) and is_result(body, node):
        yield body.replaced(node, f"0 * {operand(body, node)}")


@rule
def name_exchanged(body: Body, node: ast.AST) -> Iterator[Change]:
    """A quantity of the same shape stands in another's place."""
    is_used = isinstance(node, ast.Name | ast.Subscript) and isinstance(node.ctx, ast.Load)
    if is_used and not is_size(next(body.above(node))):
        yield from (body.replaced(node, name) for name in of_the_same_shape(body, node))
