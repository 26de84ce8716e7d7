"""Known mistakes in `graphs`, as real learners make them.

Each docstring is the hint that the learner reads: it names the idea that is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import (
    Array,
    Arrays,
    Graph,
    backward,
    bprop,
    build_grad,
    chain_cost,
    deep_backward,
    deep_forward,
    elementwise_backward,
    forward,
    hessian_vector_product,
    jacobian,
    jvp,
    linear_backward,
    naive_cost,
    numerical_gradient,
    relative_error,
    softmax_cross_entropy,
    table_cost,
    top_eigenvalue,
    topological_order,
)

# ------------------------------------------------------------------------------ topological_order


@misconception("topological_order")
def order_of_the_dictionary(graph: Graph) -> list[str]:
    """The dictionary may list a node before its parents. What decides when a node's turn is?"""
    return list(graph)


@misconception("topological_order")
def children_before_parents(graph: Graph) -> list[str]:
    """Which must be known first: a value, or what it is computed from? Look at both ends."""
    return topological_order(graph)[::-1]


@misconception("topological_order")
def sorted_by_number_of_parents(graph: Graph) -> list[str]:
    """Few parents do not make a node early: what counts is when the last of them is done."""
    topological_order(graph)
    return sorted(graph, key=lambda name: len(graph[name][1]))


@misconception("topological_order")
def cycle_cut_short(graph: Graph) -> list[str]:
    """In a cycle some nodes never get their turn. What should happen if any are left over?"""
    order: list[str] = []
    found = True
    while found:
        found = False
        for name, (_, parents) in graph.items():
            if name not in order and all(parent in order for parent in parents):
                order.append(name)
                found = True
    return order


@misconception("topological_order")
def visited_marks_hide_the_cycle(graph: Graph) -> list[str]:
    """You mark a node as seen before its parents are done. How would you notice that you came
    back to one that is still being worked on?
    """
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for parent in graph[name][1]:
            visit(parent)
        order.append(name)

    for name in graph:
        visit(name)
    return order


@misconception("topological_order")
def node_listed_once_per_path(graph: Graph) -> list[str]:
    """A node that can be reached in two ways is still one node. How often is it listed?"""
    order: list[str] = []
    for name in topological_order(graph):
        order.extend(parent for parent in graph[name][1] if parent not in order[-1:])
        order.append(name)
    return order


@misconception("topological_order")
def repeated_parent_counted_once(graph: Graph) -> list[str]:
    """A node may have the same parent twice. Does your count of missing parents go up and down by
    the same amount?
    """
    missing = {name: len(parents) for name, (_, parents) in graph.items()}
    waiting = [name for name in graph if missing[name] == 0]
    order = []
    while waiting:
        done = waiting.pop()
        order.append(done)
        for name, (_, parents) in graph.items():
            if done in parents:
                missing[name] -= 1
                if missing[name] == 0:
                    waiting.append(name)
    if len(order) < len(graph):
        raise ValueError("a cycle")
    return order


# ---------------------------------------------------------------------------------------- forward


@misconception("forward")
def computed_in_the_order_given(graph: Graph, inputs: Arrays) -> Arrays:
    """A node can be computed once its parents are. You have a function that says when."""
    values: Arrays = {}
    for name, (_, parents) in graph.items():
        known = dict.fromkeys(parents, ("input", ()))
        values[name] = forward({**known, name: graph[name]}, {**inputs, **values})[name]
    return values


@misconception("forward")
def missing_input_is_zero(graph: Graph, inputs: Arrays) -> Arrays:
    """An input that nobody gave a value has none. Who should be told, and how?"""
    given = {
        name: inputs.get(name, np.zeros(())) for name, (op, _) in graph.items() if op == "input"
    }
    return forward(graph, given)


@misconception("forward")
def inputs_left_out(graph: Graph, inputs: Arrays) -> Arrays:
    """Every node has a value, the inputs included."""
    values = forward(graph, inputs)
    return {name: value for name, value in values.items() if graph[name][0] != "input"}


@misconception("forward")
def unknown_op_passes(graph: Graph, inputs: Arrays) -> Arrays:
    """An operation that you do not know cannot be computed. What should the caller hear?"""
    known = {"input", "add", "mul", "max", "matmul", "relu", "tanh", "exp", "log", "sum", "neg"}
    known.add("reciprocal")
    quiet: Graph = {}
    for name, (op, parents) in graph.items():
        right = op in known or op[0] == "constant"
        quiet[name] = (op, parents) if right else (("constant", 0.0), ())
    return forward(quiet, inputs)


@misconception("forward")
def matrices_multiplied_by_elements(graph: Graph, inputs: Arrays) -> Arrays:
    """The product of two matrices is not the product of their elements, even where shapes fit."""
    changed = {
        name: ("mul" if op == "matmul" else op, parents) for name, (op, parents) in graph.items()
    }
    return forward(changed, inputs)


@misconception("forward")
def max_over_all_elements(graph: Graph, inputs: Arrays) -> Arrays:
    """max compares two parents element by element; it does not look for the largest of all."""
    values: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        known: Graph = dict.fromkeys(parents, ("input", ()))
        if op == "max":
            a, b = (values[parent] for parent in parents)
            largest = max(np.max(a), np.max(b))
            values[name] = np.full(np.broadcast_shapes(np.shape(a), np.shape(b)), largest)
        else:
            values[name] = forward({**known, name: graph[name]}, {**inputs, **values})[name]
    return values


@misconception("forward")
def sum_over_the_first_axis(graph: Graph, inputs: Arrays) -> Arrays:
    """The sum runs over all elements: a single number comes out."""
    values: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        known: Graph = dict.fromkeys(parents, ("input", ()))
        if op == "sum" and np.ndim(values[parents[0]]) > 0:
            values[name] = np.sum(values[parents[0]], axis=0)
        else:
            values[name] = forward({**known, name: graph[name]}, {**inputs, **values})[name]
    return values


# ------------------------------------------------------------------------------------------ bprop


