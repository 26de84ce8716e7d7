"""Derivatives as graphs, in forward mode and twice: the reference for the assignment `derivatives`.

A graph is plain data, a mapping from the name of each node to its operation and its parents::

    {"x": ("input", ()), "y": ("input", ()), "p": ("mul", ("x", "y")), "z": ("tanh", ("p",))}

The nodes may stand in any order. An input has no parents, nor has a constant, which carries its
number beside its op: `"two": (("constant", 2.0), ())`. `topological_order` and `forward` are given
to learners, who have written their own in `graphs`.

Gradients that are graphs are those of Goodfellow, Bengio and Courville, *Deep Learning* (2016),
§6.5; the product of the Hessian and a vector by a derivative of the gradient is that of Pearlmutter
(1994).
"""

from __future__ import annotations

from collections.abc import Callable
from graphlib import TopologicalSorter
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]
Graph = dict[str, tuple[Any, tuple[str, ...]]]


def topological_order(graph: Graph) -> list[str]:
    """Put the nodes of a graph in an order in which they can be computed.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order.

    Returns
    -------
    list of all names, parents before their children.

    Raises
    ------
    ValueError : the graph has a cycle.
    """
    sorter = TopologicalSorter({name: parents for name, (_, parents) in graph.items()})
    return list(sorter.static_order())


def forward(graph: Graph, inputs: Arrays) -> Arrays:
    """Compute every node of a graph.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order.
    inputs : the value of each input, by name.

    Returns
    -------
    dict with the value of every node, by name.
    """
    functions = {
        "add": np.add,
        "mul": np.multiply,
        "max": np.maximum,
        "matmul": np.matmul,
        "tanh": np.tanh,
        "exp": np.exp,
        "log": np.log,
        "neg": np.negative,
    }
    values = {name: inputs[name] for name, (op, _) in graph.items() if op == "input"}
    for name in topological_order(graph):
        op, parents = graph[name]
        arguments = [values[parent] for parent in parents]
        match op:
            case "input":
                pass
            case ("constant", number):
                values[name] = number
            case "relu":
                values[name] = np.maximum(arguments[0], 0)
            case "sum":
                values[name] = np.sum(arguments[0])
            case "reciprocal":
                values[name] = 1 / arguments[0]
            case _:
                values[name] = functions[op](*arguments)
    return values


