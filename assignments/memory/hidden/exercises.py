"""How each exercise of `memory` is run, and the functions of which its backwards are gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from assignments.memory.hidden.cases import DISTANCE, draw_cases, public_cases
from autograder.authoring import (
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    Message,
    Wrong,
    named_outputs,
    real_array,
    unpacked,
    whole,
)
from solutions.memory import accuracy_by_distance

NETWORK = ("model_forward", "model_backward")
LOSS = ("loss_and_gradients", "one_hot", *NETWORK)
READING = ("one_hot", "model_forward")
SENTENCES = 500
HISTORY = ("model", "losses", "norms")


def run_one_hot(code: Code, case: Case) -> Any:
    return code.call("one_hot", case.tokens, case.size)


def run_batches(code: Code, case: Case) -> Any:
    """Draw twice with one seed and once with another where chance is looked at."""
    first = code.call("batches", case.task, case.count, case.rng)
    drawn = named_outputs(("tokens", "labels", "mask"), first)
    if case.kind != "chance":
        return drawn
    again = code.call("batches", case.task, case.count, case.rng)
    other = code.call("batches", case.task, case.count, case.other_rng)
    return {**drawn, "again": again, "other": other}


def run_new_model(code: Code, case: Case) -> Any:
    first = whole("model", code.call("new_model", case.kind_of_cell, *case.sizes, case.rng))
    again = code.call("new_model", case.kind_of_cell, *case.sizes, case.rng)
    other = code.call("new_model", case.kind_of_cell, *case.sizes, case.other_rng)
    return {**first, "again": again, "other": other}


def run_model_forward(code: Code, case: Case) -> Any:
    return code.call("model_forward", case.model, case.x)


def run_model_backward(code: Code, case: Case) -> Any:
    cache = code.cache("model_forward", case.model, case.x, position=1)
    return whole("gradients", code.call("model_backward", case.model, case.dlogits, cache))


def run_loss_and_gradients(code: Code, case: Case) -> Any:
    return code.call("loss_and_gradients", case.model, case.tokens, case.labels, case.mask)


def run_train(code: Code, case: Case) -> Any:
    """Train; what was learnt is measured here, on sentences that nobody has seen."""
    arguments = (case.model, case.task, *case.settings)
    history = code.call("train", *arguments, case.rng)
    if case.kind == "fresh":
        again = code.call("train", *arguments, case.rng)
        other = code.call("train", *arguments, case.other_rng)
        return {**named_outputs(HISTORY, history), "again": again, "other": other}
    if case.kind != "learns":
        return history
    trained = trained_model(named_outputs(HISTORY, history).get("model"), case.model)
    rng = np.random.default_rng(case.rng.number)
    with np.errstate(all="ignore"):
        share = accuracy_by_distance(trained, case.task, [DISTANCE], SENTENCES, rng)
    return {**named_outputs(HISTORY, history), "accuracy": float(share[0])}


def trained_model(model: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model that came back, with nothing in it but arrays of the right shapes.

    Raises
    ------
    Wrong : when it is none.
    """
    parameters = model.get("parameters") if isinstance(model, Mapping) else None
    if not isinstance(parameters, Mapping):
        raise Wrong(Message("memory.no_model"))
    checked = {
        name: np.asarray(real_array(name, parameters.get(name), value.shape), np.float64)
        for name, value in given["parameters"].items()
    }
    if not all(np.isfinite(value).all() for value in checked.values()):
        raise Wrong(Message("memory.diverged"))
    return {"kind": given["kind"], "parameters": checked}


def run_accuracy_by_distance(code: Code, case: Case) -> Any:
    arguments = (case.model, case.task, case.distances, case.count)
    shares = whole("shares", code.call("accuracy_by_distance", *arguments, case.rng))
    if case.kind != "chance":
        return shares
    again = code.call("accuracy_by_distance", *arguments, case.rng)
    other = code.call("accuracy_by_distance", *arguments, case.other_rng)
    return {**shares, "again": again, "other": other}


def run_sample(code: Code, case: Case) -> Any:
    """Sample once, or often where chance is looked at."""
    seeds = case.seeds if case.kind == "chance" else case.seeds[:1]
    drawn = [code.call("sample", case.model, case.prompt, *case.settings, s) for s in seeds]
    tokens = whole("tokens", drawn[0])
    if case.kind != "chance":
        return tokens
    again = code.call("sample", case.model, case.prompt, *case.settings, seeds[0])
    return {**tokens, "more": drawn, "again": again}


def parameter_inputs(case: Case) -> Inputs:
    parameters = case.model["parameters"]
    return {"gradients": {f"d{name}": value for name, value in parameters.items()}}


def with_parameters(case: Case, inputs: Inputs) -> dict[str, Any]:
    parameters = {name.removeprefix("d"): value for name, value in inputs["gradients"].items()}
    return {"kind": case.model["kind"], "parameters": parameters}


def network_objective(code: Code, case: Case, inputs: Inputs) -> float:
    value = unpacked(code.call("model_forward", with_parameters(case, inputs), case.x))
    logits = named_outputs(("logits",), value).get("logits")
    return float(np.sum(case.dlogits * real_array("logits", logits, case.dlogits.shape)))


def loss_objective(code: Code, case: Case, inputs: Inputs) -> float:
    model = with_parameters(case, inputs)
    value = code.call("loss_and_gradients", model, case.tokens, case.labels, case.mask)
    loss = named_outputs(("loss", "gradients"), value).get("loss")
    return float(real_array("loss", loss, ()))


ASSIGNMENT = Assignment(
    name="memory",
    exercises=(
        Exercise("one_hot", ("columns",), run_one_hot),
        Exercise(
            "batches",
            ("tokens", "labels", "mask"),
            run_batches,
            observes=("again", "other"),
            by_law=True,
        ),
        Exercise("new_model", ("model",), run_new_model, observes=("again", "other"), by_law=True),
        Exercise("model_forward", ("logits",), run_model_forward, cache_position=1),
        Exercise(
            "model_backward",
            ("gradients",),
            run_model_backward,
            forward=Forward("model_forward", parameter_inputs, network_objective),
        ),
        Exercise(
            "loss_and_gradients",
            ("loss", "gradients"),
            run_loss_and_gradients,
            uses=(("one_hot",), NETWORK, ("one_hot", *NETWORK)),
            forward=Forward("loss_and_gradients", parameter_inputs, loss_objective),
        ),
        Exercise(
            "train",
            HISTORY,
            run_train,
            uses=(("batches",), LOSS, ("batches", *LOSS)),
            observes=("accuracy", "again", "other"),
            pure=True,
        ),
        Exercise(
            "accuracy_by_distance",
            ("shares",),
            run_accuracy_by_distance,
            uses=(("batches",), READING, ("batches", *READING)),
            observes=("again", "other"),
            pure=True,
        ),
        Exercise(
            "sample",
            ("tokens",),
            run_sample,
            uses=(("one_hot",), READING),
            observes=("more", "again"),
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
