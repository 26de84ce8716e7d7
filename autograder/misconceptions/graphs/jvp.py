"""Known mistakes in `jvp`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, Arrays, Graph, backward, jvp, topological_order


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
