"""Known mistakes in `one_hot`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Array, one_hot


@misconception("one_hot")
def features_last(tokens: Array, size: int) -> Array:
    """Indexing puts the new axis at the end. Where do the features stand in this course?"""
    return np.moveaxis(one_hot(tokens, size), 0, 2)


@misconception("one_hot")
def time_before_batch(tokens: Array, size: int) -> Array:
    """Three axes have six orders. Which of batch and time comes second?"""
    return one_hot(tokens, size).transpose(0, 2, 1)


@misconception("one_hot")
def negative_tokens_count_from_the_end(tokens: Array, size: int) -> Array:
    """What does NumPy take the index -1 for, and should that token exist?"""
    return one_hot(np.where(tokens < 0, tokens + size, tokens), size)


@misconception("one_hot")
def unknown_tokens_become_zeros(tokens: Array, size: int) -> Array:
    """A token that does not exist leaves a column of zeros, and nobody is told. What is wanted?"""
    return (np.arange(size)[:, None, None] == tokens).astype(float)


@misconception("one_hot")
def one_token_too_many(tokens: Array, size: int) -> Array:
    """Tokens count from 0. Which is then the last that exists?"""
    return one_hot(tokens, size + 1)[:size]


@misconception("one_hot")
def message_without_the_token(tokens: Array, size: int) -> Array:
    """Whoever reads your error message wants to know which token it was."""
    if tokens.min() < 0 or tokens.max() >= size:
        raise ValueError("unknown token")
    return one_hot(tokens, size)


@misconception("one_hot")
def size_of_these_tokens_only(tokens: Array, size: int) -> Array:
    """Not every batch contains the last token. Who says how many rows there are?"""
    return one_hot(tokens, size)[: tokens.max() + 1]


@misconception("one_hot")
def token_in_place_of_the_one(tokens: Array, size: int) -> Array:
    """The row already tells which token it is. Which number stands in it?"""
    return one_hot(tokens, size) * tokens
