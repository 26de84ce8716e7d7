"""Known mistakes in `top_eigenvalue`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, top_eigenvalue


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
