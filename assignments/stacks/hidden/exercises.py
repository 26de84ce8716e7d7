"""How each exercise of `stacks` is run, and the functions of which its backwards are gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from assignments.stacks.hidden.cases import draw_cases, public_cases
from assignments.stacks.hidden.recurrent import WAYS, halves, shape_of_states, unfilled
from autograder.authoring import (
    ANSWER,
    NUMERIC_KINDS,
    Array,
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    Message,
    Wrong,
    difference,
    named_outputs,
    real_array,
    whole,
)

BOTH_GRADIENTS = ("dx", *WAYS)


def without_cache(name: str, value: Any) -> dict[str, Any]:
    """Name what a forward returns besides its cache: whatever that holds is not looked at."""
    if isinstance(value, tuple | list) and value:
        return whole(name, value[0])
    return named_outputs((name,), value)


def gradients_of(parameters: Mapping[str, Array]) -> dict[str, Array]:
    return {f"d{name}": value for name, value in parameters.items()}


def parameters_of(gradients: Mapping[str, Array]) -> dict[str, Array]:
    return {name[1:]: value for name, value in gradients.items()}


def weighted_sum(weights: Array, name: str, value: Any) -> float:
    """Return Σ weights·output, whose gradient with respect to the output is `weights`."""
    output = without_cache(name, value).get(name)
    return float(np.sum(weights * real_array(name, output, weights.shape)))


def run_bidirectional_forward(code: Code, case: Case) -> Any:
    """Add both halves of the states, and the states of the same sequences without a filling."""
    plain = both_states(code, case, unfilled(case, case.x)) if case.kind == "padding" else None
    h = both_states(code, case, case.x)
    return {"h": h, **halves(case, h), "unfilled": h if plain is None else plain}


def both_states(code: Code, case: Case, x: Array) -> Array:
    value = code.call("bidirectional_forward", x, case.lengths, case.parameters)
    h = without_cache("h", value).get("h")
    demand_shape("h", h, shape_of_states(case), case)
    return np.asarray(h)


def demand_shape(name: str, value: Any, shape: tuple[int, ...], case: Case) -> None:
    """Demand an array of numbers of this shape, whatever numbers.

    Raises
    ------
    Wrong : with what it is instead.
    """
    zeros = isinstance(value, np.ndarray) and value.dtype.kind in NUMERIC_KINDS
    where = str(Message("where.case", {"title": case.title}))
    empty = np.zeros_like(value) if zeros else value
    message = difference(name, empty, np.zeros(shape), ANSWER, where)
    if message is not None:
        raise Wrong(message)


def run_bidirectional_backward(code: Code, case: Case) -> Any:
    """Add the gradients for the same sequences without a filling."""
    plain = None
    if case.kind == "padding":
        plain = both_gradients(code, case, unfilled(case, case.x), unfilled(case, case.dh))
    gradients = both_gradients(code, case, case.x, case.dh)
    return {**gradients, "unfilled": gradients if plain is None else plain}


def both_gradients(code: Code, case: Case, x: Array, dh: Array) -> dict[str, Any]:
    arguments = (x, case.lengths, case.parameters)
    cache = code.cache("bidirectional_forward", *arguments, position=1)
    return named_outputs(BOTH_GRADIENTS, code.call("bidirectional_backward", dh, cache))


def bidirectional_inputs(case: Case) -> Inputs:
    return {"dx": case.x, **{way: gradients_of(case.parameters[way]) for way in WAYS}}


def bidirectional_objective(code: Code, case: Case, inputs: Inputs) -> float:
    parameters = {way: parameters_of(inputs[way]) for way in WAYS}
    value = code.call("bidirectional_forward", inputs["dx"], case.lengths, parameters)
    return weighted_sum(case.dh, "h", value)


@dataclass(frozen=True)
class Pair:
    """The forward and the backward of a list of layers.

    Parameters
    ----------
    name : what the names of both functions begin with.
    output : what the forward returns, besides its cache.
    """

    name: str
    output: str

    @property
    def exercises(self) -> tuple[Exercise, Exercise]:
        """The two exercises."""
        forward, backward = f"{self.name}_forward", f"{self.name}_backward"
        objective = Forward(forward, self.inputs, self.objective)
        return (
            Exercise(forward, (self.output,), self.run_forward, cache_position=1),
            Exercise(backward, ("dx", "layers"), self.run_backward, forward=objective),
        )

    def run_forward(self, code: Code, case: Case) -> Any:
        """Run the forward."""
        return code.call(f"{self.name}_forward", case.x, case.layers)

    def run_backward(self, code: Code, case: Case) -> Any:
        """Run the backward on the cache of a fresh forward."""
        cache = code.cache(f"{self.name}_forward", case.x, case.layers, position=1)
        return code.call(f"{self.name}_backward", self._upstream(case), cache)

    def inputs(self, case: Case) -> Inputs:
        """Name the input and the parameters of all layers after their gradients."""
        return {"dx": case.x, "layers": [gradients_of(layer) for layer in case.layers]}

    def objective(self, code: Code, case: Case, inputs: Inputs) -> float:
        """Compute what has the given gradient with respect to the output."""
        layers = [parameters_of(gradients) for gradients in inputs["layers"]]
        value = code.call(f"{self.name}_forward", inputs["dx"], layers)
        return weighted_sum(self._upstream(case), self.output, value)

    def _upstream(self, case: Case) -> Array:
        upstream: Array = case.values[f"d{self.output}"]
        return upstream


def run_shortcut_gradient_norms(code: Code, case: Case) -> Any:
    """Measure with every seed, and put what comes back into a list."""
    measured = [
        code.call("shortcut_gradient_norms", case.count, case.shortcut, seed) for seed in case.seeds
    ]
    return {"norms": [whole("norms", value)["norms"] for value in measured]}


ASSIGNMENT = Assignment(
    name="stacks",
    exercises=(
        Exercise(
            "bidirectional_forward",
            ("h",),
            run_bidirectional_forward,
            cache_position=1,
            observes=("h[:n]", "h[n:]", "unfilled"),
        ),
        Exercise(
            "bidirectional_backward",
            BOTH_GRADIENTS,
            run_bidirectional_backward,
            forward=Forward("bidirectional_forward", bidirectional_inputs, bidirectional_objective),
            observes=("unfilled",),
        ),
        *Pair("stacked", "h").exercises,
        *Pair("residual", "y").exercises,
        *Pair("dense", "z").exercises,
        *Pair("highway", "y").exercises,
        Exercise(
            "shortcut_gradient_norms",
            ("norms",),
            run_shortcut_gradient_norms,
            uses=(
                ("residual_forward", "residual_backward", "highway_forward", "highway_backward"),
            ),
            by_law=True,
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
