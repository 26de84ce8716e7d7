"""The reference of `tiny`: a recurrence, element by element."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Cache = tuple[Array, Array, Array]


def step(x: Array, h: Array, w: Array) -> tuple[Array, Cache]:
    """Take one step of the recurrence.

    Parameters
    ----------
    x, h : input and state, shape (n,)
    w : weights, shape (n,)

    Returns
    -------
    h_next : tanh(w h + x), shape (n,)
    cache : whatever `step_backward` needs
    """
    h_next = np.tanh(w * h + x)
    return h_next, (h, w, h_next)


def walk(x: Array, h: Array, w: Array) -> Array:
    """Take a step for each input.

    Parameters
    ----------
    x : inputs, shape (T, n)
    h : the first state, shape (n,)
    w : weights, shape (n,)

    Returns
    -------
    states : the state after each step, shape (T, n)

    Raises
    ------
    ValueError : naming "steps", when there are none.
    """
    if len(x) == 0:
        raise ValueError("there are no steps")
    states = []
    for x_t in x:
        h, _ = step(x_t, h, w)
        states.append(h)
    return np.array(states)


def step_backward(dh_next: Array, cache: Cache) -> dict[str, Array]:
    """Take the gradient of one step.

    Parameters
    ----------
    dh_next : gradient with respect to the new state, shape (n,)
    cache : what `step` gave

    Returns
    -------
    gradients : "dx", "dh" and "dw", each of shape (n,)
    """
    h, w, h_next = cache
    da = dh_next * (1 - h_next**2)
    return {"dx": da, "dh": da * w, "dw": da * h}
