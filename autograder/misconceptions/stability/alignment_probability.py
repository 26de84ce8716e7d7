"""Known mistakes in `alignment_probability`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import alignment_probability


@misconception("alignment_probability")
def only_one_side_of_the_line(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """The line has two sides. Do you count the vectors that end near the negative of v_1?"""
    x = rng.standard_normal((n, trials))
    across = ratio**k * np.linalg.norm(x[1:], axis=0)
    return float(np.mean(np.arctan2(across, x[0]) <= angle))


@misconception("alignment_probability")
def multiplied_once(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """What do k multiplications do to a share along an eigenvector, and what does one?"""
    return alignment_probability(n, ratio, 1, angle, trials, rng)


@misconception("alignment_probability")
def one_multiplication_too_many(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Count the multiplications: with k = 0 the vector stays as it was drawn."""
    return alignment_probability(n, ratio, k + 1, angle, trials, rng)


@misconception("alignment_probability")
def positive_numbers_only(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Which distribution has the random vector? Yours has no negative elements."""
    x = rng.random((n, trials))
    across = ratio**k * np.linalg.norm(x[1:], axis=0)
    return float(np.mean(np.arctan2(across, x[0]) <= angle))


@misconception("alignment_probability")
def uniform_in_a_cube(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """A cube has corners: vectors drawn from it prefer some directions. Which distribution
    prefers none?
    """
    x = rng.uniform(-1, 1, (n, trials))
    across = ratio**k * np.linalg.norm(x[1:], axis=0)
    return float(np.mean(np.arctan2(across, np.abs(x[0])) <= angle))


@misconception("alignment_probability")
def share_of_failures(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Is the probability asked for that the vector is aligned, or that it is not?"""
    return 1 - alignment_probability(n, ratio, k, angle, trials, rng)


@misconception("alignment_probability")
def number_instead_of_share(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """A probability is at most 1. What must a count be divided by?"""
    return trials * alignment_probability(n, ratio, k, angle, trials, rng)


@misconception("alignment_probability")
def angle_in_degrees(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Are both of the angles that you compare in radians?"""
    return alignment_probability(n, ratio, k, np.deg2rad(angle), trials, rng)


@misconception("alignment_probability")
def cosine_compared_with_the_angle(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """You compare a cosine with an angle. What turns the one into the other?"""
    x = rng.standard_normal((n, trials))
    x[1:] *= ratio**k
    cosine = np.abs(x[0]) / np.linalg.norm(x, axis=0)
    return float(np.mean(cosine <= angle))


@misconception("alignment_probability")
def second_direction_only(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """There are n - 1 directions across. Do you take all of them into account?"""
    x = rng.standard_normal((n, trials))
    return float(np.mean(np.arctan2(ratio**k * np.abs(x[1]), np.abs(x[0])) <= angle))


@misconception("alignment_probability")
def always_the_same_vectors(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return alignment_probability(n, ratio, k, angle, trials, np.random.default_rng(0))
