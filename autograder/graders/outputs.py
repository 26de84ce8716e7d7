"""The named outputs of a function, whichever way it returns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.graders.exercise import Array
from autograder.graders.failure import Wrong
from autograder.messages import Message


def named_outputs(returns: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Give each output of a function its name.

    A dictionary has its keys; the elements of a tuple or list take the names in order, but a
    dictionary among them may bring its own; a single output is the value itself. What is missing
    is left out, and what was not asked for (a cache) is ignored.

    Raises
    ------
    Wrong : when the value is None, or cannot hold several outputs.
    """
    if value is None:
        raise Wrong(Message("wrong.none"))
    if isinstance(value, Mapping) and (len(returns) > 1 or returns[0] in value):
        return {name: value[name] for name in returns if name in value}
    if len(returns) == 1 and not isinstance(value, tuple):
        return {returns[0]: value}
    if not isinstance(value, tuple | list):
        raise Wrong(Message("wrong.returns", {"returns": listed(returns)}))
    keyed: dict[str, Any] = {}
    unnamed = []
    for element in value:
        own = [name for name in returns if isinstance(element, Mapping) and name in element]
        keyed |= {name: element[name] for name in own}
        if not own:
            unnamed.append(element)
    remaining = [name for name in returns if name not in keyed]
    return {**dict(zip(remaining, unnamed, strict=False)), **keyed}


def whole(name: str, value: Any) -> dict[str, Any]:
    """Name an output that may itself be a tuple or a dictionary.

    Raises
    ------
    Wrong : when it is None.
    """
    if value is None:
        raise Wrong(Message("wrong.none"))
    return {name: value}


def unpacked(value: Any) -> Any:
    """Return a tuple where a list of several results came."""
    return tuple(value) if isinstance(value, list) else value


def real_array(name: str, value: Any, shape: tuple[int, ...]) -> Array:
    """Return an output as an array of real numbers of this shape.

    Raises
    ------
    Wrong : when it is none.
    """
    array = np.asarray(value) if isinstance(value, float | np.ndarray | np.generic) else None
    if array is None or array.dtype.kind not in "fiu" or array.shape != shape:
        values = {"output": name, "shape": str(shape)}
        raise Wrong(Message("wrong.not_real", {**values}))
    return array


def listed(names: tuple[str, ...]) -> str:
    """Write names as a list in a sentence: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