def build_grad(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """Write the gradient of a node as further nodes of the graph: symbols, no numbers.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order; every node stands for one number.
        The ops from `wrt` to the output are "add", "mul", "neg", "reciprocal", "exp", "log"
        and "tanh".
    output : name of the node to differentiate.
    wrt : names of the nodes to differentiate with respect to: any of the graph, constants, too;
        one may depend on another.

    Returns
    -------
    new_graph : the nodes of `graph` as they were, and new ones made of the same ops and
        constants, `(("constant", number), ())`. You choose their names; each must be new, also
        when `new_graph` is differentiated again. Build each gradient once, and only for nodes
        through which a node of `wrt` reaches the output: a few new nodes for each edge between
        them, at most eight.
    names : maps each name in `wrt` to the node of `new_graph` that is the gradient with respect
        to it. It is 0 where the output does not depend on it.

    Raises
    ------
    ValueError : an op on the way from `wrt` to the output is none of these; the message names it.
    """
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        number = len(new_graph)
        while f"grad{number}" in new_graph:
            number += 1
        new_graph[f"grad{number}"] = (op, parents)
        return f"grad{number}"

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
            upstream = table[name]
            if op == "add":
                gradient = upstream
            elif op == "mul":
                gradient = add_node("mul", upstream, parents[1 - position])
            elif op == "neg":
                gradient = add_node("neg", upstream)
            elif op == "reciprocal":
                gradient = add_node("mul", upstream, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", upstream, name)
            elif op == "log":
                gradient = add_node("mul", upstream, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", upstream, slope)
            else:
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


def jvp(graph: Graph, values: Arrays, tangents: Arrays, output: str) -> Array:
    """Compute a directional derivative in one sweep forward, from the inputs to the output.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order, with the ops of `forward`.
    values : the value of every node, as `forward` returns them.
    tangents : how fast each input moves, by name, each of the shape of its value. Inputs that
        are not named stand still.
    output : name of a node.

    Returns
    -------
    array of the shape of the output's value: how fast it moves, that is its Jacobian with respect
    to the inputs times the tangents. Where both parents of "max" are equal, the first counts as
    the larger. The slope of "relu" at 0 may be 0 or 1.

    Raises
    ------
    ValueError : an op on the way from the inputs to the output has no derivative; the message
        names it.
    """
    order = topological_order(graph)
    matters = {output}
    for name in reversed(order):
        if name in matters:
            matters.update(graph[name][1])
    moves = {}
    for name in order:
        op, parents = graph[name]
        v = values[name]
        if name not in matters:
            continue
        if not parents:
            moves[name] = tangents.get(name, np.zeros(np.shape(v)))
        elif len(parents) == 2:
            a, b = (values[parent] for parent in parents)
            da, db = (moves[parent] for parent in parents)
            if op == "add":
                moves[name] = da + db
            elif op == "mul":
                moves[name] = da * b + a * db
            elif op == "max":
                moves[name] = np.where(a >= b, da, db)
            elif op == "matmul":
                moves[name] = da @ b + a @ db
        else:
            a, da = values[parents[0]], moves[parents[0]]
            if op == "relu":
                moves[name] = da * (a > 0)
            elif op == "tanh":
                moves[name] = da * (1 - v**2)
            elif op == "exp":
                moves[name] = da * v
            elif op == "log":
                moves[name] = da / a
            elif op == "sum":
                moves[name] = np.sum(da)
            elif op == "neg":
                moves[name] = -da
            elif op == "reciprocal":
                moves[name] = -da * v**2
        if name not in moves:
            raise ValueError(f"the op {op!r} has no derivative")
    return moves[output]


def chain_cost(dims: list[int], mode: str) -> int:
    """Count the multiplications of numbers in a product of Jacobians.

    Layer l maps n(l-1) numbers to n(l), so its Jacobian J(l) is an n(l) by n(l-1) matrix, and
    that of the whole chain is J(K) ... J(2) J(1), multiplied matrix by matrix. The product of a
    (p, q) and a (q, r) matrix takes p q r multiplications.

    Parameters
    ----------
    dims : list of the K + 1 sizes n0, n1, ..., nK, with K at least 1.
    mode : "forward" starts at the input: J(2) J(1) first, then J(3) times that, and so on.
        "reverse" starts at the output: J(K) J(K-1) first, then that times J(K-2), and so on.

    Returns
    -------
    int: the exact number of multiplications; 0 if there is only one Jacobian.

    Raises
    ------
    ValueError : `mode` is neither of these, with one Jacobian, too; the message names it.
    """
    if mode == "forward":
        return sum(dims[0] * dims[i] * dims[i + 1] for i in range(1, len(dims) - 1))
    if mode == "reverse":
        return sum(dims[-1] * dims[i] * dims[i + 1] for i in range(len(dims) - 2))
    raise ValueError(f"unknown mode {mode!r}")


def hessian_vector_product(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """Multiply the Hessian of softmax regression by a vector, without forming the Hessian.

    The loss is the cross-entropy of softmax(W x), as in `softmax_cross_entropy`, as a function
    of W. The product is the gradient of the number Σ (dW ∘ v), where v is held fixed; it is also
    how fast dW moves when W moves by v.

    Parameters
    ----------
    W : (m, n) weights.
    x : (n, N) inputs, one column per example.
    labels : (N,) integers, the index of the right class of each example.
    v : (m, n) the vector, in the shape of W.

    Returns
    -------
    (m, n) array: the Hessian times v. The Hessian itself, (m n, m n), is too large to be formed,
    and so may be its blocks, (m, m) or (n, n).
    """
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    # dW = (probabilities - onehot) xᵀ / N: only the probabilities move with W.
    logits_move = v @ x
    mean_move = (probabilities * logits_move).sum(axis=0, keepdims=True)
    probabilities_move = probabilities * (logits_move - mean_move)
    return probabilities_move @ x.T / labels.shape[0]


def top_eigenvalue(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    """Find the eigenvalue of largest magnitude by power iteration.

    Parameters
    ----------
    hvp : function that multiplies a symmetric n by n matrix by an (n,) vector. It is all that is
        known of the matrix.
    n : size of the matrix.
    iterations : how many products with `hvp` may be asked for, at least 1.
    rng : NumPy Generator to draw the first vector from, with normally distributed elements.

    Returns
    -------
    float: the eigenvalue, with its sign: from the last product, (v · Hv) / (v · v).
    If a product is zero, so is the answer.
    """
    v = rng.normal(size=n)
    eigenvalue = 0.0
    for _ in range(iterations):
        v = v / np.linalg.norm(v)
        product = hvp(v)
        eigenvalue = float(v @ product)
        if not product.any():
            return 0.0
        v = product
    return eigenvalue
