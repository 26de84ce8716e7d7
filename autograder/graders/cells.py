"""Hidden graders of `cells`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.graders.attempt import Attempt
from autograder.graders.cases import generator
from autograder.graders.check import check
from autograder.graders.exercise import Array, Assignment, Case, Code, Exercise, Forward
from autograder.graders.failure import Wrong
from autograder.graders.outputs import listed, named_outputs
from autograder.messages import Message

# --- hidden cases ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Sizes:
    """Inputs, hidden units, batch and steps: all different wherever a mix-up could hide."""

    title: str
    m: int
    n: int
    N: int
    T: int
    scale: float = 0.7
    dtype: str = "float64"
    check_gradient: bool = False


SIZES = (
    Sizes("an ordinary network", 3, 5, 2, 4, scale=0.6, check_gradient=True),
    Sizes("more inputs than hidden units", 5, 3, 4, 6, scale=0.6, check_gradient=True),
    Sizes("a batch of one", 4, 6, 1, 3),
    Sizes("a single step", 6, 4, 3, 1),
    Sizes("a batch of one, a single step", 3, 4, 1, 1),
    Sizes("large activations", 4, 5, 3, 2, scale=1.2),
    Sizes("small activations", 2, 7, 5, 8, scale=0.2),
    Sizes("a long sequence", 4, 3, 2, 24, scale=0.6),
    Sizes("float32", 3, 6, 4, 5, dtype="float32"),
)


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs.
    """
    cases = [
        Case(
            sizes.title,
            draw_values(sizes, generator(secret, "cells", exercise.name, sizes.title)),
            depth=sizes.T,
            check_gradient=sizes.check_gradient,
        )
        for sizes in SIZES
    ]
    extreme = [EXTREME_LOGITS] if exercise.name == "softmax" else []
    return [*cases, *extreme, replace(cases[0], title="the first case once more")]


EXTREME_LOGITS = Case(
    "logits of ±1000",
    {"logits": np.array([[1000.0, -1000.0], [999.0, -1000.0], [-1000.0, -1001.0]])},
    kind="extreme",
)


def draw_values(sizes: Sizes, rng: np.random.Generator) -> dict[str, Any]:
    """Draw all arrays that an exercise of these sizes may need."""
    m, n, N, T = sizes.m, sizes.n, sizes.N, sizes.T

    def normal(*shape: int) -> Array:
        return (sizes.scale * rng.standard_normal(shape)).astype(sizes.dtype)

    parameters = {"U": normal(n, m), "W": normal(n, n), "V": normal(m, n)}
    parameters |= {"ba": normal(n, 1), "by": normal(m, 1)}
    s0 = normal(n, N)
    odds = np.exp(parameters["V"] @ s0 + parameters["by"])
    return {
        "x": normal(m, N, T),
        "s0": s0,
        "parameters": parameters,
        "ds": normal(n, N, T),
        "labels": rng.integers(0, m, (N, T)),
        "logits": 3 * normal(m, N),
        "out_pred": odds / odds.sum(axis=0, keepdims=True),
    }


# --- public cases ---------------------------------------------------------------------------

PUBLIC_SIZES = (
    Sizes("3 inputs, 5 hidden units, batch of 4, 2 steps", 3, 5, 4, 2),
    Sizes("4 inputs, 3 hidden units, batch of 2, 5 steps", 4, 3, 2, 5),
)


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    cases = [
        Case(sizes.title, draw_values(sizes, generator(b"public", exercise.name, sizes.title)))
        for sizes in PUBLIC_SIZES
    ]
    if exercise.name == "softmax":
        return [*cases, EXTREME_LOGITS]
    return [*cases, seed_one()] if exercise.name == "rnn_backward" else cases


def seed_one() -> Case:
    """Return the case with published results: seed 1, drawn in this order."""
    rng = np.random.RandomState(1)
    x, s0 = rng.randn(3, 1, 4), rng.randn(5, 1)
    shapes = {"W": (5, 5), "U": (5, 3), "V": (3, 5), "ba": (5, 1), "by": (3, 1)}
    parameters = {name: rng.randn(*shape) for name, shape in shapes.items()}
    values = {"x": x, "s0": s0, "parameters": parameters, "ds": rng.randn(5, 1, 4)}
    return Case("seed 1, the published numbers", values)


# --- how each exercise is run ---------------------------------------------------------------

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


# --- the functions of which the backwards are gradients -------------------------------------


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
    if not isinstance(state, np.ndarray) or state.shape != weights.shape:
        raise Wrong(Message("wrong.returns", {"returns": listed(returns)}))
    return float(np.sum(weights * state))


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
    probabilities = code.call("softmax", inputs["dV"] @ inputs["ds"] + inputs["dby"])
    if not isinstance(probabilities, np.ndarray) or probabilities.shape != case.out_pred.shape:
        raise Wrong(Message("wrong.returns", {"returns": "`probabilities`"}))
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
    if not isinstance(loss, float | np.floating):
        raise Wrong(Message("wrong.returns", {"returns": "`loss`"}))
    return float(loss)


