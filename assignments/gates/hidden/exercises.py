"""How each exercise of `gates` is run, and the functions of which its backwards are gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from assignments.gates.hidden.cases import GRU, LSTM, draw_cases, public_cases
from autograder.authoring import (
    Array,
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    named_outputs,
    real_array,
    unpacked,
)

LSTM_CELL = ("lstm_cell_forward", "lstm_cell_backward")
GRU_CELL = ("gru_cell_forward", "gru_cell_backward")
LSTM_PARAMETERS = tuple(f"d{kind}{name}" for kind in "WUb" for name in LSTM)
GRU_PARAMETERS = tuple(f"d{kind}{name}" for kind in "WUb" for name in GRU)


def run_sigmoid(code: Code, case: Case) -> Any:
    return code.call("sigmoid", case.z)


def lstm_step(case: Case) -> tuple[Any, ...]:
    return case.x[:, :, 0], case.h0, case.c0, case.lstm


def run_lstm_cell_forward(code: Code, case: Case) -> Any:
    return code.call("lstm_cell_forward", *lstm_step(case))


def run_lstm_forward(code: Code, case: Case) -> Any:
    return code.call("lstm_forward", case.x, case.h0, case.c0, case.lstm)


def run_lstm_cell_backward(code: Code, case: Case) -> Any:
    cache = code.cache("lstm_cell_forward", *lstm_step(case), position=2)
    return code.call("lstm_cell_backward", case.dh[:, :, 0], case.dc, cache)


def run_lstm_backward(code: Code, case: Case) -> Any:
    caches = code.cache("lstm_forward", case.x, case.h0, case.c0, case.lstm, position=2)
    return code.call("lstm_backward", case.dh, caches)


def run_gru_cell_forward(code: Code, case: Case) -> Any:
    return code.call("gru_cell_forward", case.x[:, :, 0], case.h0, case.gru)


def run_gru_forward(code: Code, case: Case) -> Any:
    return code.call("gru_forward", case.x, case.h0, case.gru)


def run_gru_cell_backward(code: Code, case: Case) -> Any:
    cache = code.cache("gru_cell_forward", case.x[:, :, 0], case.h0, case.gru, position=1)
    return code.call("gru_cell_backward", case.dh[:, :, 0], cache)


def run_gru_backward(code: Code, case: Case) -> Any:
    caches = code.cache("gru_forward", case.x, case.h0, case.gru, position=1)
    return code.call("gru_backward", case.dh, caches)


def run_parameter_count(code: Code, case: Case) -> Any:
    return code.call("parameter_count", case.kind_of_cell, case.inputs, case.hidden)


def run_cell_state_jacobian(code: Code, case: Case) -> Any:
    return code.call("cell_state_jacobian", case.forget_gates)


def inputs_of(kind: str, **states: Callable[[Case], Array]) -> Callable[[Case], Inputs]:
    """Name the states and all parameters of a cell after their gradients."""

    def inputs(case: Case) -> Inputs:
        named = {name: state(case) for name, state in states.items()}
        return {**named, **{f"d{name}": value for name, value in case.values[kind].items()}}

    return inputs


def parameters(case: Case, kind: str, inputs: Inputs) -> dict[str, Array]:
    return {name: inputs[f"d{name}"] for name in case.values[kind]}


def weighted(weights: Mapping[str, Array], returns: tuple[str, ...], value: Any) -> float:
    """Return Σ weights·states, whose gradient with respect to each state is its weights."""
    states = named_outputs(returns, unpacked(value))
    return float(
        sum(np.sum(w * real_array(name, states.get(name), w.shape)) for name, w in weights.items())
    )


def lstm_cell_objective(code: Code, case: Case, inputs: Inputs) -> float:
    states = inputs["dx_t"], inputs["dh_prev"], inputs["dc_prev"]
    value = code.call("lstm_cell_forward", *states, parameters(case, "lstm", inputs))
    weights = {"h_next": case.dh[:, :, 0], "c_next": case.dc}
    return weighted(weights, ("h_next", "c_next"), value)


def lstm_objective(code: Code, case: Case, inputs: Inputs) -> float:
    states = inputs["dx"], inputs["dh0"], inputs["dc0"]
    value = code.call("lstm_forward", *states, parameters(case, "lstm", inputs))
    return weighted({"h": case.dh}, ("h", "c"), value)


def gru_cell_objective(code: Code, case: Case, inputs: Inputs) -> float:
    given = parameters(case, "gru", inputs)
    value = code.call("gru_cell_forward", inputs["dx_t"], inputs["dh_prev"], given)
    return weighted({"h_next": case.dh[:, :, 0]}, ("h_next",), value)


def gru_objective(code: Code, case: Case, inputs: Inputs) -> float:
    value = code.call("gru_forward", inputs["dx"], inputs["dh0"], parameters(case, "gru", inputs))
    return weighted({"h": case.dh}, ("h",), value)


ASSIGNMENT = Assignment(
    name="gates",
    exercises=(
        Exercise("sigmoid", ("sigmoid",), run_sigmoid),
        Exercise(
            "lstm_cell_forward",
            ("h_next", "c_next"),
            run_lstm_cell_forward,
            uses=(("sigmoid",),),
            cache_position=2,
        ),
        Exercise(
            "lstm_forward",
            ("h", "c"),
            run_lstm_forward,
            uses=(("lstm_cell_forward",), ("sigmoid",)),
            cache_position=2,
        ),
        Exercise(
            "lstm_cell_backward",
            ("dx_t", "dh_prev", "dc_prev", *LSTM_PARAMETERS),
            run_lstm_cell_backward,
            uses=(("sigmoid",),),
            forward=Forward(
                "lstm_cell_forward",
                inputs_of(
                    "lstm",
                    dx_t=lambda case: case.x[:, :, 0],
                    dh_prev=lambda case: case.h0,
                    dc_prev=lambda case: case.c0,
                ),
                lstm_cell_objective,
            ),
        ),
        Exercise(
            "lstm_backward",
            ("dx", "dh0", "dc0", *LSTM_PARAMETERS),
            run_lstm_backward,
            uses=(LSTM_CELL, ("lstm_forward", *LSTM_CELL)),
            forward=Forward(
                "lstm_forward",
                inputs_of(
                    "lstm",
                    dx=lambda case: case.x,
                    dh0=lambda case: case.h0,
                    dc0=lambda case: case.c0,
                ),
                lstm_objective,
            ),
        ),
        Exercise("cell_state_jacobian", ("jacobian",), run_cell_state_jacobian),
        Exercise(
            "gru_cell_forward",
            ("h_next",),
            run_gru_cell_forward,
            uses=(("sigmoid",),),
            cache_position=1,
        ),
        Exercise(
            "gru_forward",
            ("h",),
            run_gru_forward,
            uses=(("gru_cell_forward",), ("sigmoid",)),
            cache_position=1,
        ),
        Exercise(
            "gru_cell_backward",
            ("dx_t", "dh_prev", *GRU_PARAMETERS),
            run_gru_cell_backward,
            uses=(("sigmoid",),),
            forward=Forward(
                "gru_cell_forward",
                inputs_of("gru", dx_t=lambda case: case.x[:, :, 0], dh_prev=lambda case: case.h0),
                gru_cell_objective,
            ),
        ),
        Exercise(
            "gru_backward",
            ("dx", "dh0", *GRU_PARAMETERS),
            run_gru_backward,
            uses=(GRU_CELL, ("gru_forward", *GRU_CELL)),
            forward=Forward(
                "gru_forward",
                inputs_of("gru", dx=lambda case: case.x, dh0=lambda case: case.h0),
                gru_objective,
            ),
        ),
        Exercise("parameter_count", ("count",), run_parameter_count),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
