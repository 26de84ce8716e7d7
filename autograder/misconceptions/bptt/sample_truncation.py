"""Known mistakes in `sample_truncation`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, sample_truncation


@misconception("sample_truncation")
def kept_but_not_made_up_for(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """What is the mean of your ξ_t? What must make up for the times when the chain is cut?"""
    xi = sample_truncation(rng, pi, T)
    return np.where(xi > 0, 1.0, 0.0)


@misconception("sample_truncation")
def drawn_once_for_all_steps(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """Each step is drawn on its own. How many random numbers do you draw?"""
    kept = np.broadcast_to(np.asarray(pi), (T,))
    if not ((kept > 0) & (kept <= 1)).all():
        raise ValueError("pi must lie above 0 and not above 1")
    return np.where(rng.random() < kept, 1 / kept, 0.0)


@misconception("sample_truncation")
def cut_with_the_probability_of_keeping(
    rng: np.random.Generator, pi: float | Array, T: int
) -> Array:
    """Is π the probability that the chain is cut, or that it is kept?"""
    kept = np.broadcast_to(np.asarray(pi), (T,))
    if not ((kept > 0) & (kept <= 1)).all():
        raise ValueError("pi must lie above 0 and not above 1")
    return np.where(rng.random(T) < kept, 0.0, 1 / kept)


@misconception("sample_truncation")
def multiplied_by_the_probability(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """What is the mean of your ξ_t? What must make up for the times when the chain is cut?"""
    kept = np.broadcast_to(np.asarray(pi), (T,))
    return np.where(sample_truncation(rng, pi, T) > 0, kept, 0.0)


@misconception("sample_truncation")
def cut_for_good_at_the_first_zero(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """Each step is drawn on its own. Does what was drawn before change what comes later?"""
    xi = sample_truncation(rng, pi, T)
    return np.where(np.cumprod(xi > 0) > 0, xi, 0.0)


@misconception("sample_truncation")
def first_probability_for_all_steps(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """`pi` may hold one probability for each step. Which of them do you use?"""
    sample_truncation(np.random.default_rng(0), pi, T)
    return sample_truncation(rng, np.ravel(pi)[0], T)


@misconception("sample_truncation")
def always_the_same_draw(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """All chance must come from `rng`. What do two calls in a row give?"""
    return sample_truncation(np.random.default_rng(0), pi, T)


@misconception("sample_truncation")
def any_probability_accepted(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """Not every number is a probability that can be made up for. What should the caller hear?"""
    kept = np.broadcast_to(np.asarray(pi, dtype=float), (T,))
    with np.errstate(all="ignore"):
        return np.where(rng.random(T) < kept, 1 / kept, 0.0)


@misconception("sample_truncation")
def only_one_end_refused(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """A probability has two limits. Do you look at both?"""
    kept = np.broadcast_to(np.asarray(pi, dtype=float), (T,))
    if (kept <= 0).any():
        raise ValueError("pi must be above 0")
    return np.where(rng.random(T) < kept, 1 / kept, 0.0)


@misconception("sample_truncation")
def always_kept_refused(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """May the chain be kept at every step? Look at which of the limits is allowed."""
    if not (np.asarray(pi) < 1).all():
        raise ValueError("pi must be below 1")
    return sample_truncation(rng, pi, T)