CELLS = Assignment(
    name="cells",
    exercises=(
        Exercise("softmax", ("probabilities",), run_softmax),
        Exercise(
            "rnn_cell_forward",
            CELL_STATE,
            run_cell_forward,
            uses=("softmax",),
            cache_position=2,
        ),
        Exercise(
            "rnn_forward",
            SEQUENCE_STATES,
            run_forward,
            uses=("rnn_cell_forward",),
            cache_position=2,
        ),
        Exercise(
            "rnn_cell_backward",
            CELL_GRADIENTS,
            run_cell_backward,
            uses=("softmax",),
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
            uses=("rnn_cell_forward", "rnn_cell_backward"),
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
            uses=("softmax",),
            forward=Forward("softmax", output_inputs, output_objective),
        ),
        Exercise(
            "rnn_loss_and_gradients",
            ("loss", *LOSS_GRADIENTS),
            run_loss_and_gradients,
            uses=("rnn_forward", "rnn_backward", "output_backward"),
            forward=Forward("rnn_loss_and_gradients", loss_inputs, loss_objective),
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)


# --- checks ---------------------------------------------------------------------------------


@check("softmax", points=1)
def test_softmax_probabilities(attempt: Attempt) -> None:
    """Each column of logits becomes the right probabilities."""
    attempt.agrees("probabilities")


@check("softmax", points=1)
def test_softmax_stable(attempt: Attempt) -> None:
    """Logits of ±1000 give probabilities too, not NaN."""
    attempt.agrees("probabilities", kind="extreme")


@check("rnn_cell_forward", points=2)
def test_rnn_cell_forward_state(attempt: Attempt) -> None:
    """The new state is right."""
    attempt.agrees("s_next")


@check("rnn_cell_forward", points=2)
def test_rnn_cell_forward_prediction(attempt: Attempt) -> None:
    """The prediction is right."""
    attempt.agrees("out_pred")


@check("rnn_forward", points=2)
def test_rnn_forward_states(attempt: Attempt) -> None:
    """The states are right at every step."""
    attempt.agrees("s")


@check("rnn_forward", points=2)
def test_rnn_forward_predictions(attempt: Attempt) -> None:
    """The predictions are right at every step."""
    attempt.agrees("y")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_dx_t(attempt: Attempt) -> None:
    """`dx_t` is the gradient with respect to this step's input."""
    attempt.agrees("dx_t")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_ds_prev(attempt: Attempt) -> None:
    """`ds_prev` is the gradient with respect to the state before this step."""
    attempt.agrees("ds_prev")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_dU(attempt: Attempt) -> None:
    """`dU` is the gradient with respect to the input weights."""
    attempt.agrees("dU")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_dW(attempt: Attempt) -> None:
    """`dW` is the gradient with respect to the state weights."""
    attempt.agrees("dW")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_dba(attempt: Attempt) -> None:
    """`dba` is the gradient with respect to the bias."""
    attempt.agrees("dba")


@check("rnn_cell_backward", points=1)
def test_rnn_cell_backward_gradient_check(attempt: Attempt) -> None:
    """Finite differences of your own `rnn_cell_forward` confirm all gradients."""
    attempt.is_gradient()


@check("rnn_backward", points=1)
def test_rnn_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input of every step."""
    attempt.agrees("dx")


@check("rnn_backward", points=1)
def test_rnn_backward_ds0(attempt: Attempt) -> None:
    """`ds0` is the gradient with respect to the initial state."""
    attempt.agrees("ds0")


@check("rnn_backward", points=1)
def test_rnn_backward_dU(attempt: Attempt) -> None:
    """`dU` is summed over all steps."""
    attempt.agrees("dU")


@check("rnn_backward", points=1)
def test_rnn_backward_dW(attempt: Attempt) -> None:
    """`dW` is summed over all steps."""
    attempt.agrees("dW")


@check("rnn_backward", points=1)
def test_rnn_backward_dba(attempt: Attempt) -> None:
    """`dba` is summed over all steps."""
    attempt.agrees("dba")


@check("rnn_backward", points=1)
def test_rnn_backward_gradient_check(attempt: Attempt) -> None:
    """Finite differences of your own `rnn_forward` confirm all gradients."""
    attempt.is_gradient()


@check("output_backward", points=1)
def test_output_backward_ds(attempt: Attempt) -> None:
    """`ds` is the gradient with respect to the state."""
    attempt.agrees("ds")


@check("output_backward", points=1)
def test_output_backward_dV(attempt: Attempt) -> None:
    """`dV` is the gradient with respect to the output weights."""
    attempt.agrees("dV")


@check("output_backward", points=1)
def test_output_backward_dby(attempt: Attempt) -> None:
    """`dby` is the gradient with respect to the output bias."""
    attempt.agrees("dby")


@check("output_backward", points=1)
def test_output_backward_gradient_check(attempt: Attempt) -> None:
    """Finite differences of the cross-entropy of your own `softmax` confirm all gradients."""
    attempt.is_gradient()


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_loss(attempt: Attempt) -> None:
    """The loss is summed over time and averaged over the batch."""
    attempt.agrees("loss")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_dU(attempt: Attempt) -> None:
    """`dU` is the gradient of the whole loss."""
    attempt.agrees("dU")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_dW(attempt: Attempt) -> None:
    """`dW` is the gradient of the whole loss."""
    attempt.agrees("dW")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_dV(attempt: Attempt) -> None:
    """`dV` is the gradient of the whole loss."""
    attempt.agrees("dV")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_dba(attempt: Attempt) -> None:
    """`dba` is the gradient of the whole loss."""
    attempt.agrees("dba")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_dby(attempt: Attempt) -> None:
    """`dby` is the gradient of the whole loss."""
    attempt.agrees("dby")


@check("rnn_loss_and_gradients", points=0.5)
def test_rnn_loss_and_gradients_dx(attempt: Attempt) -> None:
    """`dx` is the gradient of the whole loss."""
    attempt.agrees("dx")


@check("rnn_loss_and_gradients", points=0.5)
def test_rnn_loss_and_gradients_ds0(attempt: Attempt) -> None:
    """`ds0` is the gradient of the whole loss."""
    attempt.agrees("ds0")


@check("rnn_loss_and_gradients", points=1)
def test_rnn_loss_and_gradients_gradient_check(attempt: Attempt) -> None:
    """Finite differences of your own loss confirm all gradients."""
    attempt.is_gradient()
