"""Known mistakes in `jacobian`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, Arrays, Graph, backward, jacobian


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
