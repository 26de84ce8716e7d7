"""How each exercise of `bptt` is run, and the functions of which its backward is the gradient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from assignments.bptt.hidden.cases import draw_cases, public_cases
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
)

GRADIENTS = ("dW_hx", "dW_hh", "dW_qh")
FORWARD = ("linear_rnn_forward",)
LOSS = (*FORWARD, "linear_rnn_loss")
NETWORK = (*FORWARD, "linear_rnn_backward")
# The first factor makes no difference to the gradient, whatever it is.
ANY_FACTOR = 2.5


def run_unroll_recurrence(code: Code, case: Case) -> Any:
    return code.call("unroll_recurrence", case.b, case.c)


def run_forward(code: Code, case: Case) -> Any:
    return code.call("linear_rnn_forward", case.x, case.h0, case.parameters)


def run_loss(code: Code, case: Case) -> Any:
    return code.call("linear_rnn_loss", case.o, case.y)


def run_backward(code: Code, case: Case) -> Any:
    return code.call("linear_rnn_backward", case.x, case.y, case.h0, case.parameters)


def run_hidden_gradient(code: Code, case: Case) -> Any:
    return code.call("hidden_gradient", case.t, case.do, case.parameters)


def run_chunked(code: Code, case: Case) -> Any:
    return code.call("chunked_bptt", case.x, case.y, case.h0, case.parameters, case.tau)


def run_windowed(code: Code, case: Case) -> Any:
    return code.call("windowed_bptt", case.x, case.y, case.h0, case.parameters, case.tau)


def run_sample_truncation(code: Code, case: Case) -> Any:
    """Draw once, or with each of several seeds: one row for each."""
    if "seeds" not in case.values:
        return code.call("sample_truncation", case.rng, case.pi, case.T)
    draws = [code.call("sample_truncation", rng, case.pi, case.T) for rng in case.seeds]
    return np.stack([real_array("xi", xi, (case.T,)) for xi in draws])


def run_randomized(code: Code, case: Case) -> Any:
    """Use the given factors, or average over all ways to cut, by their probability."""
    if case.kind != "unbiased":
        return code.call("randomized_bptt", case.x, case.y, case.h0, case.parameters, case.xi)
    mean = {name: np.zeros(case.parameters[name[1:]].shape) for name in GRADIENTS}
    for probability, xi in ways_to_cut(case.pi):
        value = code.call("randomized_bptt", case.x, case.y, case.h0, case.parameters, xi)
        outputs = named_outputs(GRADIENTS, value)
        for name, total in mean.items():
            total += probability * real_array(name, outputs.get(name), total.shape)
    return mean


def ways_to_cut(pi: Array) -> Iterator[tuple[float, Array]]:
    """Yield the probability and the factors of each way to keep or cut the chain."""
    for kept in product((True, False), repeat=len(pi) - 1):
        factors = np.where(kept, 1 / pi[1:], 0.0)
        probability = float(np.prod(np.where(kept, pi[1:], 1 - pi[1:])))
        yield probability, np.array([ANY_FACTOR, *factors])


def run_checkpointed(code: Code, case: Case) -> Any:
    return code.call("checkpointed_bptt", case.x, case.y, case.h0, case.parameters, case.every)


def run_rtrl(code: Code, case: Case) -> Any:
    return code.call("rtrl", case.x, case.y, case.h0, case.parameters)


def backward_inputs(case: Case) -> Inputs:
    return {f"d{name}": value for name, value in case.parameters.items()}


def backward_objective(code: Code, case: Case, inputs: Inputs) -> float:
    parameters = {name[1:]: value for name, value in inputs.items()}
    value = code.call("linear_rnn_forward", case.x, case.h0, parameters)
    o = real_array("o", named_outputs(("h", "o"), value).get("o"), case.y.shape)
    loss = named_outputs(("loss",), code.call("linear_rnn_loss", o, case.y)).get("loss")
    return float(real_array("loss", loss, ()))


ASSIGNMENT = Assignment(
    name="bptt",
    exercises=(
        Exercise("unroll_recurrence", ("a",), run_unroll_recurrence),
        Exercise("linear_rnn_forward", ("h", "o"), run_forward),
        Exercise("linear_rnn_loss", ("loss",), run_loss),
        Exercise(
            "linear_rnn_backward",
            (*GRADIENTS, "dh"),
            run_backward,
            uses=(FORWARD, LOSS),
            forward=Forward(
                "linear_rnn_forward",
                backward_inputs,
                backward_objective,
                besides=("linear_rnn_loss",),
            ),
        ),
        Exercise("hidden_gradient", ("dh_t",), run_hidden_gradient),
        Exercise(
            "chunked_bptt",
            GRADIENTS,
            run_chunked,
            uses=(FORWARD, NETWORK, (*NETWORK, "hidden_gradient")),
        ),
        Exercise(
            "windowed_bptt",
            GRADIENTS,
            run_windowed,
            uses=(FORWARD, NETWORK, (*NETWORK, "hidden_gradient", "chunked_bptt")),
        ),
        Exercise("sample_truncation", ("xi",), run_sample_truncation, by_law=True),
        Exercise(
            "randomized_bptt",
            GRADIENTS,
            run_randomized,
            uses=(
                FORWARD,
                NETWORK,
                (*NETWORK, "hidden_gradient", "chunked_bptt", "windowed_bptt"),
            ),
        ),
        Exercise("checkpointed_bptt", GRADIENTS, run_checkpointed),
        Exercise("rtrl", GRADIENTS, run_rtrl),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
