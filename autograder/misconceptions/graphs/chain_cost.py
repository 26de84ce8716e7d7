"""Known mistakes in `chain_cost`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.graphs import chain_cost


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
