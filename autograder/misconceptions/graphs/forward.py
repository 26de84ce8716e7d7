"""Known mistakes in `forward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Arrays, Graph, forward, topological_order


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
