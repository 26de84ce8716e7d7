"""Known mistakes in `rtrl` that are no edits of it."""

from __future__ import annotations

from solutions.bptt import Array, Arrays, checkpointed_bptt


def every_state_stored_on_the_way(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    return checkpointed_bptt(x, y, h0, parameters, 1)
