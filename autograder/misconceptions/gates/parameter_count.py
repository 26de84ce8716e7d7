"""Known mistakes in `parameter_count`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.gates import parameter_count


@misconception("parameter_count")
def biases_not_counted(kind: str, inputs: int, hidden: int) -> int:
    """A block has two matrices, and something else that is learnt."""
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in blocks:
        raise ValueError(f"there is no cell of the kind {kind!r}")
    return blocks[kind] * hidden * (hidden + inputs)


@misconception("parameter_count")
def two_biases_in_each_block(kind: str, inputs: int, hidden: int) -> int:
    """Some libraries keep two biases in each block. How many do the equations here have?"""
    return parameter_count(kind, inputs, hidden) + parameter_count(kind, 0, hidden) // (hidden + 1)


@misconception("parameter_count")
def output_layer_counted(kind: str, inputs: int, hidden: int) -> int:
    """The layer that makes predictions does not belong to the cell."""
    return parameter_count(kind, inputs, hidden) + inputs * hidden + inputs


@misconception("parameter_count")
def state_weights_not_counted(kind: str, inputs: int, hidden: int) -> int:
    """A block reads the input, and what else?"""
    return parameter_count(kind, inputs, hidden) // (hidden + inputs + 1) * (inputs + 1)


@misconception("parameter_count")
def one_bias_for_the_block(kind: str, inputs: int, hidden: int) -> int:
    """Each hidden unit has a bias of its own."""
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in blocks:
        raise ValueError(f"there is no cell of the kind {kind!r}")
    return blocks[kind] * (hidden * (hidden + inputs) + 1)


@misconception("parameter_count")
def sizes_exchanged(kind: str, inputs: int, hidden: int) -> int:
    """How many rows and columns has U? Which of the two sizes occurs in all three parts of a
    block?
    """
    return parameter_count(kind, hidden, inputs)


@misconception("parameter_count")
def gates_counted_without_the_candidate(kind: str, inputs: int, hidden: int) -> int:
    """Besides its gates, a gated cell has one more block that makes something new."""
    blocks = {"rnn": 1, "gru": 2, "lstm": 3}
    if kind not in blocks:
        raise ValueError(f"there is no cell of the kind {kind!r}")
    return blocks[kind] * hidden * (hidden + inputs + 1)


@misconception("parameter_count")
def gru_counted_like_the_lstm(kind: str, inputs: int, hidden: int) -> int:
    """Count the blocks of each cell in its equations. Have two kinds of cell the same number?"""
    return parameter_count("lstm" if kind == "gru" else kind, inputs, hidden)


@misconception("parameter_count")
def states_counted(kind: str, inputs: int, hidden: int) -> int:
    """The states are computed, not learnt. Which arrays does training change?"""
    return parameter_count(kind, inputs, hidden) + (2 if kind == "lstm" else 1) * hidden


@misconception("parameter_count")
def unknown_kind_counts_as_plain(kind: str, inputs: int, hidden: int) -> int:
    """Not every name is that of a cell. What does the description say about others?"""
    return parameter_count(kind if kind in ("gru", "lstm") else "rnn", inputs, hidden)


@misconception("parameter_count")
def unknown_kind_not_named(kind: str, inputs: int, hidden: int) -> int:
    """Whoever reads the message of the exception wants to know which name was wrong."""
    if kind not in ("rnn", "gru", "lstm"):
        raise ValueError("unknown kind of cell")
    return parameter_count(kind, inputs, hidden)


@misconception("parameter_count")
def unknown_kind_raises_another_exception(kind: str, inputs: int, hidden: int) -> int:
    """Looking up a missing key raises an exception, but which one does the description ask for?"""
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    return blocks[kind] * hidden * (hidden + inputs + 1)
