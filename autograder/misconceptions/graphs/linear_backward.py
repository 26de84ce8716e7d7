"""Known mistakes in `linear_backward`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, Arrays


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
