"""Computational graphs and backpropagation: the reference for the assignment `graphs`.

A graph is plain data, a mapping from the name of each node to its operation and its parents::

    {"x": ("input", ()), "y": ("input", ()), "p": ("mul", ("x", "y")), "z": ("tanh", ("p",))}

The nodes may stand in any order. An input has no parents, nor has a constant, which carries its
number beside its op: `"two": (("constant", 2.0), ())`. The other operations, each with what it
hands to its parents when `g` arrives and `v` is its own value::

    add(a, b)      elementwise     g, g             neg(a)          -g
    mul(a, b)      elementwise     g b, g a         reciprocal(a)   -g v²
    max(a, b)      elementwise     g to the larger  relu(a)         g where a > 0
    matmul(a, b)   of matrices     g bᵀ, aᵀ g       tanh(a)         g (1 - v²)
    sum(a)         all elements    g everywhere     exp(a), log(a)  g v, g / a

The two parents of `add`, `mul` and `max` have one shape; a constant fits every shape.
A gradient has the shape of what it is the gradient of, and is written `dX` for ∂L/∂X.

The algorithms are those of Goodfellow, Bengio and Courville, *Deep Learning* (2016), §6.5.
"""

from __future__ import annotations

from collections.abc import Callable
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
    graph : maps each name to `(op, parents)`, in any order. A parent may be named twice.

    Returns
    -------
    list of all names, each once, parents before their children. Any such order is right.

    Raises
    ------
    ValueError : the graph has a cycle.
    """
    children: dict[str, list[str]] = {name: [] for name in graph}
    missing = {}
    for name, (_, parents) in graph.items():
        missing[name] = len(parents)
        for parent in parents:
            children[parent].append(name)
    ready = [name for name in graph if missing[name] == 0]
    order = []
    while ready:
        name = ready.pop()
        order.append(name)
        for child in children[name]:
            missing[child] -= 1
            if missing[child] == 0:
                ready.append(child)
    if len(order) < len(graph):
        stuck = sorted(set(graph) - set(order))
        raise ValueError(f"a cycle keeps these nodes waiting: {stuck}")
    return order


def forward(graph: Graph, inputs: Arrays) -> Arrays:
    """Compute every node of a graph.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order. The ops are "input", "add", "mul",
        "max", "matmul", "relu", "tanh", "exp", "log", "sum" (of all elements), "neg" (-a) and
        "reciprocal" (1 / a); the op of a constant is the pair `("constant", number)`.
    inputs : the value of each input, by name. Names that are not in the graph are ignored.

    Returns
    -------
    dict with the value of every node, by name.

    Raises
    ------
    KeyError : an input has no value; the error carries its name.
    ValueError : an op is none of these; the message names it.
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
        if op == "input":
            continue
        if op[0] == "constant":
            values[name] = op[1]
        elif op == "relu":
            values[name] = np.maximum(arguments[0], 0)
        elif op == "sum":
            values[name] = np.sum(arguments[0])
        elif op == "reciprocal":
            values[name] = 1 / arguments[0]
        elif op in functions:
            values[name] = functions[op](*arguments)
        else:
            raise ValueError(f"unknown op {op!r}")
    return values


def bprop(op: str, parent_values: list[Array], value: Array, upstream: Array) -> tuple[Array, ...]:
    """Carry a gradient back through one operation.

    Parameters
    ----------
    op : "add", "mul", "max", "matmul", "relu", "tanh", "exp", "log", "sum", "neg" or
        "reciprocal". The parents of "matmul" are matrices.
    parent_values : the value of each parent, in order.
    value : the value of the node itself.
    upstream : gradient of the loss with respect to `value`, of its shape.

    Returns
    -------
    tuple with one gradient per parent, in order, each of the parent's shape (what a constant
    gets does not matter). A node that has the same parent twice gets two gradients, which are
    not added here. Where both parents of "max" are equal, the first counts as the larger. The
    slope of "relu" at 0 may be 0 or 1.

    Raises
    ------
    ValueError : an op without a gradient, such as "input"; the message names it.
    """
    if op == "add":
        return upstream, upstream
    if op == "mul":
        a, b = parent_values
        return upstream * b, upstream * a
    if op == "max":
        a, b = parent_values
        return upstream * (a >= b), upstream * (a < b)
    if op == "matmul":
        a, b = parent_values
        return upstream @ b.T, a.T @ upstream
    if op == "relu":
        return (upstream * (parent_values[0] > 0),)
    if op == "tanh":
        return (upstream * (1 - value**2),)
    if op == "exp":
        return (upstream * value,)
    if op == "log":
        return (upstream / parent_values[0],)
    if op == "sum":
        return (upstream * np.ones_like(parent_values[0]),)
    if op == "neg":
        return (-upstream,)
    if op == "reciprocal":
        return (-upstream * value**2,)
    raise ValueError(f"the op {op!r} has no gradient")


