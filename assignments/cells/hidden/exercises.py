"""How each exercise of `cells` is run, and the functions of which its backwards are gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from assignments.cells.hidden.cases import draw_cases, public_cases
from autograder.authoring import (
    Array,
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    named_outputs,
    real_array,
)

CELL = ("rnn_cell_forward", "rnn_cell_backward")
CELL_STATE = ("s_next", "out_pred")
CELL_GRADIENTS = ("dx_t", "ds_prev", "dU", "dW", "dba")
SEQUENCE_STATES = ("s", "y")
SEQUENCE_GRADIENTS = ("dx", "ds0", "dU", "dW", "dba")
LOSS_GRADIENTS = ("dU", "dW", "dV", "dba", "dby", "dx", "ds0")


def run_softmax(code: Code, case: Case) -> Any:
    return code.call("softmax", case.logits)


def run_cell_forward(code: Code, case: Case) -> Any:
    return code.call("rnn_cell_forward", case.x[:, :, 0], case.s0, case.parameters)


def run_cell_backward(code: Code, case: Case) -> Any:
    arguments = (case.x[:, :, 0], case.s0, case.parameters)
    cache = code.cache("rnn_cell_forward", *arguments, position=2)
    return code.call("rnn_cell_backward", case.ds[:, :, 0], cache)


def run_forward(code: Code, case: Case) -> Any:
    return code.call("rnn_forward", case.x, case.s0, case.parameters)


def run_backward(code: Code, case: Case) -> Any:
    caches = code.cache("rnn_forward", case.x, case.s0, case.parameters, position=2)
    return code.call("rnn_backward", case.ds, caches)


def run_output_backward(code: Code, case: Case) -> Any:
    labels, V = case.labels[:, 0], case.parameters["V"]
    return code.call("output_backward", case.out_pred, labels, case.s0, V)


def run_loss_and_gradients(code: Code, case: Case) -> Any:
    return code.call("rnn_loss_and_gradients", case.x, case.labels, case.s0, case.parameters)


def state_inputs(case: Case, x: str, s: str, inputs: Array) -> dict[str, Array]:
    return {
        x: inputs,
        s: case.s0,
        "dU": case.parameters["U"],
        "dW": case.parameters["W"],
        "dba": case.parameters["ba"],
    }


def with_parameters(case: Case, inputs: Mapping[str, Array]) -> dict[str, Array]:
    return {name: inputs.get(f"d{name}", value) for name, value in case.parameters.items()}


def weighted_sum(weights: Array, returns: tuple[str, ...], value: Any) -> float:
    """Return Σ weights·state, whose gradient with respect to the state is `weights`."""
    state = named_outputs(returns, value).get(returns[0])
    return float(np.sum(weights * real_array(returns[0], state, weights.shape)))


def cell_objective(code: Code, case: Case, inputs: Mapping[str, Array]) -> float:
    parameters = with_parameters(case, inputs)
    value = code.call("rnn_cell_forward", inputs["dx_t"], inputs["ds_prev"], parameters)
    return weighted_sum(case.ds[:, :, 0], CELL_STATE, value)


def sequence_objective(code: Code, case: Case, inputs: Mapping[str, Array]) -> float:
    parameters = with_parameters(case, inputs)
    value = code.call("rnn_forward", inputs["dx"], inputs["ds0"], parameters)
    return weighted_sum(case.ds, SEQUENCE_STATES, value)


def output_inputs(case: Case) -> dict[str, Array]:
    return {"ds": case.s0, "dV": case.parameters["V"], "dby": case.parameters["by"]}


def output_objective(code: Code, case: Case, inputs: Mapping[str, Array]) -> float:
    value = code.call("softmax", inputs["dV"] @ inputs["ds"] + inputs["dby"])
    probabilities = real_array("probabilities", value, case.out_pred.shape)
    labels = case.labels[:, 0]
    return float(-np.log(probabilities[labels, np.arange(labels.size)]).mean())


def loss_inputs(case: Case) -> dict[str, Array]:
    inputs = state_inputs(case, "dx", "ds0", case.x)
    return {**inputs, "dV": case.parameters["V"], "dby": case.parameters["by"]}


def loss_objective(code: Code, case: Case, inputs: Mapping[str, Array]) -> float:
    parameters = with_parameters(case, inputs)
    value = code.call(
        "rnn_loss_and_gradients", inputs["dx"], case.labels, inputs["ds0"], parameters
    )
    loss = named_outputs(("loss", *LOSS_GRADIENTS), value).get("loss")
    return float(real_array("loss", loss, ()))


ASSIGNMENT = Assignment(
    name="cells",
    exercises=(
        Exercise("softmax", ("probabilities",), run_softmax),
        Exercise(
            "rnn_cell_forward",
            CELL_STATE,
            run_cell_forward,
            uses=(("softmax",),),
            cache_position=2,
        ),
        Exercise(
            "rnn_forward",
            SEQUENCE_STATES,
            run_forward,
            uses=(("rnn_cell_forward",),),
            cache_position=2,
        ),
        Exercise(
            "rnn_cell_backward",
            CELL_GRADIENTS,
            run_cell_backward,
            uses=(("softmax",),),
            forward=Forward(
                "rnn_cell_forward",
                lambda case: state_inputs(case, "dx_t", "ds_prev", case.x[:, :, 0]),
                cell_objective,
            ),
        ),
        Exercise(
            "rnn_backward",
            SEQUENCE_GRADIENTS,
            run_backward,
            uses=(CELL, ("rnn_forward", *CELL)),
            forward=Forward(
                "rnn_forward",
                lambda case: state_inputs(case, "dx", "ds0", case.x),
                sequence_objective,
            ),
        ),
        Exercise(
            "output_backward",
            ("ds", "dV", "dby"),
            run_output_backward,
            uses=(("softmax",),),
            forward=Forward("softmax", output_inputs, output_objective),
        ),
        Exercise(
            "rnn_loss_and_gradients",
            ("loss", *LOSS_GRADIENTS),
            run_loss_and_gradients,
            uses=(("rnn_forward", "rnn_backward", "output_backward"),),
            forward=Forward("rnn_loss_and_gradients", loss_inputs, loss_objective),
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