@misconception("bprop")
def mul_not_swapped(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """In a product, how fast does the result move when one factor moves? Ask the other factor."""
    if op == "mul":
        return upstream * parent_values[0], upstream * parent_values[1]
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def repeated_parent_added_up(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Each place of a parent gets a gradient of its own, even if both hold the same node. Who
    adds them?
    """
    gradients = bprop(op, parent_values, value, upstream)
    if op == "mul" and np.array_equal(parent_values[0], parent_values[1]):
        return (gradients[0] + gradients[1],)
    return gradients


@misconception("bprop")
def max_sends_both_ways(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If the smaller of two numbers moves a little, does their maximum move?"""
    if op == "max":
        return upstream, upstream
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def max_sends_to_the_smaller(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Which of its parents does a maximum follow?"""
    gradients = bprop(op, parent_values, value, upstream)
    return gradients[::-1] if op == "max" else gradients


@misconception("bprop")
def max_tie_counted_twice(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If both parents of max are equal, only one of them may count as the larger. Which one?"""
    if op == "max":
        a, b = parent_values
        return upstream * (a >= b), upstream * (b >= a)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def max_tie_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If both parents of max are equal, one of them still counts as the larger."""
    if op == "max":
        a, b = parent_values
        return upstream * (a > b), upstream * (b > a)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def relu_looks_at_the_upstream(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Whether relu lets a gradient pass is decided by what went into it, not by what comes back."""
    if op == "relu":
        return (upstream * (upstream > 0),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_of_the_value_again(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The node's value is a tanh already. Is it squashed once more in your slope?"""
    if op == "tanh":
        return (upstream * (1 - np.tanh(value) ** 2),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_slope_at_the_input(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The short form of the slope of tanh contains its result. What did you square?"""
    if op == "tanh":
        return (upstream * (1 - parent_values[0] ** 2),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_not_squared(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The slope of tanh is largest at 0 and the same on both sides. Is yours?"""
    if op == "tanh":
        return (upstream * (1 - value),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def matmul_not_transposed(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Going back through a product of matrices, over which index does the sum run?"""
    if op == "matmul":
        a, b = parent_values
        return upstream @ b, a @ upstream
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def matmul_factors_exchanged(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Matrices may not change places in a product. On which side does the gradient stand for each
    parent?
    """
    if op == "matmul":
        a, b = parent_values
        return b.T @ upstream, upstream @ a.T
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def exp_at_the_value(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The exponential has been applied already. What is its own derivative, in terms of that?"""
    if op == "exp":
        return (upstream * np.exp(value),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def log_at_the_value(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The slope of the logarithm belongs to what went into it, not to what came out."""
    if op == "log":
        return (upstream / value,)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def sum_stays_a_number(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """A gradient has the shape of what it is the gradient of. What shape went into the sum?"""
    if op == "sum":
        return (upstream,)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def sum_shared_out(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If one element grows by 1, by how much does the sum grow? A sum is not a mean."""
    gradients = bprop(op, parent_values, value, upstream)
    return (gradients[0] / np.size(parent_values[0]),) if op == "sum" else gradients


@misconception("bprop")
def sign_of_reciprocal_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """When a grows, does 1 / a grow or shrink?"""
    gradients = bprop(op, parent_values, value, upstream)
    return (-gradients[0],) if op == "reciprocal" else gradients


@misconception("bprop")
def sign_of_neg_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """When a grows, which way does -a go?"""
    return (upstream,) if op == "neg" else bprop(op, parent_values, value, upstream)


@misconception("bprop")
def upstream_forgotten(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """These are the operation's own slopes. What does the chain rule multiply them by?"""
    return bprop(op, parent_values, value, np.ones_like(upstream))


@misconception("bprop")
def op_without_gradient_ignored(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """An operation that you do not know has no gradient; that is not the same as a zero one."""
    try:
        return bprop(op, parent_values, value, upstream)
    except ValueError:
        return tuple(np.zeros(np.shape(parent)) for parent in parent_values)


# ------------------------------------------------------------------------------ numerical_gradient


@misconception("numerical_gradient")
def one_sided_difference(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Looking in one direction only, the error shrinks like h. What if you look both ways?"""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        up = np.array(x, dtype=float)
        up[index] += h
        gradient[index] = (f(up) - f(x)) / h
    return gradient


@misconception("numerical_gradient")
def divided_by_one_step(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """How far apart are the two points at which you evaluate f?"""
    return 2 * numerical_gradient(f, x, h)


@misconception("numerical_gradient")
def all_elements_shifted_at_once(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Each element has a slope of its own: the others must stand still while it moves."""
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(np.shape(x), slope)


@misconception("numerical_gradient")
def earlier_elements_stay_shifted(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """When you go on to the next element, has the one before come back to where it was?"""
    gradient = np.zeros(np.shape(x))
    up, down = np.array(x, dtype=float), np.array(x, dtype=float)
    for index in np.ndindex(np.shape(x)):
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def x_left_shifted(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """The caller's array must come back exactly as it was. What happens to it in your loop?"""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def x_restored_up_to_rounding(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Adding a number and taking it away again does not always give the same float."""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
        x[index] += h
    return gradient


@misconception("numerical_gradient")
def only_the_first_axis(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Your loop runs along the first axis. Does it move one element at a time, for any shape?"""
    gradient = np.zeros(np.shape(x))
    for i in range(np.shape(x)[0] if np.ndim(x) else 0):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def step_fixed(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """The caller chooses the step. Does your code use it?"""
    return numerical_gradient(f, x)


# --------------------------------------------------------------------------------- relative_error


@misconception("relative_error")
def not_divided(a: Array, b: Array) -> float:
    """That is the absolute difference. Large next to what?"""
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    return relative_error(a, b) * scale


@misconception("relative_error")
def divided_by_one_of_them(a: Array, b: Array) -> float:
    """Which of the two is right is not known: a measure that treats them alike divides by both."""
    error = relative_error(a, b)
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    return error * scale / float(np.linalg.norm(b)) if np.any(b) else error


@misconception("relative_error")
def norm_of_the_sum(a: Array, b: Array) -> float:
    """The norm of a sum is not the sum of the norms: think of opposite arrays."""
    error = relative_error(a, b)
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    size = float(np.linalg.norm(np.add(a, b)))
    return error * scale / size if size else error


@misconception("relative_error")
def norms_not_rooted(a: Array, b: Array) -> float:
    """A norm is a length: what is still to be done with the sum of the squares?"""
    error = relative_error(a, b)
    scale = float(np.sum(np.square(a)) + np.sum(np.square(b)))
    return float(np.sum(np.square(np.subtract(a, b)))) / scale if scale else error


@misconception("relative_error")
def mean_of_the_elements(a: Array, b: Array) -> float:
    """A single tiny element would decide here. Measure the arrays as a whole, then divide once."""
    relative_error(a, b)
    scale = np.abs(a) + np.abs(b)
    ratios = np.abs(np.subtract(a, b)) / np.where(scale == 0, 1, scale)
    return float(np.mean(ratios))


@misconception("relative_error")
def zero_divided_by_zero(a: Array, b: Array) -> float:
    """Two arrays of zeros are equal. What does your division make of them?"""
    relative_error(a, b)
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(np.subtract(a, b)) / scale)


@misconception("relative_error")
def shapes_broadcast(a: Array, b: Array) -> float:
    """NumPy subtracts arrays of different shapes without a word. Are they comparable?"""
    a, b = np.broadcast_arrays(a, b)
    return relative_error(a, b)


# --------------------------------------------------------------------------------------- backward


@misconception("backward")
def overwritten_at_a_fan_out(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node that is used twice gets two contributions. What happens to the first in your table?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def added_in_place(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """`+=` changes an array in place. Is the array in your table shared with another node?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in table:
                    table[parent] += gradient
                elif parent in matters:
                    table[parent] = gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def repeated_parent_once(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """One node may be both parents of another. Do both of its gradients reach the table?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in dict(zip(parents, handed, strict=True)).items():
                if parent in matters:
                    table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def order_not_reversed(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """Gradients travel against the arrows. Which node has to come first in your loop?"""
    order = topological_order(graph)
    table = {output: np.ones(np.shape(values[output]))}
    for name in order:
        op, parents = graph[name]
        if parents and name in table:
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def handed_on_before_complete(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node may hand its gradient on only when all its children have contributed. Does your
    order make sure of that?
    """
    matters = set(wrt)
    for name in topological_order(graph):
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    waiting, done = [output], set()
    while waiting:
        name = waiting.pop(0)
        op, parents = graph[name]
        if name in done or matters.isdisjoint(parents):
            continue
        done.add(name)
        handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
        for parent, gradient in zip(parents, handed, strict=True):
            if parent in matters:
                table[parent] = table.get(parent, 0) + gradient
                waiting.append(parent)
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def visits_nodes_that_do_not_matter(
    graph: Graph, values: Arrays, output: str, wrt: list[str]
) -> Arrays:
    """Your sweep also enters nodes in which nothing depends on `wrt`. Need it ask those?"""
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(topological_order(graph)):
        op, parents = graph[name]
        if parents and name in table:
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def visits_what_the_output_does_not_depend_on(
    graph: Graph, values: Arrays, output: str, wrt: list[str]
) -> Arrays:
    """Your sweep starts behind the output, with gradients of zero. Where does it have to start?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {name: np.zeros(np.shape(values[name])) for name in graph}
    table[output] = np.ones(np.shape(values[output]))
    for name in reversed(order):
        op, parents = graph[name]
        if not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = table[parent] + gradient
    return {name: table[name] for name in wrt}


@misconception("backward")
def once_per_path(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """You walk along every path on its own. How can what is known about a node be used again?"""
    below, calls = set(wrt), 0
    for name in topological_order(graph):
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    found = {name: np.zeros(np.shape(values[name])) for name in wrt}
    waiting = [(output, np.ones(np.shape(values[output])))]
    while waiting:
        name, gradient = waiting.pop()
        op, parents = graph[name]
        if name in found:
            found[name] = found[name] + gradient
        if below.isdisjoint(parents):
            continue
        calls += 1
        if calls > 5000:
            raise RecursionError("there is no end of paths")
        handed = bprop(op, [values[parent] for parent in parents], values[name], gradient)
        pairs = zip(parents, handed, strict=True)
        waiting.extend((parent, share) for parent, share in pairs if parent in below)
    return found


@misconception("backward")
def stops_at_wrt(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node in `wrt` may lie on the way to another one. Does your sweep go on behind it?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and name not in wrt and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def unconnected_left_out(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """If the output does not depend on a node at all, what is its gradient?"""
    below = {output}
    for name in reversed(topological_order(graph)):
        if name in below:
            below.update(graph[name][1])
    return backward(graph, values, output, [name for name in wrt if name in below])


@misconception("backward")
def unconnected_is_one_number(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A gradient has the shape of its node, also where it is zero."""
    gradients = backward(graph, values, output, wrt)
    return {
        name: gradient if gradient.any() else np.zeros(()) for name, gradient in gradients.items()
    }


@misconception("backward")
def mean_of_the_output(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """If the output is an array, its elements are summed. What does the sweep start from?"""
    gradients = backward(graph, values, output, wrt)
    return {name: gradient / np.size(values[output]) for name, gradient in gradients.items()}


@misconception("backward")
def starts_from_the_value(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """How fast does the output move when the output moves? The sweep starts there, not from the
    output's value.
    """
    scaled: Graph = {**graph, "start": ("input", ()), "scaled": ("mul", (output, "start"))}
    known = {**values, "start": values[output], "scaled": np.square(values[output])}
    return backward(scaled, known, "scaled", wrt)


@misconception("backward")
def last_node_for_the_output(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """The caller says which node is differentiated. It need not be the last."""
    return backward(graph, values, topological_order(graph)[-1], wrt)


# --------------------------------------------------------------------------------------- jacobian


@misconception("jacobian")
def all_rows_at_once(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """One sweep gives one row. What happens to the rows if you start from ones everywhere?"""
    row = backward(graph, values, output, [wrt])[wrt].ravel()
    return np.tile(row, (np.size(values[output]), 1))


@misconception("jacobian")
def only_the_sum(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """That is the gradient of the sum. How many rows has the Jacobian?"""
    return backward(graph, values, output, [wrt])[wrt].reshape(1, -1)


@misconception("jacobian")
def transposed(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """Rows belong to the output, columns to what it is differentiated by."""
    return jacobian(graph, values, output, wrt).T


@misconception("jacobian")
def rows_in_another_order(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """`ravel` counts the last axis fastest. In which order are your rows?"""
    numbers = np.arange(np.size(values[output])).reshape(np.shape(values[output]))
    return jacobian(graph, values, output, wrt)[numbers.ravel(order="F")]


@misconception("jacobian")
def keeps_the_shapes(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """The Jacobian has two axes, whatever the shapes of the two nodes."""
    shape = (*np.shape(values[output]), *np.shape(values[wrt]))
    return jacobian(graph, values, output, wrt).reshape(shape)


@misconception("jacobian")
def only_the_diagonal(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """An element of the output may depend on every element of `wrt`, not just on its own."""
    rows = jacobian(graph, values, output, wrt)
    return rows * np.eye(*rows.shape)


@misconception("jacobian")
def zero_rows_where_there_is_no_gradient(
    graph: Graph, values: Arrays, output: str, wrt: str
) -> Array:
    """An op without a gradient is not an op with the gradient zero. Who hides the exception?"""
    try:
        return jacobian(graph, values, output, wrt)
    except ValueError:
        return np.zeros((np.size(values[output]), np.size(values[wrt])))


@misconception("jacobian")
def names_that_may_be_taken(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """The nodes that you add need names that the graph does not have. How can you be sure?"""
    picked: Graph = {**graph, "mask": ("input", ()), "picked": ("mul", (output, "mask"))}
    rows = np.zeros((np.size(values[output]), np.size(values[wrt])))
    for i in range(len(rows)):
        unit = np.zeros(np.shape(values[output]))
        unit.flat[i] = 1
        numbers = {**values, "mask": unit, "picked": values[output] * unit}
        rows[i] = np.ravel(backward(picked, numbers, "picked", [wrt])[wrt])
    return rows


# --------------------------------------------------------------------- naive_cost and table_cost


@misconception("naive_cost")
def paths_counted(graph: Graph, source: str, output: str) -> int:
    """That is the number of paths. How many products does each of the recursive calls make?"""
    paths = {output: 1}
    for name in reversed(topological_order(graph)):
        if name in paths:
            for parent in graph[name][1]:
                paths[parent] = paths.get(parent, 0) + paths[name]
    return paths.get(source, 0) if source != output else 0


@misconception("naive_cost")
def every_path_multiplied_out(graph: Graph, source: str, output: str) -> int:
    """The sum over the children is formed before it is multiplied on. Where do paths share their
    beginning?
    """
    found = {output: (1, 0)}
    for name in reversed(topological_order(graph)):
        if name in found:
            for parent in graph[name][1]:
                paths, lengths = found.get(parent, (0, 0))
                more, length = found[name]
                found[parent] = paths + more, lengths + length + more
    return found.get(source, (0, 0))[1]


@misconception("naive_cost")
def naive_with_a_table(graph: Graph, source: str, output: str) -> int:
    """Nothing is stored here: a derivative that is needed twice is paid for twice."""
    order = topological_order(graph)
    below, above, cost = {source}, {output}, 0
    for name in order:
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    for name in reversed(order):
        if name in above:
            above.update(graph[name][1])
            cost += sum(parent in below for parent in graph[name][1])
    return cost


@misconception("naive_cost")
def dead_ends_paid_for(graph: Graph, source: str, output: str) -> int:
    """A child from which the output cannot be reached has no derivative to multiply by."""
    cost = dict.fromkeys(graph, 0)
    for name in reversed(topological_order(graph)):
        for parent in graph[name][1]:
            if parent != output:
                cost[parent] += 1 + cost[name]
    return cost[source]


@misconception("naive_cost")
def output_costs_one(graph: Graph, source: str, output: str) -> int:
    """The derivative of the output with respect to itself is known without any product."""
    cost = {output: 1}
    for name in reversed(topological_order(graph)):
        if name in cost:
            for parent in graph[name][1]:
                cost[parent] = cost.get(parent, 0) + 1 + cost[name]
    return cost.get(source, 0)


@misconception("naive_cost")
def counted_in_floats(graph: Graph, source: str, output: str) -> int:
    """The number has more digits than a float can hold. Which numbers in Python are exact?"""
    cost = {output: 0.0}
    for name in reversed(topological_order(graph)):
        if name in cost:
            for parent in graph[name][1]:
                cost[parent] = cost.get(parent, 0.0) + 1 + cost[name]
    return int(cost.get(source, 0.0))


@misconception("naive_cost")
def repeated_parent_is_one_edge(graph: Graph, source: str, output: str) -> int:
    """A parent that is named twice is two edges."""
    return naive_cost(
        {name: (op, tuple(set(parents))) for name, (op, parents) in graph.items()}, source, output
    )


@misconception("table_cost")
def all_edges_counted(graph: Graph, source: str, output: str) -> int:
    """Only edges on some path from the source to the output take part."""
    return sum(len(parents) for _, parents in graph.values())


@misconception("table_cost")
def edges_above_the_output_only(graph: Graph, source: str, output: str) -> int:
    """The output depends on more than this source. Which of its edges come from there?"""
    reached, cost = {output}, 0
    for name in reversed(topological_order(graph)):
        if name in reached:
            reached.update(graph[name][1])
            cost += len(graph[name][1])
    return cost


@misconception("table_cost")
def edges_below_the_source_only(graph: Graph, source: str, output: str) -> int:
    """The source feeds more than this output. Which of its edges lead there?"""
    reached, cost = {source}, 0
    for name in topological_order(graph):
        used = sum(parent in reached for parent in graph[name][1])
        cost += used
        if used:
            reached.add(name)
    return cost


@misconception("table_cost")
def nodes_for_edges(graph: Graph, source: str, output: str) -> int:
    """A node with two children takes part in two products. Count edges, not nodes."""
    below, above = {source}, {output}
    order = topological_order(graph)
    for name in order:
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    for name in reversed(order):
        if name in above:
            above.update(graph[name][1])
    return max(len(below & above) - 1, 0)


@misconception("table_cost")
def table_without_a_table(graph: Graph, source: str, output: str) -> int:
    """Each derivative is computed once and looked up afterwards. How often do you pay for it?"""
    return naive_cost(graph, source, output)


@misconception("table_cost")
def repeated_parent_is_one_edge_of_the_table(graph: Graph, source: str, output: str) -> int:
    """A parent that is named twice is two edges, and takes two products."""
    return table_cost(
        {name: (op, tuple(set(parents))) for name, (op, parents) in graph.items()}, source, output
    )


# ---------------------------------------------------------- linear_backward, elementwise_backward


@misconception("linear_backward")
def weight_gradient_transposed(x: Array, W: Array, dz: Array) -> Arrays:
    """Rows of W belong to the outputs of the layer, columns to its inputs. So do those of dW."""
    return {"dx": W.T @ dz, "dW": x @ dz.T}


@misconception("linear_backward")
def weights_not_transposed(x: Array, W: Array, dz: Array) -> Arrays:
    """Going backwards the sum runs over the outputs of the layer. Which index of W is that?"""
    return {"dx": W @ dz, "dW": dz @ x.T}


@misconception("linear_backward")
def averaged_over_the_batch(x: Array, W: Array, dz: Array) -> Arrays:
    """`dz` holds each example's share of the loss already. Is a sum over paths a mean?"""
    return {"dx": W.T @ dz, "dW": dz @ x.T / x.shape[1]}


@misconception("linear_backward")
def examples_as_rows(x: Array, W: Array, dz: Array) -> Arrays:
    """This is how it looks if examples are rows. Here they are columns: what changes places?"""
    return {"dx": dz @ W.T, "dW": x.T @ dz}


@misconception("linear_backward")
def first_example_only(x: Array, W: Array, dz: Array) -> Arrays:
    """Every example of the batch uses the same W. Whose contributions are in your dW?"""
    return {"dx": W.T @ dz, "dW": dz[:, :1] @ x[:, :1].T}


@misconception("elementwise_backward")
def slope_at_the_activated_value(name: str, x: Array, dz: Array) -> Array:
    """`x` is what goes into the function, not its result. What must be computed first?"""
    slopes = {"tanh": 1 - x**2, "sigmoid": x * (1 - x)}
    return dz * slopes[name] if name in slopes else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def activated_twice(name: str, x: Array, dz: Array) -> Array:
    """Your slope is taken at a value that has been squashed already, and squashes it once more."""
    if name == "tanh":
        return elementwise_backward(name, np.tanh(x), dz)
    if name == "sigmoid":
        return elementwise_backward(name, (1 + np.tanh(x / 2)) / 2, dz)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def relu_masks_on_the_upstream(name: str, x: Array, dz: Array) -> Array:
    """Whether relu lets a gradient pass is decided by what went into it, not by what comes back."""
    return dz * (dz > 0) if name == "relu" else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def relu_passes_everything(name: str, x: Array, dz: Array) -> Array:
    """Where relu is flat, a small change of x changes nothing. What comes back from there?"""
    return dz * np.ones_like(x) if name == "relu" else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def sigmoid_overflows(name: str, x: Array, dz: Array) -> Array:
    """exp overflows for large arguments, with a warning. Can the sigmoid be written without?"""
    if name == "sigmoid":
        sigmoid = 1 / (1 + np.exp(-x))
        return dz * sigmoid * (1 - sigmoid)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def tanh_from_exponentials(name: str, x: Array, dz: Array) -> Array:
    """For large arguments this divides infinity by infinity. Who computes tanh more safely?"""
    if name == "tanh":
        tanh = (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
        return dz * (1 - tanh**2)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def sigmoid_not_times_the_rest(name: str, x: Array, dz: Array) -> Array:
    """The slope of the sigmoid goes to zero on both sides. Does yours?"""
    if name == "sigmoid":
        return dz * (1 + np.tanh(x / 2)) / 2
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def slope_without_the_upstream(name: str, x: Array, dz: Array) -> Array:
    """That is the slope alone. What does the chain rule multiply it by?"""
    return elementwise_backward(name, x, np.ones_like(dz))


@misconception("elementwise_backward")
def unknown_function_passes(name: str, x: Array, dz: Array) -> Array:
    """A function that you do not know has no slope you could use. What should the caller hear?"""
    return elementwise_backward(name, x, dz) if name in ("relu", "tanh", "sigmoid") else dz


# -------------------------------------------------------------------------- softmax_cross_entropy


@misconception("softmax_cross_entropy")
def gradient_not_averaged(logits: Array, labels: Array) -> tuple[float, Array]:
    """The loss is a mean over the batch. What does that do to its gradient?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, dlogits * labels.shape[0]


@misconception("softmax_cross_entropy")
def summed_over_the_batch(logits: Array, labels: Array) -> tuple[float, Array]:
    """Twice as many examples must not make the loss twice as large."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss * labels.shape[0], dlogits * labels.shape[0]


@misconception("softmax_cross_entropy")
def averaged_over_the_classes(logits: Array, labels: Array) -> tuple[float, Array]:
    """The mean is over the examples. Which axis has them?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    share = labels.shape[0] / logits.shape[0]
    return loss * share, dlogits * share


@misconception("softmax_cross_entropy")
def softmax_without_the_shift(logits: Array, labels: Array) -> tuple[float, Array]:
    """exp overflows for large logits. What can you subtract from a column without changing its
    probabilities?
    """
    exponentials = np.exp(logits)
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float(-np.log(probabilities[right]).mean())
    probabilities[right] -= 1
    return loss, probabilities / labels.shape[0]


@misconception("softmax_cross_entropy")
def logarithm_of_the_probability(logits: Array, labels: Array) -> tuple[float, Array]:
    """A very small probability is rounded to zero before you take its logarithm. Simplify the
    formula first.
    """
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float(-np.log(probabilities[right]).mean())
    probabilities[right] -= 1
    return loss, probabilities / labels.shape[0]


@misconception("softmax_cross_entropy")
def logarithm_of_a_little_more(logits: Array, labels: Array) -> tuple[float, Array]:
    """A small number added inside the logarithm hides the infinity, and makes the loss wrong where
    it matters most.
    """
    _, dlogits = softmax_cross_entropy(logits, labels)
    right = labels, np.arange(labels.shape[0])
    probabilities = 1 + dlogits[right] * labels.shape[0]
    return float(-np.log(np.maximum(probabilities, 0) + 1e-8).mean()), dlogits


@misconception("softmax_cross_entropy")
def shifted_by_the_largest_of_all(logits: Array, labels: Array) -> tuple[float, Array]:
    """One example's logits may be far below another's. Does each column get a shift of its own?"""
    exponentials = np.exp(logits - logits.max())
    totals = exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float((np.log(totals[0]) - (logits - logits.max())[right]).mean())
    dlogits = exponentials / totals
    dlogits[right] -= 1
    return loss, dlogits / labels.shape[0]


@misconception("softmax_cross_entropy")
def softmax_over_the_examples(logits: Array, labels: Array) -> tuple[float, Array]:
    """Each column is one example. Along which axis must the probabilities sum to 1?"""
    shifted = logits - logits.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=1, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float((np.log(totals) - shifted)[right].mean())
    dlogits = exponentials / totals
    dlogits[right] -= 1
    return loss, dlogits / labels.shape[0]


@misconception("softmax_cross_entropy")
def truth_minus_prediction(logits: Array, labels: Array) -> tuple[float, Array]:
    """Which way does the loss go when the logit of the right class grows? Check the sign."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, -dlogits


@misconception("softmax_cross_entropy")
def labels_not_subtracted(logits: Array, labels: Array) -> tuple[float, Array]:
    """The gradient of each example must sum to zero. Does yours know the labels?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    right = labels, np.arange(labels.shape[0])
    dlogits[right] += 1 / labels.shape[0]
    return loss, dlogits


@misconception("softmax_cross_entropy")
def one_subtracted_from_whole_rows(logits: Array, labels: Array) -> tuple[float, Array]:
    """Indexing by the labels alone picks whole rows. How do you pick one element per column?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    batch = labels.shape[0]
    dlogits[labels, np.arange(batch)] += 1 / batch
    dlogits[labels] -= 1 / batch
    return loss, dlogits


# ------------------------------------------------------------------- deep_forward, deep_backward


@misconception("deep_forward")
def last_layer_without_softmax(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """These are logits. What turns them into probabilities?"""
    _, cache = deep_forward(x, weights, biases, activations)
    return cache[1][-1], cache


@misconception("deep_forward")
def biases_left_out(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each layer has a bias of its own, if the network has any."""
    return deep_forward(x, weights, None, activations)


@misconception("deep_forward")
def hidden_layers_not_activated(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Without activations the layers are one linear map. Where do the given names belong?"""
    h = x
    for layer, W in enumerate(weights):
        h = W @ h if biases is None else W @ h + biases[layer]
    exponentials = np.exp(h - h.max(axis=0, keepdims=True))
    cache = deep_forward(x, weights, biases, activations)[1]
    return exponentials / exponentials.sum(axis=0, keepdims=True), cache


@misconception("deep_forward")
def first_activation_for_all(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each hidden layer names its own activation. Which one does your second layer use?"""
    return deep_forward(x, weights, biases, activations[:1] * len(activations))


@misconception("deep_forward")
def softmax_over_the_batch(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each column is one example. Along which axis must its probabilities sum to 1?"""
    _, cache = deep_forward(x, weights, biases, activations)
    z = cache[1][-1]
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True), cache


@misconception("deep_forward")
def last_layer_activated_too(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """There is one activation fewer than layers. What does the last layer apply instead?"""
    _, cache = deep_forward(x, weights, biases, activations)
    z = np.tanh(cache[1][-1])
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True), cache


@misconception("deep_forward")
def unknown_activation_is_linear(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """An activation that you do not know cannot be applied. What should the caller hear?"""
    layer_inputs, pre_activations = [], []
    h = x
    for layer, W in enumerate(weights):
        z = W @ h if biases is None else W @ h + biases[layer]
        layer_inputs.append(h)
        pre_activations.append(z)
        h = z
        if layer < len(weights) - 1 and activations[layer] == "relu":
            h = np.maximum(z, 0)
        elif layer < len(weights) - 1 and activations[layer] == "tanh":
            h = np.tanh(z)
        elif layer < len(weights) - 1 and activations[layer] == "sigmoid":
            h = (1 + np.tanh(z / 2)) / 2
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    predictions = exponentials / exponentials.sum(axis=0, keepdims=True)
    return predictions, (layer_inputs, pre_activations, weights, biases, activations)


@misconception("deep_backward")
def decay_not_doubled(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The loss contains squares of the weights. What is the derivative of a square?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer, W in enumerate(cache[2], 1):
        gradients[f"dW{layer}"] = gradients[f"dW{layer}"] - weight_decay * W
    return loss, gradients


@misconception("deep_backward")
def decay_of_the_loss_forgotten(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """Your gradients know of the weight decay. Does your loss?"""
    loss, _ = deep_backward(cache, labels, 0)
    return loss, deep_backward(cache, labels, weight_decay)[1]


@misconception("deep_backward")
def decay_of_the_gradient_forgotten(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """Every weight matrix has two paths to the loss. Which of them is in your gradients?"""
    loss, _ = deep_backward(cache, labels, weight_decay)
    return loss, deep_backward(cache, labels, 0)[1]


@misconception("deep_backward")
def decay_halved(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """Many books halve the decay term. Look at the formula of this loss once more."""
    return deep_backward(cache, labels, weight_decay / 2)


@misconception("deep_backward")
def decay_divided_by_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The mean over the batch belongs to the cross-entropy. Does it reach the decay term?"""
    return deep_backward(cache, labels, weight_decay / labels.shape[0])


@misconception("deep_backward")
def decay_of_the_norm_not_squared(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The decay term has the norms squared: a sum of squares, without a root."""
    loss, gradients = deep_backward(cache, labels, 0)
    for layer, W in enumerate(cache[2], 1):
        norm = np.linalg.norm(W)
        loss += weight_decay * float(norm)
        if norm:
            gradients[f"dW{layer}"] = gradients[f"dW{layer}"] + weight_decay * W / norm
    return loss, gradients


@misconception("deep_backward")
def biases_decayed(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The decay term is about weights. Are biases in it?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer, b in enumerate(cache[3] or [], 1):
        loss += weight_decay * float(np.sum(b**2))
        gradients[f"db{layer}"] = gradients[f"db{layer}"] + 2 * weight_decay * b
    return loss, gradients


@misconception("deep_backward")
def last_layer_decayed_only(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The decay term sums over all layers."""
    loss, gradients = deep_backward(cache, labels, 0)
    last = len(cache[2])
    gradients[f"dW{last}"] = gradients[f"dW{last}"] + 2 * weight_decay * cache[2][-1]
    return loss + weight_decay * float(np.sum(cache[2][-1] ** 2)), gradients


@misconception("deep_backward")
def not_divided_by_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The cross-entropy is a mean over the batch. What does that do to its gradients?"""
    _, gradients = deep_backward(cache, labels, 0)
    decayed_loss, decayed = deep_backward(cache, labels, weight_decay)
    more = labels.shape[0] - 1
    return decayed_loss, {name: decayed[name] + more * gradients[name] for name in gradients}


@misconception("deep_backward")
def activation_skipped(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """On its way down, the gradient passes every activation. Where does yours?"""
    layer_inputs, pre_activations, weights, biases, _ = cache
    loss, gradients = deep_backward(cache, labels, weight_decay)
    dz = softmax_cross_entropy(pre_activations[-1], labels)[1]
    for layer in reversed(range(len(weights))):
        linear = linear_backward(layer_inputs[layer], weights[layer], dz)
        gradients[f"dW{layer + 1}"] = linear["dW"] + 2 * weight_decay * weights[layer]
        if biases is not None:
            gradients[f"db{layer + 1}"] = dz.sum(axis=1, keepdims=True)
        dz = linear["dx"]
    return loss, gradients


@misconception("deep_backward")
def slope_at_activated_values(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """You take the slope at the activated values. What does `elementwise_backward` ask for?"""
    layer_inputs, pre_activations, weights, biases, activations = cache
    activated = [*layer_inputs[1:], pre_activations[-1]]
    wrong = (layer_inputs, activated, weights, biases, activations)
    return deep_backward(wrong, labels, weight_decay)


@misconception("deep_backward")
def bias_not_summed_over_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    return loss, {
        name: np.repeat(gradient, labels.shape[0], axis=1) / labels.shape[0]
        if name.startswith("db")
        else gradient
        for name, gradient in gradients.items()
    }


@misconception("deep_backward")
def bias_without_its_axis(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The bias is a column, and so is its gradient. Which axis got lost in the sum?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    return loss, {
        name: gradient.ravel() if name.startswith("db") else gradient
        for name, gradient in gradients.items()
    }


@misconception("deep_backward")
def weights_of_the_layer_above_kept(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The gradient that reaches a lower layer has gone through every layer above, one by one. Do
    you start each layer anew from the logits?
    """
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer in range(1, len(cache[2])):
        gradients[f"dW{layer}"] = 2 * weight_decay * cache[2][layer - 1]
        if cache[3] is not None:
            gradients[f"db{layer}"] = np.zeros_like(cache[3][layer - 1])
    return loss, gradients


# ------------------------------------------------------------------------------------- build_grad


@misconception("build_grad")
def numbers_for_symbols(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """A gradient that is a constant node cannot follow when the inputs change. Of what should it
    be built?
    """
    inputs = {name: np.array(0.5) for name, (op, _) in graph.items() if op == "input"}
    gradients = backward(graph, forward(graph, inputs), output, wrt)
    new_graph, names = dict(graph), {}
    for name in wrt:
        names[name] = f"{output}.{name}.{len(new_graph)}"
        new_graph[names[name]] = (("constant", float(gradients[name])), ())
    return new_graph, names


@misconception("build_grad")
def symbols_overwritten_at_a_fan_out(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """A node that is used twice gets two contributions. Which of them does your table keep?"""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            table[parent] = gradient
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def symbols_not_swapped(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """In a product, how fast does the result move when one factor moves? Ask the other factor."""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for parent in parents:
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parent)
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def fixed_names(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """When the result is differentiated again, your names are taken. Is each new name new?"""
    built, names = build_grad(graph, output, wrt)
    added = [name for name in built if name not in graph]
    fixed = {name: f"d{number}" for number, name in enumerate(added)}
    new_graph = dict(graph)
    for name in added:
        op, parents = built[name]
        new_graph[fixed[name]] = (op, tuple(fixed.get(parent, parent) for parent in parents))
    return new_graph, {name: fixed.get(node, node) for name, node in names.items()}


@misconception("build_grad")
def built_along_every_path(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """Your new graph has a copy of the same gradient for each path. Where do you look first
    whether it has been built?
    """
    new_graph, above = dict(graph), {output}
    for name in reversed(topological_order(graph)):
        if name in above:
            above.update(graph[name][1])

    def add_node(op: object, *parents: str) -> str:
        if len(new_graph) > 20000:
            raise MemoryError("the new graph grows and grows")
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    def slope(child: str, position: int) -> str:
        op, parents = graph[child]
        if op == "mul":
            return parents[1 - position]
        if op == "exp":
            return child
        if op == "log":
            return add_node("reciprocal", parents[0])
        if op in ("tanh", "reciprocal"):
            square = add_node("neg", add_node("mul", child, child))
            return add_node("add", add_node(("constant", 1.0)), square) if op == "tanh" else square
        if op in ("add", "neg"):
            return add_node(("constant", 1.0 if op == "add" else -1.0))
        raise ValueError(f"the op {op!r} has no symbolic gradient")

    def derivative(name: str) -> str:
        total = add_node(("constant", 1.0 if name == output else 0.0))
        for child, (_, parents) in graph.items():
            for position, parent in enumerate(parents):
                if parent == name and child in above and name != output:
                    term = add_node("mul", derivative(child), slope(child, position))
                    total = add_node("add", total, term)
        return total

    names = {name: derivative(name) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def a_table_for_each_name(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """Each name in `wrt` gets a sweep of its own here. What could they share?"""
    new_graph, names = dict(graph), {}
    for name in wrt:
        built, found = build_grad(graph, output, [name])
        renamed = {node: node if node in graph else f"{len(new_graph)}.{node}" for node in built}
        for node, (op, parents) in built.items():
            new_graph[renamed[node]] = (op, tuple(renamed[parent] for parent in parents))
        names[name] = renamed[found[name]]
    return new_graph, names


@misconception("build_grad")
def built_for_nodes_that_do_not_matter(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """You build gradients of nodes in which nothing depends on `wrt`. Who needs those?"""
    new_graph, names = build_grad(graph, output, [*wrt, *graph])
    return new_graph, {name: names[name] for name in wrt}


@misconception("build_grad")
def unconnected_has_no_node(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """If the output does not depend on a node, its gradient is still a node. Of which value?"""
    below = {output}
    for name in reversed(topological_order(graph)):
        if name in below:
            below.update(graph[name][1])
    return build_grad(graph, output, [name for name in wrt if name in below])


@misconception("build_grad")
def only_the_new_nodes(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """The gradient refers to nodes of the old graph. Are they in the new one?"""
    new_graph, names = build_grad(graph, output, wrt)
    return {name: node for name, node in new_graph.items() if name not in graph}, names


@misconception("build_grad")
def symbolic_tanh_not_squared(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """The slope of tanh is the same on both sides of 0. Is the one that you build?"""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", name))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def symbolic_sign_lost(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """When a grows, what do -a and 1 / a do? A sign is missing in what you build."""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = table[name]
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("mul", name, name))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def unknown_op_gets_zero(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """An op that you cannot differentiate has no zero gradient: what should the caller hear?"""
    known = ("input", "add", "mul", "neg", "reciprocal", "exp", "log", "tanh")
    cut = {
        name: node if node[0] in known else (("constant", 0.0), ()) for name, node in graph.items()
    }
    new_graph, names = build_grad(cut, output, wrt)
    return {**new_graph, **graph}, names


# ------------------------------------------------------------------------------- jvp, chain_cost


@misconception("jvp")
def one_factor_stands_still(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """In a product both factors may move. Does the movement of each reach your result?"""
    moves: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(values[name])))
            continue
        step: Graph = dict.fromkeys(parents, ("input", ()))
        own = {parent: moves[parent] for parent in parents}
        if op in ("mul", "matmul") and parents[0] != parents[1]:
            own[parents[1]] = np.zeros(np.shape(values[parents[1]]))
        moves[name] = jvp({**step, name: graph[name]}, values, own, name)
    return moves[output]


@misconception("jvp")
def tangents_multiplied(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """The speed of a product is not the product of the speeds. Recall the product rule."""
    moves: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(values[name])))
        elif op in ("mul", "matmul"):
            a, b = (moves[parent] for parent in parents)
            moves[name] = a * b if op == "mul" else a @ b
        else:
            step: Graph = dict.fromkeys(parents, ("input", ()))
            moves[name] = jvp({**step, name: graph[name]}, values, moves, name)
    return moves[output]


@misconception("jvp")
def max_moves_with_both(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """If the smaller of two numbers moves a little, does their maximum move?"""
    changed = {
        name: ("add" if op == "max" else op, parents) for name, (op, parents) in graph.items()
    }
    return jvp(changed, values, tangents, output)


@misconception("jvp")
def max_of_the_tangents(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """The maximum follows the parent with the larger value, not the one that moves faster."""
    moves: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(values[name])))
        elif op == "max":
            moves[name] = np.maximum(moves[parents[0]], moves[parents[1]])
        else:
            step: Graph = dict.fromkeys(parents, ("input", ()))
            moves[name] = jvp({**step, name: graph[name]}, values, moves, name)
    return moves[output]


@misconception("jvp")
def relu_of_the_tangent(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """Whether relu lets a movement pass is decided by the value, not by the movement."""
    moves: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(values[name])))
        elif op == "relu":
            moves[name] = np.maximum(moves[parents[0]], 0)
        else:
            step: Graph = dict.fromkeys(parents, ("input", ()))
            moves[name] = jvp({**step, name: graph[name]}, values, moves, name)
    return moves[output]


@misconception("jvp")
def unnamed_inputs_move(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """An input without a tangent stands still. How fast is that?"""
    others = {
        name: np.ones(np.shape(values[name])) for name, (op, _) in graph.items() if op == "input"
    }
    return jvp(graph, values, {**others, **tangents}, output)


@misconception("jvp")
def constants_move(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """How fast does a constant move?"""
    constants = {name: np.ones(()) for name, (op, _) in graph.items() if op[0] == "constant"}
    return jvp(graph, values, {**tangents, **constants}, output)


@misconception("jvp")
def matrices_change_places(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """The product rule holds for matrices if each factor stays on its side. Are yours?"""
    moves: Arrays = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(values[name])))
        elif op == "matmul":
            a, b = (values[parent] for parent in parents)
            da, db = (moves[parent] for parent in parents)
            moves[name] = b @ da + db @ a
        else:
            step: Graph = dict.fromkeys(parents, ("input", ()))
            moves[name] = jvp({**step, name: graph[name]}, values, moves, name)
    return moves[output]


@misconception("jvp")
def reverse_mode_with_the_tangents(
    graph: Graph, values: Arrays, tangents: Arrays, output: str
) -> Array:
    """That is one number, the movement of the sum. How fast does each element of the output
    move?
    """
    gradients = backward(graph, values, output, list(tangents))
    return np.array(sum(np.sum(gradients[name] * tangents[name]) for name in tangents))


@misconception("jvp")
def op_without_derivative_stands_still(
    graph: Graph, values: Arrays, tangents: Arrays, output: str
) -> Array:
    """An op whose derivative you do not know need not stand still. What should the caller hear?"""
    known = ["input", "add", "mul", "max", "matmul", "relu", "tanh", "exp", "log", "sum", "neg"]
    known.append("reciprocal")
    still = {
        name: node if node[0] in known else (("constant", 0.0), ()) for name, node in graph.items()
    }
    return jvp(still, values, tangents, output)


@misconception("chain_cost")
def modes_exchanged(dims: list[int], mode: str) -> int:
    """Forward mode starts at the input. Which end of the product of Jacobians is that?"""
    other = {"forward": "reverse", "reverse": "forward"}
    return chain_cost(dims, other.get(mode, mode))


@misconception("chain_cost")
def sizes_of_the_jacobians(dims: list[int], mode: str) -> int:
    """That counts the numbers in the Jacobians. How many multiplications does a product take?"""
    chain_cost(dims, mode)
    return sum(dims[i] * dims[i + 1] for i in range(len(dims) - 1))


@misconception("chain_cost")
def one_product_too_many(dims: list[int], mode: str) -> int:
    """To multiply K matrices takes how many products? The first of them costs nothing by itself."""
    if mode == "forward":
        return chain_cost([dims[0], *dims], mode)
    return chain_cost([*dims, dims[-1]], mode)


@misconception("chain_cost")
def always_neighbours(dims: list[int], mode: str) -> int:
    """After the first product the result has a new shape. Which sizes meet in the second?"""
    chain_cost(dims, mode)
    return sum(p * q * r for p, q, r in zip(dims, dims[1:], dims[2:], strict=False))


@misconception("chain_cost")
def forward_mode_by_default(dims: list[int], mode: str) -> int:
    """There are two modes. Whoever asks for a third should hear of the mistake."""
    return chain_cost(dims, "reverse" if mode == "reverse" else "forward")


# ---------------------------------------------------------- hessian_vector_product, top_eigenvalue


@misconception("hessian_vector_product")
def mean_movement_not_subtracted(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """When all logits of a column grow alike, its probabilities do not move. Do they in yours?"""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    return (probabilities * (v @ x)) @ x.T / labels.shape[0]


@misconception("hessian_vector_product")
def slope_of_each_class_alone(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """A probability depends on every logit of its column, through the sum below the fraction."""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    moves = probabilities * (1 - probabilities) * (v @ x)
    return moves @ x.T / labels.shape[0]


@misconception("hessian_vector_product")
def product_summed_over_the_batch(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """The loss is a mean over the batch. So is everything that is derived from it."""
    return hessian_vector_product(W, x, labels, v) * labels.shape[0]


@misconception("hessian_vector_product")
def gradient_times_the_vector(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """That multiplies the gradient by v, element by element. Who differentiates once more?"""
    _, dlogits = softmax_cross_entropy(W @ x, labels)
    return (dlogits @ x.T) * v


@misconception("hessian_vector_product")
def labels_in_the_second_derivative(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """The labels do not move with W. What is left of them when the gradient is differentiated?"""
    _, dlogits = softmax_cross_entropy(W @ x, labels)
    moves = dlogits * (v @ x - (dlogits * labels.shape[0] * (v @ x)).sum(axis=0, keepdims=True))
    return moves @ x.T


@misconception("hessian_vector_product")
def softmax_of_the_wrong_axis(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """Each column is one example, and its probabilities sum to 1. So do all sums run here."""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    moves = v @ x
    mean = (probabilities * moves).sum(axis=1, keepdims=True)
    return (probabilities * (moves - mean)) @ x.T / labels.shape[0]


@misconception("top_eigenvalue")
def sign_lost(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """A length has no sign, an eigenvalue has. Which quotient keeps it?"""
    return abs(top_eigenvalue(hvp, n, iterations, rng))


@misconception("top_eigenvalue")
def started_from_ones(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """A start without any share in the eigenvector that you look for never finds it. Which start
    is safe?
    """
    v = np.ones(n)
    eigenvalue = 0.0
    for _ in range(iterations):
        v = v / np.linalg.norm(v)
        product = hvp(v)
        eigenvalue = float(v @ product)
        if not product.any():
            return 0.0
        v = product
    return eigenvalue


@misconception("top_eigenvalue")
def never_normalised(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """Powers of an eigenvalue soon leave the range of a computer's numbers. How long is your
    vector after many products?
    """
    v = rng.normal(size=n)
    eigenvalue = 0.0
    for _ in range(iterations):
        product = hvp(v)
        eigenvalue = float((v @ product) / (v @ v))
        if not product.any():
            return 0.0
        v = product
    return eigenvalue


@misconception("top_eigenvalue")
def zero_product_divided(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """A matrix may send every vector to zero. What do you then divide by?"""
    v = rng.normal(size=n)
    eigenvalue = 0.0
    for _ in range(iterations):
        v = v / np.linalg.norm(v)
        product = hvp(v)
        eigenvalue = float(v @ product)
        v = product / np.linalg.norm(product)
    return eigenvalue


@misconception("top_eigenvalue")
def one_product_more(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """Products are what costs. Is there one that you need not compute a second time?"""
    v = rng.normal(size=n)
    for _ in range(iterations):
        product = hvp(v)
        if not product.any():
            return 0.0
        v = product / np.linalg.norm(product)
    return float(v @ hvp(v))


@misconception("top_eigenvalue")
def matrix_formed(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """You multiply by every unit vector to form the matrix. May you call `hvp` that often?"""
    eigenvalues = np.linalg.eigvalsh(np.array([hvp(unit) for unit in np.eye(n)]))
    return float(eigenvalues[np.abs(eigenvalues).argmax()])


@misconception("top_eigenvalue")
def largest_with_its_sign(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """The eigenvalue of largest magnitude may be negative. Largest is not the same as most
    positive.
    """
    return max(top_eigenvalue(hvp, n, iterations, rng), 0.0)


@misconception("top_eigenvalue")
def element_of_largest_size(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """The size of one element depends on the direction of the vector. How do you compare the whole
    product with the vector that went in?
    """
    v = rng.normal(size=n)
    for _ in range(iterations):
        v = v / np.linalg.norm(v)
        v = hvp(v)
    return float(v[np.abs(v).argmax()])