def backward(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """Compute the gradient of a node with respect to others in one reverse sweep.

    Calls `bprop` once for each node through which a node of `wrt` reaches the output, and for
    no other node: not for one that the output does not depend on, nor for one that depends on
    nothing in `wrt`.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order.
    values : the value of every node, as `forward` returns them.
    output : name of a node. If it is an array, the sum of its elements is differentiated.
    wrt : names of the nodes to differentiate with respect to: inputs, nodes in the middle or
        the output itself, but no constants.

    Returns
    -------
    dict with one gradient per name in `wrt`, of the shape of that node's value; zeros if the
    output does not depend on it.
    """
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name not in table or matters.isdisjoint(parents):
            continue
        gradients = bprop(op, [values[parent] for parent in parents], values[name], table[name])
        for parent, gradient in zip(parents, gradients, strict=True):
            if parent in matters:
                table[parent] = table[parent] + gradient if parent in table else gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


def jacobian(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    """Compute all derivatives of one node with respect to another by repeated reverse sweeps.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order.
    values : the value of every node, as `forward` returns them.
    output, wrt : names of two nodes, arrays of any shape.

    Returns
    -------
    (size of output, size of wrt) array: row i, column j holds the derivative of the i-th element
    of the output with respect to the j-th of `wrt`, elements counted as `ravel` does.

    Raises
    ------
    ValueError : an op on the way from `wrt` to the output has no gradient; the message names it.
    """
    longest = max(graph, key=len)
    mask, picked = longest + ".mask", longest + ".picked"
    extended = {**graph, mask: ("input", ()), picked: ("mul", (output, mask))}
    rows = np.zeros((np.size(values[output]), np.size(values[wrt])))
    for i in range(len(rows)):
        unit = np.zeros(np.shape(values[output]))
        unit.flat[i] = 1
        numbers = {**values, mask: unit, picked: values[output] * unit}
        rows[i] = np.ravel(backward(extended, numbers, picked, [wrt])[wrt])
    return rows


def naive_cost(graph: Graph, source: str, output: str) -> int:
    """Count the multiplications of a gradient that stores no intermediate result.

    The derivative of the output with respect to a node is the sum, over all edges from that
    node to a child from which the output can be reached, of the derivative with respect to the
    child times the derivative along the edge: one multiplication per edge. With respect to the
    output itself it is 1, which costs nothing. Here, whenever a derivative is needed, it is
    computed anew. Count without doing that: the number may have hundreds of digits.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order. A parent named twice is two edges.
    source, output : the derivative of `output` with respect to `source` is wanted.

    Returns
    -------
    int: the exact number of multiplications; 0 if the output does not depend on the source.
    """
    cost = {output: 0}
    for name in reversed(topological_order(graph)):
        if name in cost:
            for parent in graph[name][1]:
                cost[parent] = cost.get(parent, 0) + 1 + cost[name]
    return cost.get(source, 0)


def table_cost(graph: Graph, source: str, output: str) -> int:
    """Count the multiplications of the same gradient if every derivative is computed only once.

    The sums are those of `naive_cost`, one multiplication per edge. Here the derivative with
    respect to each node is stored when it is first computed, and looked up from then on.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`, in any order. A parent named twice is two edges.
    source, output : the derivative of `output` with respect to `source` is wanted.

    Returns
    -------
    int: the exact number of multiplications; 0 if the output does not depend on the source.
    """
    order = topological_order(graph)
    below_source = {source}
    for name in order:
        if not below_source.isdisjoint(graph[name][1]):
            below_source.add(name)
    above_output = {output}
    cost = 0
    for name in reversed(order):
        if name in above_output:
            above_output.update(graph[name][1])
            cost += sum(parent in below_source for parent in graph[name][1])
    return cost


def linear_backward(x: Array, W: Array, dz: Array) -> Arrays:
    """Carry the gradient back through z = W x.

    Parameters
    ----------
    x : (n, N) inputs, one column per example.
    W : (m, n) weights.
    dz : (m, N) gradient of the loss with respect to z.

    Returns
    -------
    dict with `dx (n, N)` and `dW (m, n)`, the latter summed over the batch.
    """
    return {"dx": W.T @ dz, "dW": dz @ x.T}


def elementwise_backward(name: str, x: Array, dz: Array) -> Array:
    """Carry the gradient back through z = f(x), where f acts on each element by itself.

    Parameters
    ----------
    name : which f: "relu", "tanh" or "sigmoid".
    x : array of any shape, what f was applied to (not its result).
    dz : gradient of the loss with respect to z, of the same shape.

    Returns
    -------
    dx, of the same shape. The slope of "relu" at 0 may be 0 or 1.
    No warnings for elements of any size.

    Raises
    ------
    ValueError : `name` is none of these; the message names it.
    """
    if name == "relu":
        return dz * (x > 0)
    if name == "tanh":
        return dz * (1 - np.tanh(x) ** 2)
    if name == "sigmoid":
        sigmoid = (1 + np.tanh(x / 2)) / 2
        return dz * sigmoid * (1 - sigmoid)
    raise ValueError(f"unknown function {name!r}")


def softmax_cross_entropy(logits: Array, labels: Array) -> tuple[float, Array]:
    """Compute the cross-entropy of a softmax, and its gradient.

    The loss is -log(softmax(logits)[label]), averaged over the batch.

    Parameters
    ----------
    logits : (m, N) array, one column per example.
    labels : (N,) integers, the index of the right class of each example.

    Returns
    -------
    loss : float.
    dlogits : (m, N) gradient of the loss with respect to the logits.

    Both are finite and exact, and no warning is raised, for logits of ±1000.
    """
    batch = labels.shape[0]
    right = labels, np.arange(batch)
    shifted = logits - logits.max(axis=0, keepdims=True)
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=0, keepdims=True)
    loss = float((np.log(totals[0]) - shifted[right]).mean())
    dlogits = exponentials / totals
    dlogits[right] -= 1
    return loss, dlogits / batch


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Approximate a gradient by central differences.

    Parameters
    ----------
    f : function from an array of the shape of `x` to a number.
    x : array of floats, of any shape. It is left exactly as it was.
    h : how far each element is shifted up and down, one element at a time.

    Returns
    -------
    array of the shape of `x`: (f(x + h e) - f(x - h e)) / 2h for each unit vector e.
    """
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


def relative_error(a: Array, b: Array) -> float:
    """Measure how far two arrays are apart, whatever their scale.

    Parameters
    ----------
    a, b : arrays of one shape.

    Returns
    -------
    float: ‖a - b‖ / (‖a‖ + ‖b‖), where ‖·‖ is the square root of the sum of the squares of all
    elements. Between 0 and 1; two arrays of zeros have the error 0.

    Raises
    ------
    ValueError : the shapes differ, even if they could be broadcast.
    """
    if np.shape(a) != np.shape(b):
        raise ValueError(f"shapes differ: {np.shape(a)} and {np.shape(b)}")
    scale = np.sqrt(np.sum(np.square(a))) + np.sqrt(np.sum(np.square(b)))
    if scale == 0:
        return 0.0
    return float(np.sqrt(np.sum(np.square(np.subtract(a, b)))) / scale)


def deep_forward(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Run a network of K layers.

    Layer l computes z = W h + b from the h of the layer before, the first from `x`; then each
    hidden layer applies its activation, and the last one a softmax.

    Parameters
    ----------
    x : (n0, N) inputs, one column per example.
    weights : list of K matrices, W1 (n1, n0) to WK (nK, n(K-1)).
    biases : list of K columns, b1 (n1, 1) to bK (nK, 1); or None: a network without biases.
    activations : list of K - 1 names, one per hidden layer: "relu", "tanh" or "sigmoid".

    Returns
    -------
    predictions : (nK, N) probabilities, every column sums to 1.
    cache : whatever your `deep_backward` will need; nobody else looks inside.

    Raises
    ------
    ValueError : an activation is none of these; the message names it.
    """
    layer_inputs, pre_activations = [], []
    h = x
    for layer, W in enumerate(weights):
        z = W @ h if biases is None else W @ h + biases[layer]
        layer_inputs.append(h)
        pre_activations.append(z)
        if layer == len(weights) - 1:
            break
        if activations[layer] == "relu":
            h = np.maximum(z, 0)
        elif activations[layer] == "tanh":
            h = np.tanh(z)
        elif activations[layer] == "sigmoid":
            h = (1 + np.tanh(z / 2)) / 2
        else:
            raise ValueError(f"unknown activation {activations[layer]!r}")
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    predictions = exponentials / exponentials.sum(axis=0, keepdims=True)
    return predictions, (layer_inputs, pre_activations, weights, biases, activations)


def deep_backward(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """Compute the loss of a network of K layers and its gradients.

    The loss is the cross-entropy -log(prediction[label]), averaged over the batch, plus
    `weight_decay` times the sum of the squares of all weights: λ Σ ‖W‖², neither halved nor
    divided by the batch. The biases are not decayed.

    Parameters
    ----------
    cache : what your `deep_forward` returned.
    labels : (N,) integers, the index of the right class of each example.
    weight_decay : λ, a number; 0 for the cross-entropy alone.

    Returns
    -------
    loss : float.
    gradients : dict with `dW1` to `dWK` and, if the network has biases, `db1` to `dbK`, each of
        the shape of what it is the gradient of.
    """
    layer_inputs, pre_activations, weights, biases, activations = cache
    loss, dz = softmax_cross_entropy(pre_activations[-1], labels)
    gradients = {}
    for layer in reversed(range(len(weights))):
        W = weights[layer]
        loss += weight_decay * float(np.sum(W**2))
        linear = linear_backward(layer_inputs[layer], W, dz)
        gradients[f"dW{layer + 1}"] = linear["dW"] + 2 * weight_decay * W
        if biases is not None:
            gradients[f"db{layer + 1}"] = dz.sum(axis=1, keepdims=True)
        if layer > 0:
            name, z = activations[layer - 1], pre_activations[layer - 1]
            dz = elementwise_backward(name, z, linear["dx"])
    return loss, gradients
